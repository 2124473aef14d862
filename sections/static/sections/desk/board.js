/** The board: slots move by drag, Alt+arrows and buttons; the pool searches as one types.
 * Without this every button sends the form, and the server answers with the board moved. */

import { enhance } from "../../articles/desk/lead_image.js";
import { dragging } from "./drag.js";

const board = document.querySelector("[data-board]");
const slots = board.querySelector("[data-slots]");
const said = board.querySelector("[data-status]");
const list = board.querySelector("[data-pool-list]");
const all = () => [...slots.children];
const headline = (slot) => slot.querySelector(".piece-title").textContent.trim();
let isDirty = Boolean(board.querySelector("[data-conflict]"));

function say(template, facts) {
  said.textContent = template.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

/** Write down the order, and tell the pool what is placed. */
function settle() {
  board.elements["slots-TOTAL_FORMS"].value = all().length;
  all().forEach((slot, place) => {
    renumber(slot, place);
    slot.querySelector("[data-position]").value = place;
    slot.querySelectorAll(".slot-buttons button").forEach((button) => { button.value = place; });
  });
  const placed = new Set(all().map((slot) => slot.dataset.slot));
  for (const piece of board.querySelectorAll("[data-piece]")) {
    const is = placed.has(piece.dataset.piece);
    piece.classList.toggle("is-placed", is);
    piece.querySelector("[name=add]").disabled = is;
  }
  board.querySelector("[data-empty]").hidden = placed.size > 0;
}

function changed() {
  isDirty = true;
  const state = board.querySelector("[data-state]");
  state.textContent = board.dataset.unsaved;
  state.classList.add("is-unsaved");
}

function moved(slot) {
  settle();
  changed();
  say(board.dataset.moved, { headline: headline(slot), place: all().indexOf(slot) + 1, number: all().length });
}

function move(slot, way) {
  const other = way === "up" ? slot.previousElementSibling : slot.nextElementSibling;
  if (!other) return;
  if (way === "up") other.before(slot);
  else other.after(slot);
  moved(slot);
}

function remove(slot) {
  const next = slot.nextElementSibling ?? slot.previousElementSibling;
  say(board.dataset.removed, { headline: headline(slot) });
  slot.remove();
  changed();
  settle();
  (next?.querySelector("[name=remove]") ?? board.querySelector("[data-find]")).focus();
}

/** A new slot comes from the server, as it would without this script. */
async function add(articleId, place = all().length) {
  const sent = new FormData(board);
  sent.set("add", articleId);
  let page;
  try {
    const answer = await fetch(board.action, { method: "POST", body: sent });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    said.textContent = board.dataset.failed;
    return;
  }
  const made = page.querySelector(`[data-slot="${articleId}"]`);
  if (!made || slots.querySelector(`[data-slot="${articleId}"]`)) return;
  slots.insertBefore(made, all()[place] ?? null);
  made.querySelectorAll("[data-lead-image]").forEach(enhance);
  settle();
  changed();
  say(board.dataset.added, { headline: headline(made), place: place + 1 });
  made.querySelector("[name=up]").focus();
}

/** The form's names count the slots from the top, without a gap. */
function renumber(slot, number) {
  for (const part of slot.querySelectorAll("[name^=slots-], [id^=id_slots-], label[for]")) {
    for (const name of ["name", "id", "for"]) {
      const old = part.getAttribute(name);
      if (old) part.setAttribute(name, old.replace(/slots-\d+-/, `slots-${number}-`));
    }
  }
}

board.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const slot = button.closest("[data-slot]");
  if (button.name === "add") add(button.value);
  else if (button.name === "find") search();
  else if (slot && button.name === "remove") remove(slot);
  else if (slot && ["up", "down"].includes(button.name)) { move(slot, button.name); button.focus(); }
  else return;
  event.preventDefault();
});

board.addEventListener("keydown", (event) => {
  const slot = event.target.closest("[data-slot]");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (event.key === "Enter" && event.target.closest(".pool-search input")) { event.preventDefault(); search(); return; }
  if (!slot || !way || !event.altKey) return;
  event.preventDefault();
  const focused = document.activeElement;
  move(slot, way);
  focused.focus();
});

let waiting;
let asked = 0;
async function search() {
  clearTimeout(waiting);
  const number = ++asked;
  const query = new URLSearchParams();
  for (const name of ["words", "which", "place", "starts_at"]) query.set(name, board.elements[name].value);
  try {
    const answer = await fetch(`${board.dataset.pool}?${query}`);
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const html = await answer.text();
    if (number !== asked) return;
    list.innerHTML = html;
    settle();
  } catch {
    said.textContent = board.dataset.failed;
  }
}

board.addEventListener("input", (event) => {
  const { name } = event.target;
  if (["words", "which", "place", "starts_at"].includes(name)) {
    clearTimeout(waiting);
    waiting = setTimeout(search, 250);
  }
  if (["words", "which", "place", "preview_at"].includes(name)) return;
  changed();
  if (name.endsWith("-headline")) {
    const title = event.target.closest("[data-slot]").querySelector(".piece-title");
    title.textContent = event.target.value.trim() || title.dataset.own;
  }
  if (name === "starts_at") board.elements.preview_at.value = event.target.value || board.elements.preview_at.value;
  if (name === "fill") showTopic();
});
board.addEventListener("lead-image:change", changed);
board.addEventListener("submit", (event) => { if (!event.submitter?.formTarget) isDirty = false; });
addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

function showTopic() {
  board.querySelector("[data-topic]").hidden = board.elements.fill.value !== "topic";
}

const frame = board.querySelector("[data-frame]");
frame.hidden = true;
board.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget === frame.name) frame.hidden = false;
});

dragging(board, slots, { moved, add });
showTopic();
settle();
