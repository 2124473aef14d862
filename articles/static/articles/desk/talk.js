// The card of comments and the assignment: sent without leaving what was typed.
import { mentions } from "./mentions.js";

const card = document.querySelector("[data-talk]");
const text = () => document.querySelector(".body-text");

// The card stands inside the article's form: its fields are no change of the article.
function apart() {
  for (const kind of ["input", "change"]) card.addEventListener(kind, (event) => event.stopPropagation());
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const typed = new FormData(form, event.submitter);
  typed.set("part", "1");
  card.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body: typed });
    if (response.redirected || ![200, 422].includes(response.status)) throw new Error(response.statusText);
    const kept = response.status === 422 ? null : typed;
    card.innerHTML = await response.text();
    if (!kept) restore(typed);
    ready();
    card.querySelector("[role=status]")?.scrollIntoView({ block: "nearest" });
  } catch {
    say(card.dataset.offline);
  }
  card.removeAttribute("aria-busy");
}

function restore(typed) {
  for (const [name, value] of typed) {
    const field = card.querySelector(`[name="${CSS.escape(name)}"]:not(button)`);
    if (field) field.value = value;
  }
}

function say(sentence) {
  const said = document.createElement("p");
  said.className = "talk-said";
  said.setAttribute("role", "alert");
  said.textContent = sentence;
  card.querySelector(".talk-said")?.remove();
  card.prepend(said);
}

// --- which paragraph ---------------------------------------------------------------
function blockAtCursor() {
  const node = document.getSelection()?.anchorNode;
  const editor = text();
  if (!node || !editor || !editor.contains(node) || node === editor) return null;
  let block = node;
  while (block.parentNode !== editor) block = block.parentNode;
  return { index: [...editor.children].indexOf(block), block };
}

function follow() {
  const found = blockAtCursor();
  const menu = card.querySelector("[data-paragraph]");
  if (!found || !menu || card.querySelector("#talk_text").value) return;
  const words = found.block.matches?.("figure") ? "" : found.block.textContent.trim().replace(/\s+/g, " ");
  const known = [...menu.options].find((option) => option.value === String(found.index));
  if (!words && !known) return;
  const option = known ?? menu.appendChild(new Option("", String(found.index)));
  if (words) option.textContent = words.length > 60 ? `${words.slice(0, 59)}…` : words;
  option.dataset.quote = words.slice(0, 300);
  menu.value = option.value;
  chosen();
}

function chosen() {
  const menu = card.querySelector("[data-paragraph]");
  card.querySelector("input[data-quote]").value = menu.selectedOptions[0]?.dataset.quote ?? "";
}

function show(event) {
  const button = event.target.closest("[data-show]");
  const block = button && text()?.children[Number(button.closest("[data-block]").dataset.block)];
  if (!block) return;
  block.scrollIntoView({ block: "center" });
  getSelection().setBaseAndExtent(block, 0, block, block.childNodes.length);
  text().focus({ preventScroll: true });
}

function ready() {
  card.querySelectorAll("[data-show]").forEach((button) => (button.hidden = false));
  card.querySelectorAll("[data-mentions]").forEach((area) => mentions(area, card.dataset.people));
  card.querySelector("[data-paragraph]")?.addEventListener("change", chosen);
}

// Whoever has opened the article need not be told of it again.
function markRead() {
  if (!("unread" in card.dataset)) return;
  const typed = new FormData(document.querySelector("#talk-form"));
  typed.set("article", card.dataset.article);
  fetch(card.dataset.unread, { method: "POST", body: typed, redirect: "manual" });
}

if (card) {
  apart();
  ready();
  markRead();
  card.addEventListener("click", show);
  document.addEventListener("selectionchange", follow);
  for (const form of document.querySelectorAll("#talk-form, #assign-form")) form.addEventListener("submit", send);
  document.querySelectorAll("dialog [data-mentions]").forEach((area) => mentions(area, card.dataset.people));
}
