/** Small words for making elements, and the one way to translate. */

/** Translates, where the page has Django's catalogue of translations. */
export const gettext = (text) => window.gettext?.(text) ?? text;

/** One of two texts by number, with the number put in. */
export function ngettext(one, many, count) {
  const text = window.ngettext?.(one, many, count) ?? (count === 1 ? one : many);
  return text.replace("%s", count.toLocaleString(document.documentElement.lang || undefined));
}

/** An element with attributes and children; a listener for each attribute named on… */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean") made.toggleAttribute(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A button that never submits the form. */
export function button(text, onclick, attributes = {}) {
  return element("button", { type: "button", class: "body-small-button", onclick, ...attributes }, text);
}

/** Tell the person who writes something, in the line below the text. */
export function say(editor, text) {
  editor.view.dom.dispatchEvent(new CustomEvent("body:say", { detail: text, bubbles: true }));
}

/**
 * Put something that stands on its own after the paragraph, list or table with the cursor,
 * or in the place of an empty paragraph; the cursor goes where one types next.
 */
export function insertBlock(editor, content) {
  const { $from } = editor.state.selection;
  const top = $from.depth ? $from.node(1) : null;
  // Chromium types above a rule that is the first thing of all: a paragraph stays there.
  const isFirstRule = content.type === "horizontalRule" && $from.index(0) === 0;
  const isEmpty = top?.type.name === "paragraph" && top.content.size === 0 && !isFirstRule;
  const after = $from.depth ? $from.after(1) : editor.state.selection.to;
  const from = isEmpty ? $from.before(1) : after;
  const isLast = after === editor.state.doc.content.size;
  const nodes = [content, ...(isLast ? [{ type: "paragraph" }] : [])];
  editor.chain().focus().command(({ tr }) => {
    tr.replaceWith(from, after, nodes.map((node) => editor.schema.nodeFromJSON(node)));
    tr.setSelection(tr.selection.constructor.near(tr.doc.resolve(from + 1)));
    return true;
  }).scrollIntoView().run();
}
