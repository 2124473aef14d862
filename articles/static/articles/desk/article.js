// The article form: fields that grow, the counter, the kicker, where the page stands.

const columns = document.querySelector("[data-article-form]");
const form = columns?.closest("form");

function growing(area) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  if (CSS.supports("field-sizing", "content")) return;
  area.addEventListener("input", fit);
  addEventListener("resize", fit);
  fit();
}

// A headline is one line of text: Enter goes on to the next field.
function oneLine(area, next) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    next?.focus();
  });
}

function counted(area) {
  const limit = Number(area.dataset.counter);
  const counter = document.createElement("span");
  counter.className = "counter";
  counter.id = `${area.id}_counter`;
  const count = () => {
    const length = [...area.value].length;
    counter.textContent = `${length} / ${limit}`;
    counter.classList.toggle("is-long", length > limit);
  };
  area.after(counter);
  area.addEventListener("input", count);
  count();
}

function kicker() {
  const shown = columns.querySelector("[data-kicker]");
  const menu = form.querySelector("#id_section");
  if (!shown || !menu) return;
  const show = () => {
    const option = menu.selectedOptions[0];
    shown.hidden = !menu.value;
    shown.textContent = menu.value ? option.textContent : "";
    const accent = option?.dataset.accent ?? "";
    shown.className = `kicker ${accent}`;
    // Pull quotes in the editor have the section's colour, too.
    const editor = form.querySelector(".body-editor");
    if (editor) editor.className = `body-editor ${accent}`;
  };
  menu.addEventListener("change", show);
  addEventListener("load", show);
  show();
}

// --- saving: see autosave.js -------------------------------------------------------
function keepPlace() {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "_preview") sessionStorage.setItem("desk-place", String(scrollY));
  });
}

// After saving, the page comes back to where the writer was; a new one begins on top.
function place(headline) {
  const kept = sessionStorage.getItem("desk-place");
  sessionStorage.removeItem("desk-place");
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  else if ("new" in columns.dataset && document.activeElement === document.body) headline.focus();
  else if (kept && !document.querySelector(".messagelist")) scrollTo(0, Number(kept));
}

function menus() {
  const open = () => document.querySelectorAll("details.menu[open]");
  addEventListener("click", (event) => {
    open().forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });
}

if (form) {
  const headline = form.querySelector("#id_headline");
  const standfirst = form.querySelector("#id_standfirst");
  form.querySelectorAll("#id_headline, #id_standfirst, #id_lead_caption").forEach(growing);
  oneLine(headline, standfirst);
  form.querySelectorAll("[data-counter]").forEach(counted);
  kicker();
  keepPlace();
  place(headline);
  menus();
}
