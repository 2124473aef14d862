// Nobody loses a word: what is typed is kept in this browser at once, and on the server
// a second later. Both copies go when the text has been saved, and not before.

import { Drafts } from "./drafts.js";

const root = document.querySelector("[data-saving]");
const form = root?.closest("form");
const bar = document.querySelector("[data-saved]");
const said = document.querySelector("[data-saved-said]");

const PAUSE = 1000;
// While somebody types without a pause, at least as often as this.
const LONGEST_WAIT = 4000;
const LONGEST_RETRY = 30000;
// A server that takes longer than this for 30 ms of work is not there.
const PATIENCE = 10000;
const ASIDE = new Set(["csrfmiddlewaretoken", "unsaved_key", "unsaved_step", "instead", "instead_at"]);
// What a browser sends even while its tab is being closed.
const MOST_AT_THE_END = 50000;

class Autosave {
  constructor() {
    const { person, article, address, key, step, instead, insteadAt } = root.dataset;
    Object.assign(this, { person, article, address });
    // After a refusal the page goes on with the text that it was sent with.
    this.key = key || crypto.randomUUID();
    this.step = Number(step) || 0;
    this.kept = this.step;
    this.from = instead ? { instead, instead_at: insteadAt } : {};
    this.drafts = new Drafts(person, article);
    this.failures = 0;
    this.write();
  }

  /** The hidden fields that go along with an explicit save. */
  write() {
    form.elements.unsaved_key.value = this.key;
    form.elements.unsaved_step.value = String(this.step);
  }

  get isUnsent() {
    return this.step > this.kept;
  }

  /** What the form would post, without what only its dialogs and buttons say. */
  collect() {
    const found = new FormData(form);
    const data = new FormData();
    for (const [name, value] of found) {
      const control = form.elements[name];
      const one = control instanceof RadioNodeList ? control[0] : control;
      if (ASIDE.has(name) || name.startsWith("_") || typeof value !== "string" || one?.closest("dialog")) continue;
      data.append(name, value);
    }
    // A box without its tick is not posted, and has been cleared all the same.
    for (const box of form.querySelectorAll("input[type=checkbox]:not(:checked)")) {
      if (box.form === form && box.name && !box.closest("dialog") && !data.has(box.name)) data.append(box.name, "");
    }
    return data;
  }

  typed() {
    this.step += 1;
    this.write();
    if (!this.failures) show("typing");
    this.localTimer ??= setTimeout(() => this.keepHere(), 120);
    this.remember();
    if (this.failures) return;
    clearTimeout(this.timer);
    this.since ??= performance.now();
    const wait = Math.min(PAUSE, LONGEST_WAIT - (performance.now() - this.since));
    this.timer = setTimeout(() => this.send(), Math.max(wait, 0));
  }

  /** In this browser, before anything can happen to the network or the server. */
  keepHere() {
    clearTimeout(this.localTimer);
    this.localTimer = null;
    if (!this.isUnsent) return;
    const fields = [...this.collect()];
    this.isHere = this.drafts.put(this.key, { step: this.step, fields, ...this.from });
  }

  async send() {
    clearTimeout(this.timer);
    if (this.sending || !this.isUnsent) return this.sending;
    this.since = null;
    this.keepHere();
    const step = this.step;
    const data = this.collect();
    Object.entries({ ...this.from, unsaved_key: this.key, unsaved_step: step }).forEach(([name, value]) => data.set(name, value));
    this.sending = post(this.address, data, this.person);
    const answer = await this.sending;
    this.sending = null;
    this.answered(answer, step);
    return answer;
  }

  answered(answer, step) {
    if (answer.saved_step !== undefined) {
      // Saved, and the answer was lost: what came after it is another text.
      this.drafts.drop(this.key);
      this.key = crypto.randomUUID();
      this.from = {};
      this.write();
      return void this.send();
    }
    if (!answer.time) return this.failed(answer.reason);
    this.failures = 0;
    this.kept = step;
    this.from = {};
    if (this.isUnsent) this.typedOn();
    else {
      this.drafts.drop(this.key);
      show("saved", answer.time.split(" ")[0]);
    }
    root.dispatchEvent(new CustomEvent("saving:news", { detail: answer }));
  }

  typedOn() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  failed(reason) {
    this.failures += 1;
    this.keepHere();
    show(reason === "offline" && !this.isHere ? "nowhere" : reason);
    const wait = Math.min(1000 * 2 ** (this.failures - 1), LONGEST_RETRY);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  /** A new article has no address yet: a reload finds the text by its key. */
  remember() {
    if (this.article) return;
    const here = new URL(location);
    if (here.searchParams.get("unsaved") === this.key) return;
    here.searchParams.set("unsaved", this.key);
    history.replaceState(history.state, "", here);
  }

  /**
   * Before the form is sent: what is on its way arrives first. What comes after all the
   * same, the server knows to be saved; and the page may stay, for a preview.
   */
  async settle() {
    await this.sending;
  }
}

/** Send a text; answers, or says why not. Logging in again makes old tokens void. */
async function post(address, data, person, isSecond = false) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  data.set("person", person);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const keepalive = [...data.values()].join("").length < MOST_AT_THE_END;
    const answer = await fetch(address, { method: "POST", body: data, headers, redirect: "manual", signal, keepalive });
    if (answer.type === "opaqueredirect") return { reason: "logged-out" };
    if (answer.ok) return await answer.json();
    if (answer.status === 409) return { reason: "somebody-else" };
    if (answer.status === 403 && !isSecond && await renew()) return post(address, data, person, true);
    return { reason: answer.status >= 500 ? "offline" : "refused" };
  } catch {
    return { reason: "offline" };
  }
}

async function renew() {
  const { session } = document.querySelector("[data-session]").dataset;
  const answer = await fetch(session, { redirect: "manual" });
  if (!answer.ok) return false;
  form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
  return true;
}

// --- what is said -------------------------------------------------------------------
const WORDS = { saved: "saysSaved", typing: "saysTyping", offline: "saysOffline", nowhere: "saysNowhere", "logged-out": "saysLoggedOut", "somebody-else": "saysSomebodyElse" };
let state = "";

/** Shown always; told to screen readers only when it becomes another thing. */
function show(name, time = "") {
  const words = (root.dataset[WORDS[name] ?? "saysRefused"]).replace("%s", time);
  const isCalm = name === "saved" || name === "typing";
  bar.textContent = words;
  bar.classList.toggle("is-unsaved", name !== "saved");
  bar.classList.toggle("is-warning", !isCalm);
  if (name === "typing" || name === state) return;
  state = name;
  said.textContent = words;
}

// --- coming back --------------------------------------------------------------------
/** What this browser kept and the server has not got: sent now, then shown by it. */
async function bringBack(saving) {
  const found = saving.drafts.all();
  if (!found.length) return;
  form.inert = true;
  const news = [];
  for (const [key, draft] of found) {
    const { step, fields, instead, instead_at } = draft;
    const data = new FormData();
    fields.forEach(([name, value]) => data.append(name, value));
    data.set("unsaved_key", key);
    data.set("unsaved_step", step);
    if (instead) { data.set("instead", instead); data.set("instead_at", instead_at); }
    const answer = await post(saving.address, data, saving.person);
    if (answer.time || answer.saved_step >= step) saving.drafts.drop(key);
    else if (answer.reason) show(answer.reason);
    if (answer.time) news.push(key);
  }
  form.inert = false;
  if (!news.length) return;
  const here = new URL(location);
  const own = here.searchParams.get("unsaved");
  // A new form stays empty, and offers what another tab has left behind.
  if (saving.article) here.searchParams.set("unsaved", news.at(-1));
  else if (!news.includes(own)) here.searchParams.delete("unsaved");
  location.replace(here);
}

async function discard(event) {
  const button = event.target.closest("[data-discard]");
  if (!button) return;
  const data = new FormData();
  data.set("discard", "1");
  data.set("unsaved_key", button.dataset.discard);
  const answer = await post(root.dataset.address, data, root.dataset.person);
  if (!answer.discarded) return show(answer.reason);
  if (!button.closest("[data-restored]")) return button.closest("[data-offer]").remove();
  isLeaving = true;
  const here = new URL(location);
  here.searchParams.delete("unsaved");
  location.replace(here);
}

let isLeaving = false;

function watch(saving) {
  const typed = (event) => {
    if (!event.target.closest("dialog") && event.target.form === form) saving.typed();
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.name === "_preview") return;
    saving.keepHere();
    isLeaving = true;
  });
  addEventListener("beforeunload", (event) => {
    saving.keepHere();
    if (saving.isUnsent && !isLeaving) event.preventDefault();
  });
  // A tab may be thrown away without another word.
  document.addEventListener("visibilitychange", () => document.hidden && saving.send());
  addEventListener("pagehide", () => saving.keepHere());
  addEventListener("online", () => saving.failures && saving.send());
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (event.shiftKey) form.requestSubmit(document.querySelector("[data-save]"));
    else now(saving);
  });
  root.addEventListener("click", discard);
}

/** Ctrl-S: at once, and said even if there was nothing new. */
async function now(saving) {
  state = "";
  if (saving.isUnsent) await saving.send();
  else said.textContent = bar.textContent;
}

if (form) {
  const saving = new Autosave();
  // The check of the session waits for this, so that nothing arrives after the save.
  root.settle = () => saving.settle();
  watch(saving);
  if (document.querySelector("[data-error-summary]")) saving.typed();
  else if (!root.dataset.key) bringBack(saving);
}
