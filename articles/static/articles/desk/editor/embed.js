/** A video, chart or sound of somebody else: its address and a caption are stored. */

import * as tiptap from "../../../django_prose_editor/editor.js";
import { providerOf } from "./addresses.js";
import { ask } from "./dialog.js";
import { button, element, gettext, insertBlock } from "./dom.js";

const providersOf = (editor) => editor.extensionManager.extensions.find(({ name }) => name === "embed").options.providers;

/** Ask for an address that a provider on the list knows; null when closed without. */
async function askAddress(editor, value, submit) {
  const providers = providersOf(editor);
  const names = [...new Set(providers.map(({ name }) => name))].join(", ");
  const known = (address) => providerOf(address, providers);
  const answer = await ask({
    title: gettext("Embed"),
    fields: [{
      name: "address",
      label: gettext("Address of the page"),
      help: `${gettext("Copied from your browser. It works with:")} ${names}.`,
      value,
      inputmode: "url",
      check: (address) => known(address) ? "" : gettext("Nobody on the list has such an address."),
    }],
    submit,
  });
  return answer && answer.address.trim();
}

/** Ask for an address and put what it embeds into the text. */
export async function insertEmbed(editor) {
  const address = await askAddress(editor, "", gettext("Embed it"));
  if (!address) return void editor.commands.focus();
  insertBlock(editor, { type: "embed", attrs: { address } });
}

class EmbedView {
  constructor({ node, editor, getPos }) {
    this.editor = editor;
    this.getPos = getPos;
    this.name = element("strong", { class: "body-embed-name" });
    this.address = element("span", { class: "body-embed-address" });
    const note = element("span", { class: "body-embed-note" }, gettext("Readers see a card; it plays after a click."));
    this.card = element("div", { class: "body-embed-card", contenteditable: "false" }, this.name, this.address, note);
    this.contentDOM = element("figcaption", { "data-placeholder": gettext("Say what it shows") });
    const change = button(gettext("Change"), () => this.change());
    const remove = button(gettext("Remove"), () => this.remove());
    this.bar = element("div", { class: "body-figure-bar", contenteditable: "false" }, change, remove);
    this.dom = element("figure", { class: "body-figure body-embed" }, this.card, this.contentDOM, this.bar);
    this.bar.hidden = !editor.options.editable;
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "embed") return false;
    this.node = node;
    this.name.textContent = providerOf(node.attrs.address, providersOf(this.editor)) ?? "";
    this.address.textContent = node.attrs.address;
    this.contentDOM.classList.toggle("is-empty", node.content.size === 0);
    return true;
  }

  async change() {
    const address = await askAddress(this.editor, this.node.attrs.address, gettext("Change"));
    if (address) this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(this.getPos(), null, { address }));
    this.editor.commands.focus(this.getPos() + 1);
  }

  remove() {
    const from = this.getPos();
    this.editor.chain().focus().deleteRange({ from, to: from + this.node.nodeSize }).run();
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  stopEvent(event) {
    return this.bar.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

/** An address pasted alone into an empty paragraph is meant to be embedded. */
const embedsOnPaste = (editor, providers) => new tiptap.Plugin({
  props: {
    handlePaste(view, event) {
      const address = event.clipboardData?.getData("text/plain").trim() ?? "";
      const { $from, empty } = view.state.selection;
      const isFree = empty && $from.depth === 1 && $from.parent.content.size === 0;
      if (!isFree || /\s/.test(address) || !providerOf(address, providers)) return false;
      insertBlock(editor, { type: "embed", attrs: { address } });
      return true;
    },
  },
});

export const Embed = tiptap.Node.create({
  name: "embed",
  group: "block",
  content: "text*",
  isolating: true,
  draggable: true,

  addOptions() {
    return { providers: [] };
  },

  addAttributes() {
    return { address: { parseHTML: (figure) => figure.dataset.embed } };
  },

  parseHTML() {
    const caption = (figure) => figure.querySelector("figcaption") ?? element("figcaption");
    return [{ tag: "figure[data-embed]", contentElement: caption }];
  },

  renderHTML({ node }) {
    return ["figure", { "data-embed": node.attrs.address }, ["figcaption", 0]];
  },

  addNodeView() {
    return (view) => new EmbedView(view);
  },

  addProseMirrorPlugins() {
    return [embedsOnPaste(this.editor, this.options.providers)];
  },
});
