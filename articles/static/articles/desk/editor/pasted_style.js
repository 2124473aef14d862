/** Reading style attributes as text, and changing one element for another. */

const NAME = "data-pasted-style";

/**
 * The body of pasted HTML, in a document that runs and loads nothing.
 *
 * A style attribute would be complained about under a strict policy, though nobody
 * applies it: it gets another name while all is still text.
 */
export function parsed(html) {
  const unstyled = html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)(?=\s*=)/gi, (_, name) => ` ${name.toLowerCase() === "style" ? NAME : "data-no"}`));
  return new DOMParser().parseFromString(unstyled, "text/html").body;
}

/** Every element with a style. */
export const styled = (made) => [...made.querySelectorAll(`[${NAME}]`)];

/** The properties of an element's style. */
export function styleOf(made) {
  const declarations = (made.getAttribute(NAME) ?? "").split(";").map((part) => part.split(":"));
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
