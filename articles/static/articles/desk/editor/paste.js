/**
 * What is pasted from Word, Google Docs or a page, made into what the editor keeps.
 *
 * As text, before Tiptap sees it: under a strict policy pasted styles are not applied, so
 * that Tiptap would take a whole document of Google's for bold.
 */

import * as tiptap from "../../../django_prose_editor/editor.js";
import { providerOf, safeAddress, withoutTrackers } from "./addresses.js";
import { element, gettext, ngettext, say } from "./dom.js";
import { isHidden, parsed, renamed, styled, styleOf, unwrap } from "./pasted_style.js";
import { wordLists } from "./word_lists.js";

const UNREAD = "script, style, title, meta, link, xml, noscript, template, svg, math, object, select, button, head";
const KEPT = {
  a: ["href"], strong: [], em: [], sub: [], sup: [], br: [], p: [], h2: [], h3: [], hr: [], ul: [], ol: ["start"],
  li: [], blockquote: [], table: [], caption: [], thead: [], tbody: [], tr: [], td: ["colspan", "rowspan"],
  th: ["colspan", "rowspan"], figure: ["data-embed"], figcaption: [],
};
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, hr, figure, div, section, article, pre, dl, dt, dd";
const TITLES = { "p.MsoTitle": "h2", h1: "h2", h4: "h3", h5: "h3", h6: "h3" };
const WRAPPERS = "div, section, article, header, footer, main, aside, address, center, dl, dt, dd, form, fieldset, pre, figcaption";

/** Bold, italic, raised and lowered, whether said by a tag or by a style. */
function marks(body) {
  for (const made of body.querySelectorAll("p, b, strong, i, em, span, font, cite, sup, sub, a")) {
    const style = styleOf(made);
    const isBold = /^(bold|bolder|[6-9]00)$/.test(style["font-weight"] ?? "");
    const isPlain = /^(normal|lighter|[1-5]00)$/.test(style["font-weight"] ?? "");
    const raised = { super: "sup", sub: "sub" }[style["vertical-align"]];
    const wrap = (name) => {
      const mark = element(name);
      mark.append(...made.childNodes);
      made.append(mark);
    };
    if (raised && !made.matches("sup, sub")) wrap(raised);
    if (/^(italic|oblique)/.test(style["font-style"] ?? "") && !made.matches("i, em")) wrap("em");
    if (isBold && !made.matches("b, strong")) wrap("strong");
    if (made.matches("b, strong")) isPlain ? unwrap(made) : renamed(made, "strong");
    else if (made.matches("i, em, cite")) style["font-style"] === "normal" ? unwrap(made) : renamed(made, "em");
  }
}

/** Words that stand beside blocks become paragraphs, so that they stay apart. */
function wrapWords(parent) {
  let paragraph = null;
  for (const node of [...parent.childNodes]) {
    if (node instanceof Element && (node.matches(BLOCKS) || node.querySelector(BLOCKS))) paragraph = null;
    else if (paragraph) paragraph.append(node);
    else if (node.textContent.trim()) {
      paragraph = element("p");
      node.replaceWith(paragraph);
      paragraph.append(node);
    } else node.remove();
  }
}

/** Two levels of headings; only paragraphs in lists, cells and quotes. */
function blocks(body) {
  for (const [from, to] of Object.entries(TITLES)) body.querySelectorAll(from).forEach((made) => renamed(made, to));
  body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote").forEach((made) => {
    const quote = element("blockquote");
    made.replaceWith(quote);
    quote.append(made);
  });
  body.querySelectorAll(":is(li, td, th, blockquote) :is(h2, h3)").forEach((made) => renamed(made, "p"));
  body.querySelectorAll(":is(td, th) li").forEach((made) => renamed(made, "p"));
  body.querySelectorAll(":is(td, th) :is(ul, ol, blockquote), li blockquote, blockquote blockquote").forEach(unwrap);
  // From the inside out, so that a wrapper knows whether what it holds are blocks.
  for (const made of [...body.querySelectorAll(WRAPPERS)].reverse()) {
    if (!made.querySelector(BLOCKS)) renamed(made, "p");
    else {
      wrapWords(made);
      unwrap(made);
    }
  }
  if (body.querySelector(BLOCKS)) wrapWords(body);
}

/** Blank lines are paragraphs. */
function breaks(body) {
  for (const made of body.querySelectorAll("p > br + br")) {
    const before = made.previousElementSibling;
    if (before.nextSibling !== made && before.nextSibling.textContent.trim()) continue;
    const first = element("p");
    while (made.parentNode.firstChild !== before) first.append(made.parentNode.firstChild);
    before.remove();
    made.parentNode.before(first);
    made.remove();
  }
}

/** Lists straight in lists belong to the item before them. */
function nestLists(body) {
  for (const list of [...body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")].reverse()) {
    const item = list.previousElementSibling;
    if (item?.matches("li")) item.append(list);
    else unwrap(list);
  }
  body.querySelectorAll("li").forEach((item) => {
    if (!item.parentNode.matches("ul, ol")) renamed(item, "p");
  });
}

function links(body, options) {
  for (const link of body.querySelectorAll("a")) {
    const address = safeAddress(link.getAttribute("href") ?? "");
    // A leap inside another document leads nowhere in this one.
    if (!address || address.startsWith("#")) unwrap(link);
    else link.setAttribute("href", withoutTrackers(address, options));
  }
}

function frames(body, providers) {
  for (const frame of body.querySelectorAll("iframe")) {
    const address = frame.getAttribute("src") ?? "";
    if (providerOf(address, providers)) frame.replaceWith(element("figure", { "data-embed": address }));
    else frame.remove();
  }
}

/** Non-breaking spaces that programs put at the edges of words become spaces. */
function spaces(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.data = text.data
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufeff]/g, "")
      .replace(/[\s\u00a0]*[ \t\r\n\f][\s\u00a0]*|\u00a0{2,}|^\u00a0|\u00a0$/g, " ");
  }
}

/** Nothing is left but elements and attributes that are kept. */
function strip(body) {
  for (const made of [...body.querySelectorAll("*")].reverse()) {
    const kept = KEPT[made.localName];
    if (!kept || (made.matches("figure") && !made.dataset.embed)) unwrap(made);
    else for (const name of made.getAttributeNames()) if (!kept.includes(name)) made.removeAttribute(name);
  }
  for (const made of [...body.querySelectorAll("p, h2, h3, li, ul, ol, blockquote, strong, em, a")].reverse()) {
    if (!made.textContent.trim() && !made.querySelector("br, figure, table, hr")) unwrap(made);
  }
}

/** The HTML to paste, and how many pictures had to be left out. */
export function cleaned(html, { providers = [], ...options }) {
  const body = parsed(html);
  const pictures = [...body.querySelectorAll("img")].filter((image) => image.getAttribute("src")).length;
  body.querySelectorAll(`${UNREAD}, img`).forEach((made) => made.remove());
  styled(body).filter(isHidden).forEach((made) => made.remove());
  frames(body, providers);
  wordLists(body);
  marks(body);
  blocks(body);
  nestLists(body);
  links(body, options);
  spaces(body);
  breaks(body);
  strip(body);
  return { html: body.innerHTML, pictures };
}

function leftOut(count) {
  const sorry = ngettext("%s picture was left out.", "%s pictures were left out.", count);
  return `${sorry} ${gettext("Add it with the Picture button, so that its credit is known.")}`;
}

/** From one of our own editors, which writes no styles, it is what it should be. */
const isOurs = (html) => html.includes("data-pm-slice") && !/<[^>]*\s(style|on\w+)\s*=/i.test(html);

export const CleanPaste = tiptap.Extension.create({
  name: "cleanPaste",

  addOptions() {
    return { trackers: [], trackerPrefix: "utm_" };
  },

  addProseMirrorPlugins() {
    const { editor, options } = this;
    const embed = editor.extensionManager.extensions.find(({ name }) => name === "embed");
    return [
      new tiptap.Plugin({
        props: {
          transformPastedHTML(html) {
            if (isOurs(html)) return html;
            const { html: clean, pictures } = cleaned(html, { ...options, providers: embed?.options.providers });
            if (pictures) say(editor, leftOut(pictures));
            return clean;
          },
          handlePaste(view, { clipboardData }) {
            const files = [...(clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
            if (!files.length || clipboardData.getData("text/html")) return false;
            say(editor, leftOut(files.length));
            return true;
          },
        },
      }),
    ];
  },
});
