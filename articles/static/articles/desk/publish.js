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

function buttons() {
  const isLater = publishing.querySelector("#when-later").checked;
  const isBlocked = publishing.dataset.blocked !== "0";
  publishing.querySelector("[data-start]").hidden = !isLater;
  for (const [name, isShown] of [["[data-now]", !isLater], ["[data-later]", isLater]]) {
    const button = publishing.querySelector(name);
    button.hidden = !isShown;
    button.disabled = isBlocked;
  }
}

async function look() {
  const answer = publishing.querySelector("[data-gate-answer]");
  const form = publishing.closest("form");
  publishing.dataset.blocked = "";
  answer.textContent = publishing.dataset.asking;
  buttons();
  try {
    const response = await fetch(publishing.dataset.gate, { method: "POST", body: new FormData(form) });
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    answer.innerHTML = await response.text();
    publishing.dataset.blocked = answer.querySelector("[data-blocked]").dataset.blocked;
  } catch {
    answer.textContent = publishing.dataset.offline;
  }
  buttons();
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
  publishing?.close();
  if (!field) return;
  event.preventDefault();
  field.closest("details")?.setAttribute("open", "");
  if (field.closest("dialog") === publishing && publishing) {
    publishing.showModal();
    look();
  }
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
  publishing.querySelectorAll("[data-when]").forEach((radio) => radio.addEventListener("change", buttons));
  publishing.addEventListener("click", answered);
  if (publishing.querySelector(".errorlist")) publishing.querySelector("#when-later").checked = true;
  buttons();
}
