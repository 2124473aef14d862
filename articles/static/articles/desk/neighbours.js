// What would stand below the article, with its reasons; follows topics, section and picks.

const PAUSE = 700;
const root = document.querySelector("[data-neighbours]");
const chips = (name) => document.querySelector(`textarea[name="${name}"]`)?.closest("[data-chips]");

if (root) {
  const form = root.closest("form");
  const answer = root.querySelector("[data-neighbours-answer]");
  const watched = new Set(["topics", "section", "picked", "apart_ids", "sensitivity", "language"]);
  let timer = 0;
  let latest = null;

  async function ask() {
    const asked = (latest = Symbol("asked"));
    const facts = new FormData(form);
    // The body says nothing about neighbours, and is long.
    facts.delete("body");
    try {
      const response = await fetch(root.dataset.neighbours, { method: "POST", body: facts });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      const text = await response.text();
      if (asked === latest) answer.innerHTML = text;
    } catch {
      if (asked === latest) answer.textContent = root.dataset.offline;
    }
  }

  function later(event) {
    if (!watched.has(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  // It belongs to the fields that it explains.
  form.querySelector(".field-apart_ids")?.closest("fieldset").append(root);
  root.hidden = false;
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick], [data-part]");
    if (!button) return;
    const name = "pick" in button.dataset ? "picked" : "apart_ids";
    const detail = button.dataset.pick ?? button.dataset.part;
    if (name === "apart_ids") chips("picked")?.dispatchEvent(new CustomEvent("chips:remove", { detail }));
    chips(name)?.dispatchEvent(new CustomEvent("chips:add", { detail }));
  });
  ask();
}
