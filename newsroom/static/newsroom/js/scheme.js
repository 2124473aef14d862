// Light, dark or as the system says: the visitor's choice, kept in this browser alone.

const KEY = "scheme";
const CHOICES = ["auto", "light", "dark"];
const root = document.documentElement;

function remembered() {
  try {
    const choice = localStorage.getItem(KEY);
    return CHOICES.includes(choice) ? choice : "auto";
  } catch {
    return "auto"; // Storage is switched off: the system decides.
  }
}

function remember(choice) {
  try {
    if (choice === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Then the choice holds for this page.
  }
}

function show(choice) {
  root.classList.toggle("scheme-light", choice === "light");
  root.classList.toggle("scheme-dark", choice === "dark");
  for (const button of document.querySelectorAll("[data-scheme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.scheme === choice));
  }
}

function offer() {
  for (const box of document.querySelectorAll("[data-schemes]")) {
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-scheme]")?.dataset.scheme;
      if (!choice) return;
      remember(choice);
      show(choice);
    });
  }
  show(remembered());
}

// At once, before anything is painted; the buttons when they are there.
show(remembered());
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", offer, { once: true });
} else {
  offer();
}
addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) show(remembered());
});
