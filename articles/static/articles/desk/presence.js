// Who else has this article open, whether it has moved on, and who holds it.

const root = document.querySelector("[data-presence]");
const form = root?.closest("form");
const here = document.querySelector("[data-here]");
// Others see within fifteen seconds that somebody has come, or is typing.
const EVERY = 10000;
const TYPING = 8000;

let asked = 0;
let typedAt = -Infinity;
let isUp = true;

function question(facts = {}) {
  const data = new FormData();
  const names = ["csrfmiddlewaretoken", "base_version"];
  names.forEach((name) => data.set(name, form.elements[name].value));
  if (performance.now() - typedAt < TYPING) data.set("typing", "1");
  Object.entries(facts).forEach(([name, value]) => data.set(name, value));
  return data;
}

async function ask() {
  if (document.hidden) return;
  asked = performance.now();
  try {
    const answer = await fetch(root.dataset.presence, { method: "POST", body: question(), redirect: "manual" });
    if (answer.ok) tell(await answer.json());
  } catch {
    // The bar says already that there is no network.
  }
}

/** What an answer says, once: a screen reader hears it when it changes. */
function tell({ people, moved_on: movedOn, locked }) {
  if (here.textContent !== people) here.textContent = people;
  notice("[data-moved-on]", "[data-moved-on-text]", movedOn);
  if ("locked" in root.dataset) {
    // The lock was opened: the form can be changed again.
    if (!locked) location.reload();
  } else {
    notice("[data-locked-notice]", "[data-locked-text]", locked);
  }
}

function notice(box, text, words) {
  const place = root.querySelector(text);
  if (place.textContent !== words) place.textContent = words;
  root.querySelector(box).hidden = !words;
}

/** Somebody else holds the article: it can be read and copied, not changed. */
function readOnly() {
  for (const control of form.elements) {
    if (control.type === "hidden" || control.tagName === "FIELDSET" || control.name === "_lock" || control.closest(".bar, .saving, dialog, [data-talk]")) continue;
    if (control.matches("input:not([type=checkbox], [type=radio]), textarea")) control.readOnly = true;
    else if (!control.closest(".body-editor")) control.disabled = true;
  }
  document.querySelectorAll("[data-bar] button:not([name=_lock], [name=_preview])").forEach((button) => { button.disabled = true; });
}

if (root) {
  form.addEventListener("input", (event) => {
    if (event.target.form !== form || event.target.closest("dialog")) return;
    const isNew = performance.now() - typedAt > TYPING;
    typedAt = performance.now();
    if (isNew && performance.now() - asked > 2000) ask();
  });
  // What autosave hears on the way need not be asked for again.
  root.addEventListener("saving:news", ({ detail }) => { asked = performance.now(); tell(detail); });
  setInterval(() => { if (performance.now() - asked > EVERY - 500) ask(); }, 1000);
  document.addEventListener("visibilitychange", () => isUp && ask());
  addEventListener("pagehide", () => {
    isUp = false;
    navigator.sendBeacon(root.dataset.presence, question({ leaving: "1" }));
  });
  addEventListener("pageshow", (event) => { isUp = true; if (event.persisted) ask(); });
  if ("locked" in root.dataset) addEventListener("load", readOnly);
  ask();
}
