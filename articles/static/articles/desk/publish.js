// The dialogs of the article form: asking before what readers will notice.

const dialogs = [...document.querySelectorAll("dialog.dialog")];
const publishing = document.querySelector("#publish-dialog");

// Buttons that ask first; without JavaScript links lead to what would be the dialog.
document.querySelectorAll("[data-opens]").forEach((button) => {
  const dialog = document.getElementById(button.dataset.opens);
  if (!dialog) return;
  button.addEventListener("click", () => {
    button.closest("details")?.removeAttribute("open");
    dialog.showModal();
    if (dialog === publishing) look();
  });
});

dialogs.forEach((dialog) => {
  dialog.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => dialog.close()));
});

const isLater = () => publishing.querySelector("#when-later").checked;

function buttons() {
  const isBlocked = publishing.dataset.blocked !== "0";
  publishing.querySelector("[data-start]").hidden = !isLater();
  publishing.querySelectorAll("[data-minor]").forEach((choice) => { choice.hidden = isLater(); });
  for (const [name, isShown] of [["[data-now]", !isLater()], ["[data-later]", isLater()]]) {
    const button = publishing.querySelector(name);
    button.hidden = !isShown;
    button.disabled = isBlocked;
  }
}

let asked;

async function look() {
  const answer = publishing.querySelector("[data-place=gate]");
  const facts = new FormData(publishing.closest("form"));
  if (isLater()) facts.set("_schedule", "1");
  asked?.abort();
  const { signal } = asked = new AbortController();
  publishing.dataset.blocked = "";
  if (!answer.childElementCount) answer.textContent = publishing.dataset.asking;
  buttons();
  try {
    const response = await fetch(publishing.dataset.gate, { method: "POST", body: facts, signal });
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    show(await response.text());
  } catch (error) {
    if (error.name === "AbortError") return;
    answer.textContent = publishing.dataset.offline;
  }
  buttons();
}

// The parts of the answer have their places; what was unfolded and chosen stays so.
function show(html) {
  const open = new Set([...publishing.querySelectorAll("details[open]")].map((each) => each.className));
  const chosen = publishing.querySelector("[name=scheduled]:checked")?.id;
  const answer = document.createElement("template");
  answer.innerHTML = html;
  const found = answer.content.querySelector("[data-blocked]");
  publishing.dataset.blocked = found.dataset.blocked;
  publishing.dataset.embargo = found.dataset.embargo ?? "";
  publishing.querySelectorAll("[data-place]").forEach((place) => {
    place.replaceChildren(...(found.querySelector(`[data-part=${place.dataset.place}]`)?.children ?? []));
  });
  publishing.querySelectorAll("details").forEach((each) => { each.open = open.has(each.className); });
  if (chosen) publishing.querySelector(`#${chosen}`)?.setAttribute("checked", "");
}

// Another moment may have another answer: rights end, an embargo does.
function choose(event) {
  const start = publishing.querySelector("#id_start");
  if (isLater() && !start.value && publishing.dataset.embargo) start.value = publishing.dataset.embargo;
  if (isLater() && event.target !== start) start.focus();
  look();
}

// The form is not checked by the browser, but this question wants an answer here.
function answered(event) {
  const open = publishing.querySelector("[name=scheduled]:invalid");
  if (!open || !event.target.closest("[data-now], [data-later]")) return;
  event.preventDefault();
  open.reportValidity();
}

// A finding's link closes the dialog and puts the cursor where the work is.
function toField(event) {
  const link = event.target.closest("[data-to-field], [data-error-summary] a[href^='#']");
  if (!link) return;
  const field = document.getElementById(link.hash.slice(1));
  dialogs.forEach((dialog) => dialog.contains(field) || dialog.close());
  if (!field) return;
  event.preventDefault();
  field.closest("details")?.setAttribute("open", "");
  const dialog = field.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
  if (dialog && dialog === publishing) look();
  const target = visible(field);
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

// The editor and the lead image hide the field that they stand for.
function visible(field) {
  if (field.type !== "hidden" && field.offsetParent) return field;
  const row = field.closest(".form-row") ?? field.parentElement;
  return row.querySelector("[contenteditable='true'], button:not([hidden]), input:not([type='hidden'])") ?? row;
}

document.addEventListener("click", toField);
if (publishing) {
  publishing.querySelectorAll("[data-when], #id_start").forEach((field) => field.addEventListener("change", choose));
  publishing.addEventListener("click", answered);
  if (publishing.querySelector(".errorlist")) publishing.querySelector("#when-later").checked = true;
  buttons();
}
dialogs.filter((dialog) => "open" in dialog.dataset).forEach((dialog) => dialog.showModal());
