/** Word's lists arrive as paragraphs with a marker; here they become lists again. */

import { element } from "./dom.js";
import { renamed, styled, styleOf, unwrap } from "./pasted_style.js";

const ITEM = /l(\d+)\s+level(\d+)(?:\s+lfo(\d+))?/;
const NUMBERED = /^\(?([0-9]+|[a-z]{1,4})[.)]$/i;
const isMarker = (made) => styleOf(made)["mso-list"] === "ignore";
const HEADING = "h1, h2, h3, h4, h5, h6";
const BLOCK = `p, div, ${HEADING}`;

/** Which list and level a paragraph is in; null when in none. */
function placeOf(block) {
  const found = block.matches(BLOCK) && ITEM.exec(styleOf(block)["mso-list"] ?? "");
  return found ? { list: `${found[1]}/${found[3] ?? ""}`, level: Number(found[2]) } : null;
}

/** The marker that Word wrote out, taken off the text. */
function takeMarker(block) {
  const marker = styled(block).find(isMarker);
  const text = marker?.textContent.replace(/\s/g, "") ?? "";
  marker?.remove();
  return text;
}

/** A paragraph of the item before it, which has no marker of its own. */
function continues(block) {
  return block.matches("[class^=MsoListParagraph]") && !placeOf(block);
}

/** Numbered headings are a list only among themselves; paragraphs go with paragraphs. */
const isKin = (one, other) => one.localName === other.localName || !(one.matches(HEADING) || other.matches(HEADING));

/** The paragraphs of each list, as they follow one another. */
function groups(body) {
  const found = [];
  let group = null;
  for (const block of body.querySelectorAll(BLOCK)) {
    if (block.closest("li")) continue;
    const last = group?.at(-1);
    const follows = last?.nextElementSibling === block && isKin(last, block);
    if (follows && (placeOf(block) || continues(block))) group.push(block);
    else if (placeOf(block)) found.push((group = [block]));
    else group = null;
  }
  // A numbered heading on its own is a heading.
  return found.filter(([first, second]) => second || !first.matches(HEADING));
}

/** Open the list that an item belongs in, below or beside those that are open. */
function listFor(open, { list, level }, marker) {
  while (open.length && (open.at(-1).level > level || (open.at(-1).level === level && open.at(-1).list !== list))) open.pop();
  if (open.at(-1)?.level === level) return open.at(-1);
  const number = NUMBERED.exec(marker)?.[1];
  const made = element(number ? "ol" : "ul");
  if (/^\d+$/.test(number ?? "") && Number(number) > 1) made.setAttribute("start", number);
  const parent = open.at(-1);
  open.push({ list, level, made, parent });
  return open.at(-1);
}

function convert(group) {
  const open = [];
  let item = null;
  for (const block of group) {
    const place = placeOf(block);
    if (!place) {
      if (block.textContent.trim()) item.append(renamed(block, "p"));
      else block.remove();
      continue;
    }
    const marker = takeMarker(block);
    const { made, parent } = listFor(open, place, marker);
    if (!made.isConnected) parent ? parent.made.lastElementChild.append(made) : block.before(made);
    item = element("li");
    made.append(item);
    item.append(renamed(block, "p"));
  }
}

/** Make lists of the paragraphs that Word calls list paragraphs. */
export function wordLists(body) {
  for (const group of groups(body)) convert(group);
  // Markers of headings that stay headings.
  styled(body).filter(isMarker).forEach(unwrap);
}
