/** What the file says itself, and what an earlier copy says: taken over with a press. */

/** Put a text into a field as if it had been typed. */
function fill(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Beside each field that differs from the file, a button that takes the file's words. */
export function enhanceSaid(form) {
  for (const hint of form.querySelectorAll("[data-from-file]")) {
    const input = hint.closest(".form-row")?.querySelector("input, textarea, select");
    if (!input) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "from-file-use";
    button.textContent = hint.dataset.use ?? "Use it";
    const show = () => { button.hidden = input.value === hint.dataset.fromFile; };
    button.addEventListener("click", () => { fill(input, hint.dataset.fromFile); input.focus(); });
    input.addEventListener("input", show);
    hint.append(" ", button);
    show();
  }
}

/** In an error that names an earlier copy, a button that takes over its credit. */
export function enhanceEarlier(form) {
  for (const place of form.querySelectorAll("[data-earlier]")) {
    const facts = Object.entries(JSON.parse(place.dataset.earlier)).filter(([, text]) => text);
    if (!facts.length || place.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "from-file-use";
    button.textContent = place.dataset.use;
    button.addEventListener("click", () => {
      for (const [name, text] of facts) {
        const input = form.querySelector(`[name=${name}]`);
        if (input) fill(input, text);
      }
      const again = form.querySelector("[name=again]");
      if (again) again.checked = true;
      button.disabled = true;
    });
    place.append(button);
  }
}
