/** A file input on which a picture can also be dropped or pasted, with a preview. */

const isPicture = (file) => file.type.startsWith("image/");

/** Put the pictures of a list of files into the input, as if they had been chosen. */
function take(input, files) {
  const pictures = [...files].filter(isPicture);
  if (!pictures.length) return false;
  const transfer = new DataTransfer();
  for (const picture of input.multiple ? pictures : pictures.slice(0, 1)) transfer.items.add(picture);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function preview(zone, input) {
  const image = zone.querySelector(".drop-zone-preview");
  if (image.src) URL.revokeObjectURL(image.src);
  const file = input.files[0];
  image.hidden = !file;
  if (file) image.src = URL.createObjectURL(file);
  else image.removeAttribute("src");
  zone.classList.toggle("is-filled", Boolean(file));
}

/** Make a [data-drop-zone] work; `area` is what may be dropped on (default: itself). */
export function enhance(zone, area = zone) {
  const input = zone.querySelector("input[type=file]");
  const image = zone.querySelector(".drop-zone-preview");
  input.addEventListener("change", () => preview(zone, input));
  if (input.files.length) preview(zone, input);
  // What the browser cannot show may still be a picture: the server decides.
  image.addEventListener("error", () => { image.hidden = true; });
  for (const name of ["dragover", "dragenter"]) {
    area.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("is-target");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    area.addEventListener(name, () => zone.classList.remove("is-target"));
  }
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(input, event.dataTransfer.files);
  });
  area.addEventListener("paste", (event) => {
    if (take(input, event.clipboardData?.files ?? [])) event.preventDefault();
  });
}
