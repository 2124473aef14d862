/** Several files at once: dropped, pasted or chosen, each with its own bar and answer. */

import { send, token } from "./picker_upload.js";

export { token };

const AT_ONCE = 2;

function row(list, file) {
  const item = document.querySelector("#batch-row").content.cloneNode(true).firstElementChild;
  item.querySelector("[data-name]").textContent = file.name;
  list.append(item);
  return item;
}

/** Show what the server said of one file beside it. */
function answered(item, { image, alike = [], errors, twin }, offline) {
  const part = (name) => item.querySelector(`[data-${name}]`);
  part("bar").hidden = true;
  if (image) {
    const link = part("link");
    link.href = image.address;
    link.hidden = false;
    part("name").textContent = image.name;
    part("picture").src = image.src;
    part("picture").hidden = false;
    part("no-credit").hidden = image.has_credit;
    part("no-alternative").hidden = image.has_alternative;
  }
  const other = twin ?? alike[0];
  if (other) {
    part("other").hidden = false;
    part("other-link").href = other.address;
    part("other-link").textContent = other.credit || other.name;
  }
  // In a dialog over a form that is not saved yet, a link must not leave the page.
  if (item.closest("dialog")) for (const link of item.querySelectorAll("a")) link.target = "_blank";
  const found = image ? "" : Object.values(errors ?? {}).flat().join(" ") || offline;
  part("error").textContent = found;
  item.classList.toggle("is-wrong", Boolean(found));
  item.classList.toggle("is-done", Boolean(image));
}

/** Send all files, two at a time; `done` hears of each image that was added. */
export async function uploadAll(list, files, address, { offline, token: proof, done = () => {} }) {
  const waiting = [...files].map((file) => [file, row(list, file)]);
  async function work() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [file, item] = next;
      const body = new FormData();
      body.append("file", file);
      body.append("later", "on");
      try {
        const { answer } = await send(address, body, item.querySelector("[data-bar]"), proof);
        answered(item, answer ?? {}, offline);
        if (answer?.image) done(answer.image);
      } catch {
        answered(item, {}, offline);
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The panel above the library. */
export function enhanceBatch(panel) {
  const input = panel.querySelector("input[type=file]");
  const list = panel.querySelector("[data-list]");
  const after = panel.querySelector("[data-after]");
  const proof = panel.querySelector("[name=csrfmiddlewaretoken]").value;
  const take = async (files) => {
    if (!files.length) return;
    const { address, offline } = panel.dataset;
    await uploadAll(list, files, address, { offline, token: proof });
    after.hidden = !list.querySelector(".is-done");
  };
  const chosen = async () => {
    const files = [...input.files];
    input.value = "";
    await take(files);
  };
  input.addEventListener("change", chosen);
  // Whoever was quicker than this module has waited long enough.
  chosen();
  for (const name of ["dragover", "dragenter"]) {
    document.body.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      panel.classList.add("is-target");
    });
  }
  document.body.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) panel.classList.remove("is-target");
  });
  document.body.addEventListener("drop", (event) => {
    panel.classList.remove("is-target");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  document.body.addEventListener("paste", (event) => {
    take([...(event.clipboardData?.files ?? [])]);
  });
}
