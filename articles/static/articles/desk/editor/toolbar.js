/** The buttons above the text: one Tab stop, arrow keys inside, Escape back to the text. */

import { BUTTONS, TABLE_BUTTONS } from "./buttons.js";
import { element, gettext } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
}

function face(name, { label, short, glyph, icon: path, words }) {
  if (glyph) return [element("span", { class: `body-glyph is-${name}`, "aria-hidden": "true" }, glyph)];
  if (!path) return [short ?? label];
  return words ? [icon(path), element("span", { class: "body-button-words" }, label)] : [icon(path)];
}

function toolButton(editor, name, what) {
  const title = what.keys ? `${what.label} (${what.keys})` : what.label;
  const attributes = { type: "button", class: "body-button", "data-name": name, "aria-label": what.label, title };
  if (what.opens) attributes["aria-haspopup"] = "dialog";
  const made = element("button", attributes, ...face(name, what));
  const isEnabled = () => !what.enabled || what.enabled(editor);
  // The selection stays where it is while the mouse presses.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => { if (isEnabled()) what.run(editor); });
  const show = () => {
    if (what.active) made.setAttribute("aria-pressed", String(editor.isActive(...what.active)));
    made.setAttribute("aria-disabled", String(!isEnabled()));
  };
  editor.on("transaction", show);
  show();
  return made;
}

function group(editor, label, buttons) {
  const made = Object.entries(buttons).map(([name, what]) => toolButton(editor, name, what));
  return element("div", { class: "body-group", role: "group", "aria-label": label }, ...made);
}

/** One Tab stop for all buttons; arrow keys, Home and End go from one to the next. */
function rove(bar, editor) {
  const visible = () => [...bar.querySelectorAll("button")].filter((made) => !made.closest("[hidden]"));
  const settle = (current) => {
    for (const made of bar.querySelectorAll("button")) made.tabIndex = made === current ? 0 : -1;
  };
  const steps = {
    ArrowRight: (all, index) => all[(index + 1) % all.length],
    ArrowLeft: (all, index) => all.at(index - 1),
    Home: (all) => all[0],
    End: (all) => all.at(-1),
  };
  bar.addEventListener("focusin", (event) => settle(event.target));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return void editor.commands.focus();
    const all = visible();
    const next = steps[event.key]?.(all, all.indexOf(document.activeElement));
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (!(event.altKey && event.key === "F10")) return;
    event.preventDefault();
    bar.querySelector("[tabindex='0']").focus();
  });
  settle(visible()[0]);
  return () => { if (!visible().some((made) => made.tabIndex === 0)) settle(visible()[0]); };
}

const LABELS = {
  block: gettext("Blocks"),
  mark: gettext("Words"),
  list: gettext("Lists"),
  insert: gettext("Insert"),
  history: gettext("History"),
};

/** The toolbar of an editor, from the names of its buttons by group. */
export function toolbar(editor, groups) {
  const named = (names) => Object.fromEntries(names.map((name) => [name, BUTTONS[name]]));
  const made = Object.entries(groups).map(([name, names]) => group(editor, LABELS[name] ?? name, named(names)));
  const table = group(editor, gettext("Table"), TABLE_BUTTONS);
  table.classList.add("body-row", "is-table");
  const bar = element(
    "div",
    { class: "body-toolbar", role: "toolbar", "aria-label": gettext("Formatting") },
    element("div", { class: "body-row" }, ...made),
    table,
  );
  const resettle = rove(bar, editor);
  const show = () => {
    table.hidden = !editor.isActive("table");
    resettle();
  };
  editor.on("transaction", show);
  show();
  return bar;
}
