/** Tables: rows and cells of paragraphs, and a caption that is asked for. */

import * as tiptap from "../../../django_prose_editor/editor.js";
import { ask } from "./dialog.js";
import { element, gettext, insertBlock } from "./dom.js";

/** Put a table of three by three with a heading row into the text. */
export function insertTable(editor) {
  const row = (type) => ({ type: "tableRow", content: [1, 2, 3].map(() => ({ type, content: [{ type: "paragraph" }] })) });
  insertBlock(editor, { type: "table", content: [row("tableHeader"), row("tableCell"), row("tableCell")] });
}

/** Ask for the caption of the table with the cursor in it. */
export async function editCaption(editor) {
  const value = editor.getAttributes("table").caption;
  const answer = await ask({
    title: gettext("Caption of the table"),
    fields: [{ name: "caption", label: gettext("Caption"), help: gettext("Printed above the table; empty for none."), value }],
    submit: gettext("Set the caption"),
  });
  const chain = editor.chain().focus();
  if (answer) chain.updateAttributes("table", { caption: answer.caption.trim() });
  chain.run();
}

class TableView {
  constructor(node, editor) {
    this.caption = element("caption", { contenteditable: "false" });
    this.contentDOM = element("tbody");
    // A wide table is scrolled by the cursor in it; where nobody may write, by itself.
    const reading = editor.options.editable ? {} : { role: "region", tabindex: "0", "aria-label": gettext("Table") };
    this.dom = element("div", { class: "table", ...reading }, element("table", {}, this.caption, this.contentDOM));
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "table") return false;
    this.caption.textContent = node.attrs.caption;
    this.caption.hidden = !node.attrs.caption;
    return true;
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

export const Table = tiptap.Table.extend({
  addAttributes() {
    const words = (table) => table.querySelector(":scope > caption")?.textContent.trim() ?? "";
    return { caption: { default: "", parseHTML: words } };
  },

  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },

  renderHTML({ node }) {
    const { caption } = node.attrs;
    return ["table", ...(caption ? [["caption", caption]] : []), ["tbody", 0]];
  },

  addNodeView() {
    return ({ node, editor }) => new TableView(node, editor);
  },

  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      // From the last cell on to what comes after the editor: the keyboard is no trap.
      Tab: ({ editor }) => editor.commands.goToNextCell(),
    };
  },
});

const cell = {
  content: "paragraph+",
  addAttributes() {
    return { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false, parseHTML: () => null } };
  },
};

export const TableCell = tiptap.TableCell.extend(cell);
export const TableHeader = tiptap.TableHeader.extend(cell);
