/** Reading style attributes as text, and changing one element for another. */

/** The properties of a style attribute; the browser's own reading of it is forbidden. */
export function styleOf(made) {
  const declarations = (made.getAttribute("style") ?? "").split(";").map((part) => part.split(":"));
  return Object.fromEntries(declarations.map(([name, ...value]) => [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()]));
}

/** Whether it is not shown where it was copied: comments, revision notes, markers. */
export function isHidden(made) {
  const style = styleOf(made);
  return style.display === "none" || style["mso-hide"] === "all" || /^comment/.test(style["mso-element"] ?? "");
}

/** Leave what is in it in its place. */
export function unwrap(made) {
  made.replaceWith(...made.childNodes);
}

/** The same content in another element, which is returned; attributes go with it. */
export function renamed(made, name) {
  if (made.localName === name) return made;
  const other = made.ownerDocument.createElement(name);
  for (const attribute of made.getAttributeNames()) other.setAttribute(attribute, made.getAttribute(attribute));
  other.append(...made.childNodes);
  made.replaceWith(other);
  return other;
}
