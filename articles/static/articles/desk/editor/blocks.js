/** Quotes, pull quotes and list items: Tiptap's, held to what the policy keeps. */

import * as tiptap from "../../../django_prose_editor/editor.js";

const PARAGRAPHS = "(paragraph | bulletList | orderedList)";

export const ListItem = tiptap.ListItem.extend({ content: `paragraph ${PARAGRAPHS}*` });

export const Blockquote = tiptap.Blockquote.extend({ content: `${PARAGRAPHS}+` });

/** A rule comes from its button: three typed hyphens stay what they are, and split no table. */
export const HorizontalRule = tiptap.HorizontalRule.extend({ addInputRules: () => [] });

/** Words of the piece itself, set large. */
export const PullQuote = tiptap.Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,
  priority: 110,

  parseHTML() {
    return [{ tag: "blockquote.pull" }];
  },

  renderHTML() {
    return ["blockquote", { class: "pull" }, 0];
  },

  addCommands() {
    return {
      togglePullQuote: () => ({ commands }) => commands.toggleWrap(this.name),
    };
  },

  addKeyboardShortcuts() {
    return {
      // Out of it, as out of a list: Enter in an empty paragraph.
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        const isIn = empty && $from.depth > 1 && $from.node(-1).type.name === this.name;
        return isIn && $from.parent.content.size === 0 && editor.commands.lift(this.name);
      },
    };
  },
});
