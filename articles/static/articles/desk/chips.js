// Chips: turns a text area with one name on a line into chips with suggestions.
// Topics, bylines and hand-picked articles share it; the text area is what is posted.

const PAUSE = 180;

function element(name, facts = {}, ...children) {
  const made = Object.assign(document.createElement(name), facts);
  made.append(...children);
  return made;
}

// "Energy desk #12" is written into the field; people read the name.
const readable = (value) => value.replace(/\s*#\d+$/, "");

class Chips {
  constructor(root) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.isOrdered = "ordered" in root.dataset;
    this.creates = "creates" in root.dataset;
    this.values = this.split(this.area.value);
    this.found = [];
    this.chosen = -1;
    this.build();
    this.draw();
  }

  split(text) {
    const parts = text.split(this.creates ? /[\n,]/ : /\n/);
    return [...new Set(parts.map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean))];
  }

  build() {
    const id = this.area.id;
    // The label, the summary of errors and the description go with what is typed into.
    this.area.id = `${id}_value`;
    this.list = element("ul", { className: "chips-list" });
    this.input = element("input", { type: "text", className: "chips-input", id, autocomplete: "off", placeholder: this.root.dataset.hint });
    this.options = element("ul", { className: "chips-found", id: `${id}_found`, hidden: true });
    this.said = element("p", { className: "visually-hidden" });
    const facts = { role: "combobox", "aria-expanded": "false", "aria-controls": this.options.id, "aria-autocomplete": "list" };
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (this.area.hasAttribute(name)) facts[name] = this.area.getAttribute(name);
    }
    Object.entries(facts).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.options.setAttribute("role", "listbox");
    this.options.setAttribute("aria-label", this.label());
    this.said.setAttribute("role", "status");
    this.list.setAttribute("aria-label", this.label());
    const box = element("div", { className: "chips-box" }, this.list, this.input);
    box.addEventListener("click", (event) => event.target === box && this.input.focus());
    this.root.append(box, this.options, this.said);
    this.root.classList.add("is-live");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.creates || this.ask());
    this.input.addEventListener("blur", () => this.left());
    this.list.addEventListener("keydown", (event) => this.chipKey(event));
    // Other cards of the form put articles in and take them out.
    this.root.addEventListener("chips:add", (event) => this.add(event.detail));
    this.root.addEventListener("chips:remove", (event) => {
      const number = /#\d+$/.exec(event.detail)?.[0];
      const index = this.values.findIndex((value) => value.endsWith(number ?? event.detail));
      if (index >= 0) this.remove(index);
    });
    this.area.form.addEventListener("formdata", (event) => this.leave(event.formData));
  }

  label() {
    const label = document.querySelector(`label[for="${CSS.escape(this.area.id.replace(/_value$/, ""))}"]`);
    return label ? label.textContent.replace(/:$/, "").trim() : "";
  }

  draw() {
    this.list.replaceChildren(...this.values.map((value, index) => {
      const name = readable(value);
      const remove = element("button", { type: "button", textContent: "×" });
      const advice = this.isOrdered && this.values.length > 1 ? `. ${this.root.dataset.move}` : "";
      remove.setAttribute("aria-label", this.root.dataset.remove.replace("%s", name) + advice);
      remove.addEventListener("click", () => this.remove(index));
      return element("li", {}, element("span", { textContent: name }), remove);
    }));
    this.list.hidden = !this.values.length;
  }

  write() {
    this.area.value = this.values.join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  say(words, name = "") {
    this.said.textContent = words.replace("%s", name);
  }

  add(text) {
    const fresh = this.split(text).filter((value) => !this.has(value));
    this.input.value = "";
    this.close();
    if (!fresh.length) return;
    this.values.push(...fresh);
    this.write();
    this.say(this.root.dataset.added, fresh.map(readable).join(", "));
  }

  has(value) {
    return this.values.some((known) => known.toLowerCase() === value.toLowerCase());
  }

  remove(index) {
    const [gone] = this.values.splice(index, 1);
    this.write();
    this.say(this.root.dataset.removed, readable(gone));
    const buttons = this.list.querySelectorAll("button");
    (buttons[Math.min(index, buttons.length - 1)] ?? this.input).focus();
  }

  move(index, step) {
    const place = index + step;
    if (!this.isOrdered || place < 0 || place >= this.values.length) return;
    const [value] = this.values.splice(index, 1);
    this.values.splice(place, 0, value);
    this.write();
    this.list.querySelectorAll("button")[place].focus();
    this.say(`${this.root.dataset.moved.replace("%s", readable(value))} ${place + 1}`);
  }

  // --- suggestions -----------------------------------------------------------
  typed() {
    if (this.creates && /[,\n]/.test(this.input.value)) {
      this.add(this.input.value);
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const term = this.input.value.trim();
    if (!term && this.creates) return this.close();
    const asked = (this.asked = Symbol(term));
    try {
      const answer = await fetch(`${this.root.dataset.source}?${new URLSearchParams({ q: term })}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== this.asked || document.activeElement !== this.input) return;
      this.show((await answer.json()).found, term);
    } catch {
      this.close();
    }
  }

  show(found, term) {
    this.found = found.filter((one) => !this.has(one.value));
    const isKnown = found.some((one) => one.value.toLowerCase() === term.toLowerCase());
    if (this.creates && term && !isKnown && !this.has(term)) {
      this.found.push({ value: term, label: this.root.dataset.new.replace("%s", term), note: "" });
    }
    this.options.replaceChildren(...this.found.map((one, index) => {
      const item = element("li", { id: `${this.options.id}_${index}` }, element("span", { textContent: one.label }), element("small", { textContent: one.note }));
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      // Before the field loses the focus.
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.add(one.value);
      });
      return item;
    }));
    this.options.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.options.hidden));
    this.choose(-1);
    this.say(this.found.length ? `${this.found.length} ${this.root.dataset.found}` : this.root.dataset.none);
  }

  choose(index) {
    this.chosen = index;
    [...this.options.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = this.options.children[index];
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.found = [];
    this.options.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  // What was typed and is no suggestion goes along: the server says that it is unknown.
  leave(data) {
    const rest = this.input.value.trim();
    if (rest) data.set(this.area.name, [...this.values, rest].join("\n"));
  }

  // A topic that was typed and not confirmed must not be lost with the focus.
  left() {
    if (this.creates && this.input.value.trim()) this.add(this.input.value);
    else this.close();
  }

  // --- keys ------------------------------------------------------------------
  key(event) {
    const count = this.found.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && count) this.choose((this.chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) this.choose(this.chosen > 0 ? this.chosen - 1 : count - 1);
    else if (event.key === "ArrowDown") this.ask();
    else if (event.key === "Enter") this.enter();
    else if (event.key === "Escape" && !this.options.hidden) this.close();
    else if (event.key === "Backspace" && !this.input.value && this.values.length) this.list.lastElementChild.querySelector("button").focus();
    else return;
    event.preventDefault();
  }

  enter() {
    const one = this.found[this.chosen] ?? (this.creates ? null : this.found[0]);
    if (one) this.add(one.value);
    else if (this.creates) this.add(this.input.value);
  }

  chipKey(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const index = buttons.indexOf(event.target);
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (index < 0) return;
    if (step && event.altKey) this.move(index, step);
    else if (step) (buttons[index + step] ?? this.input).focus();
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(index);
    else return;
    event.preventDefault();
  }
}

document.querySelectorAll("[data-chips]").forEach((root) => new Chips(root));
