// The calendar: what is to go out is moved in a dialog, or dragged to another day first.
// Without this module "Move…" leads to a page with the same form.

const dialog = document.querySelector("#move-dialog");
const start = dialog.querySelector("[name=start]");
let dragged = null;

function ask(entry, day = "") {
  const [, time] = entry.dataset.start.split("T");
  dialog.querySelector("[name=version]").value = entry.dataset.version;
  start.value = day ? `${day}T${time}` : entry.dataset.start;
  dialog.querySelector("[data-title]").textContent = `“${entry.dataset.title}”`;
  const now = dialog.querySelector("[data-now]");
  now.hidden = false;
  now.querySelector("span").textContent = entry.dataset.when;
  dialog.showModal();
  start.focus();
}

function dayOf(event) {
  return dragged && event.target.closest?.("[data-day]");
}

function unmark() {
  document.querySelectorAll(".is-target").forEach((day) => day.classList.remove("is-target"));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-move]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(link.closest("[data-version]"));
});

dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-version]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.title);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const day = dayOf(event);
  if (!day) return;
  event.preventDefault();
  unmark();
  day.classList.add("is-target");
});

document.addEventListener("drop", (event) => {
  const day = dayOf(event);
  if (!day) return;
  event.preventDefault();
  // On its own day there is nothing to ask.
  if (day !== dragged.closest("[data-day]")) ask(dragged, day.dataset.day);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});

// Where the days stand one below the other, what is past would fill the screen.
if (!window.location.search && matchMedia("(max-width: 47.99rem)").matches) {
  document.querySelector("#today")?.scrollIntoView();
}
