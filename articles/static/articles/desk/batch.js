/** Several files at once: dropped, pasted or chosen, each with its own bar and answer. */

import { freshToken, send, token } from "./picker_upload.js";

export { token };

const AT_ONCE = 2;
// Files that nobody has answered for: leaving the page would lose them.
const unanswered = new Set();

addEventListener("beforeunload", (event) => { if (unanswered.size) event.preventDefault(); });

function row(list, file) {
  const item = document.querySelector("#batch-row").content.cloneNode(true).firstElementChild;
  item.querySelector("[data-name]").textContent = file.name;
  list.append(item);
  return item;
}

/** Show what the server said of one file beside it. */
function answered(item, { image, alike = [], given = [], errors, twin }) {
  const part = (name) => item.querySelector(`[data-${name}]`);
  part("bar").hidden = true;
  if (image) {
    const link = part("link");
    link.href = image.address;
    link.hidden = false;
    part("name").textContent = image.name;
    part("picture").src = image.src;
    part("picture").hidden = false;
    part("credit").textContent = image.credit;
    part("no-credit").hidden = image.has_credit;
    part("no-alternative").hidden = image.has_alternative;
    part("given").hidden = !given.length;
    part("given-names").textContent = given.join(", ");
  }
  const other = twin ?? alike[0];
  if (other) {
    part("other").hidden = false;
    part("other-link").href = other.address;
    part("other-link").textContent = other.credit || other.name;
  }
  // In a dialog over a form that is not saved yet, a link must not leave the page.
  if (item.closest("dialog")) for (const link of item.querySelectorAll("a")) link.target = "_blank";
  part("error").textContent = Object.values(errors ?? {}).flat().join(" ");
  item.classList.toggle("is-wrong", !image);
  item.classList.toggle("is-done", Boolean(image));
}

/** Send one file; false when nobody answered for it, and it must be sent again. */
async function sendOne([file, item], address, { token: proof, facts = {} }) {
  const body = new FormData();
  body.append("file", file);
  for (const [name, value] of Object.entries({ later: "on", otherwise: "on", ...facts })) body.append(name, value);
  const bar = item.querySelector("[data-bar]");
  bar.value = 0;
  try {
    const { answer } = await send(address, body, bar, proof);
    if (!answer?.image && !answer?.errors) return false;
    answered(item, answer);
    return true;
  } catch {
    return false;
  }
}

/** Say why some files were not taken, and wait until somebody wants to try again. */
async function askAgain(list) {
  const notice = document.querySelector("#batch-left").content.cloneNode(true).firstElementChild;
  const say = (reason) => {
    for (const text of notice.querySelectorAll("[data-reason]")) text.hidden = text.dataset.reason !== reason;
  };
  const ask = () => freshToken().then((fresh) => [fresh, fresh ? "refused" : "logged-out"], () => ["", "offline"]);
  say((await ask())[1]);
  list.before(notice);
  const button = notice.querySelector("[data-again]");
  for (;;) {
    await new Promise((resolve) => { button.addEventListener("click", resolve, { once: true }); });
    const [fresh, reason] = await ask();
    say(reason);
    if (!fresh) continue;
    notice.remove();
    return fresh;
  }
}

/**
 * Send all files, two at a time, and those again that nobody answered for, whenever
 * somebody asks for it. `after` is called each time that there is something new.
 */
export async function uploadAll(list, files, address, { token: proof, facts, after = () => {} }) {
  let waiting = [...files].map((file) => [file, row(list, file)]);
  for (const one of waiting) unanswered.add(one);
  for (let current = proof; waiting.length;) {
    const left = [];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const isTaken = await sendOne(next, address, { token: current, facts });
        next[1].classList.toggle("is-waiting", !isTaken);
        if (isTaken) unanswered.delete(next);
        else left.push(next);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    after();
    waiting = left;
    if (left.length) current = await askAgain(list);
  }
}

/** The panel above the library. */
export function enhanceBatch(panel) {
  const input = panel.querySelector("input[type=file]");
  const list = panel.querySelector("[data-list]");
  const after = panel.querySelector("[data-after]");
  const form = panel.querySelector("form");
  const take = (files) => {
    if (!files.length || !form.reportValidity()) return;
    const { csrfmiddlewaretoken, ...facts } = Object.fromEntries(new FormData(form));
    uploadAll(list, files, panel.dataset.address, {
      token: csrfmiddlewaretoken,
      facts,
      after: () => { after.hidden = !list.querySelector(".is-done"); },
    });
  };
  const chosen = () => {
    const files = [...input.files];
    input.value = "";
    take(files);
  };
  input.addEventListener("change", chosen);
  form.addEventListener("submit", (event) => event.preventDefault());
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
