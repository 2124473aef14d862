/** The admin's pages for images: focal point, the credit as readers see it, upload. */

import { enhance as enhanceZone } from "./drop_zone.js";
import { enhance as enhanceFocal } from "./focal.js";
import { enhanceBatch } from "./batch.js";
import { enhanceEarlier, enhanceSaid } from "./said.js";

const field = (name) => document.querySelector(`#id_${name}`);

/** Print the credit while it is being typed, by the rules of Image.credit_line. */
function showCredit(line) {
  const [creator, source, licence] = ["creator", "source", "licence"].map(field);
  if (!creator || !source) return;
  const show = () => {
    const credit = [source, creator].map((input) => input.value.trim()).filter(Boolean).join(" / ");
    const named = licence?.value.trim().toUpperCase().startsWith("CC BY");
    const text = line.dataset.pattern.replace("%(credit)s", credit);
    const terms = named ? ` (${licence.value.trim().replaceAll(" ", "\u00a0")})` : "";
    line.textContent = credit ? text + terms : line.dataset.none;
    line.classList.toggle("is-missing", !credit);
  };
  for (const input of [creator, source, licence]) input?.addEventListener("input", show);
  show();
}

/** Send the form without leaving the page, so that a mistake does not cost the file. */
function keepFile(form) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.name !== "_save") return;
    event.preventDefault();
    button.disabled = true;
    const body = new FormData(form);
    body.append(button.name, button.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.type === "opaqueredirect") return location.assign("../");
      showErrors(form, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // session.js asked a moment ago whether anybody is there: its dialog says the rest.
      document.querySelector("[data-session] [data-reason=offline]").hidden = false;
      document.querySelector("[data-session]").showModal();
    }
    button.disabled = false;
  });
}

function showErrors(form, answer) {
  for (const old of form.querySelectorAll(".errornote, .errorlist")) old.remove();
  // A page without complaints is one that refuses altogether: it says why.
  const note = answer.querySelector(".errornote") ?? document.createElement("p");
  note.className = "errornote";
  note.textContent ||= answer.querySelector("#content, main, body").textContent.trim();
  form.prepend(note);
  for (const list of answer.querySelectorAll(".form-row .errorlist")) {
    const name = list.closest(".form-row").className.match(/field-\w+/)[0];
    form.querySelector(`.form-row.${name}`).prepend(list);
  }
  enhanceEarlier(form);
  note.scrollIntoView({ block: "center" });
}

const form = document.querySelector("#image_form");
if (form) {
  enhanceSaid(form);
  enhanceEarlier(form);
}
const session = document.querySelector("[data-session]");
session?.querySelector("[data-close]").addEventListener("click", () => session.close());
const batch = document.querySelector("[data-batch]");
if (batch) {
  batch.hidden = false;
  enhanceBatch(batch);
}
const stage = document.querySelector("[data-focal]");
if (stage && field("focal_x")) enhanceFocal(stage, field("focal_x"), field("focal_y"));
const line = document.querySelector(".stage-credit");
if (line) showCredit(line);
const zone = document.querySelector("#image_form [data-drop-zone]");
if (zone) {
  enhanceZone(zone, document.body);
  // Replacing is one field: the page itself may come back with the complaint.
  if (!document.body.classList.contains("replace")) keepFile(zone.closest("form"));
}
