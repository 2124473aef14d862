/** A picture of the library in the text: its number, its layout and a caption are stored. */

import * as tiptap from "../../../django_prose_editor/editor.js";
import { pickImage } from "../picker.js";
import { button, element, gettext, insertBlock } from "./dom.js";

const LAYOUTS = {
  "": gettext("As wide as the text"),
  wide: gettext("Wide"),
  portrait: gettext("Portrait"),
};

/** What is shown of a picture comes from the library; the server takes it off again. */
const shown = (image) => ({
  image: String(image.id),
  src: image.src,
  alt: image.alt,
  credit: image.credit,
  hasAlternative: image.has_alternative ?? true,
});

/** Ask for a picture and put it into the text. */
export async function insertPicture(editor) {
  const image = await pickImage();
  if (!image) return void editor.commands.focus();
  const content = image.caption ? [{ type: "text", text: image.caption }] : [];
  insertBlock(editor, { type: "picture", attrs: shown(image), content });
}

function attributesOf(figure) {
  const image = figure.querySelector("img");
  return {
    image: figure.dataset.image,
    layout: figure.dataset.layout ?? "",
    src: image?.getAttribute("src") ?? "",
    alt: image?.alt ?? "",
    credit: image?.dataset.credit ?? "",
    hasAlternative: !image || !("noAlternative" in image.dataset),
  };
}

class PictureView {
  constructor({ node, editor, getPos }, layouts) {
    this.editor = editor;
    this.getPos = getPos;
    this.image = element("img", { draggable: "false" });
    this.frame = element("div", { class: "body-figure-frame", contenteditable: "false" }, this.image);
    this.contentDOM = element("figcaption", { "data-placeholder": gettext("Write a caption") });
    this.credit = element("p", { class: "body-figure-credit", contenteditable: "false" });
    const onchange = () => this.change({ layout: this.layout.value });
    this.layout = element("select", { "aria-label": gettext("Layout"), onchange });
    for (const name of layouts) this.layout.append(element("option", { value: name }, LAYOUTS[name] ?? name));
    const replace = button(gettext("Replace"), () => this.replace());
    const remove = button(gettext("Remove"), () => this.remove());
    this.bar = element("div", { class: "body-figure-bar", contenteditable: "false" }, this.layout, replace, remove);
    this.dom = element("figure", { class: "body-figure" }, this.frame, this.contentDOM, this.credit, this.bar);
    this.bar.hidden = !editor.options.editable;
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "picture") return false;
    const { image, layout, src, alt, credit, hasAlternative } = node.attrs;
    this.dom.dataset.image = image;
    this.dom.dataset.layout = layout;
    this.layout.value = layout;
    this.image.hidden = !src;
    this.image.alt = alt;
    if (src && this.image.getAttribute("src") !== src) this.image.src = src;
    this.frame.dataset.missing = src ? "" : gettext("The picture is shown again when the text is saved.");
    const warnings = [
      src && !credit && gettext("No credit yet: it cannot be published like this."),
      src && !hasAlternative && gettext("No alternative text yet."),
    ].filter(Boolean);
    this.credit.textContent = [credit, ...warnings].filter(Boolean).join(" ");
    this.credit.classList.toggle("is-missing", warnings.length > 0);
    this.contentDOM.classList.toggle("is-empty", node.content.size === 0);
    return true;
  }

  change(attributes) {
    const position = this.getPos();
    const { attrs } = this.editor.state.doc.nodeAt(position);
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(position, null, { ...attrs, ...attributes }));
  }

  async replace() {
    const image = await pickImage();
    if (image) this.change(shown(image));
    this.editor.commands.focus(this.getPos() + 1);
  }

  remove() {
    const from = this.getPos();
    const to = from + this.editor.state.doc.nodeAt(from).nodeSize;
    this.editor.chain().focus().deleteRange({ from, to }).run();
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  /** The bar's own controls are none of the editor's business. */
  stopEvent(event) {
    return this.bar.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

export const Picture = tiptap.Node.create({
  name: "picture",
  group: "block",
  content: "text*",
  isolating: true,
  draggable: true,

  addOptions() {
    return { layouts: [""] };
  },

  addAttributes() {
    return { image: {}, layout: { default: "" }, src: { default: "" }, alt: { default: "" }, credit: { default: "" }, hasAlternative: { default: true } };
  },

  parseHTML() {
    const caption = (figure) => figure.querySelector("figcaption") ?? element("figcaption");
    return [{ tag: "figure[data-image]", getAttrs: attributesOf, contentElement: caption }];
  },

  renderHTML({ node }) {
    const { image, layout, src, alt, credit, hasAlternative } = node.attrs;
    const figure = { "data-image": image, "data-layout": layout || null };
    const picture = { src, alt, "data-credit": credit, "data-no-alternative": hasAlternative ? null : "" };
    return ["figure", figure, ...(src ? [["img", picture]] : []), ["figcaption", 0]];
  },

  addNodeView() {
    return (view) => new PictureView(view, this.options.layouts);
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-i": ({ editor }) => { insertPicture(editor); return true; } };
  },
});
