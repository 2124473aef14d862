/** The lead image field of a form: thumbnail and buttons instead of a number. */

import { pickImage } from "./picker.js";

function show(field, image) {
  const part = (name) => field.querySelector(`[data-${name}]`);
  const has = Boolean(image);
  part("figure").hidden = part("change").hidden = part("remove").hidden = !has;
  part("choose").hidden = has;
  if (!has) return;
  Object.assign(part("src"), { src: image.src, alt: image.alt, width: image.width, height: image.height });
  part("credit").textContent = image.credit;
  part("no-credit").hidden = image.has_credit;
  part("no-alternative").hidden = image.has_alternative;
  part("edit").href = image.address;
}

export function enhance(field) {
  const part = (name) => field.querySelector(`[data-${name}]`);
  const input = field.querySelector("input");
  const set = (image) => {
    input.value = image?.id ?? "";
    show(field, image);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    // The rest of the form may want the image's own caption.
    field.dispatchEvent(new CustomEvent("lead-image:change", { bubbles: true, detail: image }));
  };
  const choose = async () => {
    const image = await pickImage();
    if (!image) return;
    set(image);
    part("change").focus();
  };
  part("choose").addEventListener("click", choose);
  part("change").addEventListener("click", choose);
  part("remove").addEventListener("click", () => { set(null); part("choose").focus(); });
  input.type = "hidden";
  field.classList.add("is-live");
  part("buttons").hidden = false;
  const isSet = Boolean(part("src").getAttribute("src"));
  part("figure").hidden = part("change").hidden = part("remove").hidden = !isSet;
  part("choose").hidden = isSet;
  if (!isSet) input.value = "";
}

for (const field of document.querySelectorAll("[data-lead-image]")) enhance(field);
