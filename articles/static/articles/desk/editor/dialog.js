/** One small dialog for all that has to be asked: native, named, errors beside the field. */

import { button, element, gettext } from "./dom.js";

let count = 0;

function field({ name, label, value = "", help = "", ...attributes }) {
  const id = `body-dialog-${++count}`;
  const input = element("input", { id, name, type: "text", autocomplete: "off", value, ...attributes });
  input.setAttribute("aria-describedby", `${id}-help ${id}-error`);
  return element(
    "div",
    { class: "body-dialog-field" },
    element("label", { for: id }, label),
    input,
    element("p", { id: `${id}-help`, class: "body-dialog-help" }, help),
    element("p", { id: `${id}-error`, class: "body-dialog-error", role: "alert" }),
  );
}

/** Say beside each field what is wrong with it; the first of them gets the focus. */
function hasErrors(form, fields) {
  let first = null;
  for (const { name, check } of fields) {
    const input = form.elements[name];
    const message = check?.(input.value) ?? "";
    document.getElementById(`${input.id}-error`).textContent = message;
    input.setAttribute("aria-invalid", String(Boolean(message)));
    if (message) first ??= input;
  }
  first?.focus();
  return Boolean(first);
}

/**
 * Ask for the values of fields ({name, label, value, help, check}); null when closed without.
 * @param {{title: string, fields: object[], submit: string, remove?: string}} what
 *   With ``remove``, a third button of that name answers "remove".
 */
export function ask({ title, fields, submit, remove = "" }) {
  const heading = element("h2", { id: `body-dialog-${++count}`, class: "body-dialog-title" }, title);
  const actions = element("div", { class: "body-dialog-actions" });
  const form = element("form", { novalidate: true }, heading, ...fields.map(field), actions);
  const dialog = element("dialog", { class: "body-dialog", "aria-labelledby": heading.id }, form);
  let answer = null;
  const close = (value) => { answer = value; dialog.close(); };
  actions.append(element("button", { type: "submit", class: "body-dialog-submit" }, submit));
  actions.append(button(gettext("Cancel"), () => close(null)));
  if (remove) actions.append(button(remove, () => close("remove"), { class: "body-small-button is-remove" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!hasErrors(form, fields)) close(Object.fromEntries(new FormData(form)));
  });
  document.body.append(dialog);
  dialog.showModal();
  form.elements[fields[0].name].select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
  });
}
