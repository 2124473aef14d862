/** Choosing or uploading one image of the library, in a dialog. */

import { token, uploadAll } from "./batch.js";
import { enhance as enhanceZone } from "./drop_zone.js";
import { enhance as enhanceUpload } from "./picker_upload.js";

const ARROWS = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: (row) => -row, ArrowDown: (row) => row };

/** The ids of the images that the form on this page shows already. */
function idsOnPage() {
  const texts = [...document.querySelectorAll("textarea")].map((area) => area.value);
  const inTexts = texts.flatMap((text) => [...text.matchAll(/data-image="(\d+)"/g)].map((hit) => hit[1]));
  const leads = [...document.querySelectorAll("[data-lead-image] input")].map((input) => input.value);
  return [...new Set([...leads, ...inTexts])].filter((id) => /^\d+$/.test(id));
}

function tile(image, choose) {
  const item = document.querySelector("#picture-tile").content.cloneNode(true);
  const button = item.querySelector("button");
  item.querySelector("img").src = image.src;
  item.querySelector("[data-name]").textContent = image.name;
  item.querySelector("[data-credit]").textContent = image.credit;
  item.querySelector("[data-no-credit]").hidden = image.has_credit;
  item.querySelector("[data-no-alternative]").hidden = image.has_alternative;
  button.addEventListener("click", () => choose(image));
  return item;
}

/** One Tab stop for the whole grid; arrow keys move inside it. */
function enhanceGrid(grid) {
  const tiles = () => [...grid.querySelectorAll(".picker-tile")];
  const settle = (current) => {
    for (const button of tiles()) button.tabIndex = button === current ? 0 : -1;
  };
  new MutationObserver(() => {
    if (!tiles().some((button) => button.tabIndex === 0)) settle(tiles()[0]);
    else settle(tiles().find((button) => button.tabIndex === 0));
  }).observe(grid, { childList: true });
  grid.addEventListener("focusin", (event) => settle(event.target.closest(".picker-tile")));
  grid.addEventListener("keydown", (event) => {
    const all = tiles();
    const top = all[0]?.getBoundingClientRect().top;
    const row = all.filter((button) => button.getBoundingClientRect().top === top).length;
    const step = ARROWS[event.key]?.(row);
    if (!step) return;
    event.preventDefault();
    all[all.indexOf(document.activeElement) + step]?.focus();
  });
}

/** The list of images: tabs, search, more. */
function enhanceLibrary(dialog, address, ids, choose) {
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const [grid, more, status, query] = ["grid", "more", "status", "query"].map(part);
  let tab = "recent";
  let before = null;
  let running = new AbortController();

  async function load(isNew) {
    running.abort();
    running = new AbortController();
    const asked = new URLSearchParams({ tab, q: query.value });
    if (tab === "article") asked.set("ids", ids.join(","));
    if (!isNew) asked.set("before", before);
    try {
      const answer = await fetch(`${address}?${asked}`, { signal: running.signal });
      if (answer.redirected) return say(dialog.dataset.signedOut);
      show(await answer.json(), isNew);
    } catch (error) {
      if (error.name !== "AbortError") say(dialog.dataset.offline);
    }
  }

  function show(answer, isNew) {
    if (answer.errors) return say(Object.values(answer.errors).flat().join(" "));
    if (isNew) grid.replaceChildren();
    const first = grid.childElementCount;
    grid.append(...answer.images.map((image) => tile(image, choose)));
    if (!isNew) grid.children[first]?.querySelector("button").focus();
    before = answer.before;
    more.hidden = !before;
    const count = grid.childElementCount;
    say(count ? `${status.dataset.found} ${count}` : status.dataset.none, count > 0);
  }

  function say(text, isQuiet = false) {
    status.textContent = text;
    status.classList.toggle("is-quiet", isQuiet);
  }

  let timer;
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, 250, true);
  });
  more.addEventListener("click", () => load(false));
  enhanceGrid(grid);
  load(true);
  return (name) => { tab = name; load(true); };
}

function enhanceTabs(dialog, changeList) {
  const tabs = [...dialog.querySelectorAll("[data-tab]")];
  const show = (name) => {
    const isUpload = name === "upload";
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
    dialog.querySelector("[data-upload-form]").hidden = !isUpload;
    for (const part of ["library", "status", "query"]) dialog.querySelector(`[data-${part}]`).hidden = isUpload;
    if (!isUpload) changeList(name);
  };
  for (const tab of tabs) tab.addEventListener("click", () => show(tab.dataset.tab));
  return show;
}

/**
 * Ask for an image; resolves to null when the dialog is closed without one.
 * @returns {Promise<{id:number, src:string, alt:string, credit:string, caption:string, width:number, height:number}|null>}
 */
export function pickImage({ ids = idsOnPage() } = {}) {
  const template = document.querySelector("#picture-picker");
  const dialog = template.content.cloneNode(true).querySelector("dialog");
  document.body.append(dialog);
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (image) => { chosen = image; dialog.close(); };
    dialog.addEventListener("close", () => { dialog.remove(); resolve(chosen); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.querySelector("[data-tab=article]").hidden = !ids.length;
    const changeList = enhanceLibrary(dialog, template.dataset.search, ids, choose);
    const showTab = enhanceTabs(dialog, changeList);
    enhanceZone(dialog.querySelector("[data-drop-zone]"), dialog);
    dialog.querySelector("[name=file]").addEventListener("change", async (event) => {
      const files = [...event.target.files];
      if (files.length < 2) return showTab("upload");
      // Several: each on its own, described afterwards; then there to choose from.
      event.target.value = "";
      const list = dialog.querySelector("[data-batch-list]");
      const facts = Object.fromEntries(["creator", "source"].map((name) => [name, dialog.querySelector(`[name=${name}]`).value]));
      await uploadAll(list, files, template.dataset.upload, { token: token(), facts, after: () => showTab("mine") });
    });
    enhanceUpload(dialog, template.dataset.upload, choose);
    dialog.showModal();
    dialog.querySelector("[data-query]").focus();
  });
}
