/** The line below the text: how long it is, and what there is to say. */

import { element, gettext, ngettext } from "./dom.js";

const WORDS_PER_MINUTE = 230;

/** Words, characters and minutes of what is written. */
function length(editor) {
  const { doc } = editor.state;
  const text = doc.textBetween(0, doc.content.size, " ", " ").trim();
  const words = text ? text.split(/\s+/).length : 0;
  const minutes = Math.max(1, Math.round(words / WORDS_PER_MINUTE));
  return [
    ngettext("%s word", "%s words", words),
    ngettext("%s character", "%s characters", text.length),
    ngettext("%s minute to read", "%s minutes to read", minutes),
  ].join(" · ");
}

/** The line, kept up to date; counting waits until the browser has time. */
export function statusLine(editor) {
  const count = element("span", { class: "body-count" }, length(editor));
  const said = element("span", { class: "body-said", role: "status" });
  const help = element("span", { class: "body-help" }, gettext("Alt+F10: buttons"));
  let waiting = 0;
  editor.on("update", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => { count.textContent = length(editor); });
  });
  editor.on("update", () => { said.textContent = ""; });
  editor.view.dom.addEventListener("body:say", ({ detail }) => {
    // After the update that the same paste makes.
    requestAnimationFrame(() => { said.textContent = detail; });
  });
  return element("div", { class: "body-status" }, count, said, help);
}
