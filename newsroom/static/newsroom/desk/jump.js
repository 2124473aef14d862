// Ctrl-K: go to any article, image, topic, person or page of the desk. A combobox with a
// list; the cursor stays in the field. Without this module its button leads to a page.

const PAUSE = 120;
const button = document.querySelector("[data-jump]");
const dialog = document.querySelector("[data-jump-dialog]");

class Jump {
  constructor() {
    this.input = dialog.querySelector("[role=combobox]");
    this.list = dialog.querySelector("[role=listbox]");
    this.said = dialog.querySelector("[role=status]");
    this.chosen = -1;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]"), event));
    dialog.querySelector("[data-jump-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  open() {
    // One modal question at a time.
    if (document.querySelector("dialog:modal")) return;
    dialog.showModal();
    this.input.select();
    this.ask();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    clearTimeout(this.timer);
    const asked = (this.asked = Symbol("asked"));
    const typed = this.input.value;
    const query = new URLSearchParams({ as: "json", q: typed });
    try {
      const answer = await fetch(`${dialog.dataset.source}?${query}`);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const { found } = await answer.json();
      if (asked !== this.asked) return;
      this.answered = typed;
      this.show(found);
    } catch {
      if (asked === this.asked) this.said.textContent = dialog.dataset.offline;
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((place, index) => this.option(place, index)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.choose(found.length ? 0 : -1);
    const { none, one } = dialog.dataset;
    this.said.textContent = [none, one][found.length] ?? dialog.dataset.found.replace("%s", found.length);
  }

  option(place, index) {
    const item = document.createElement("li");
    item.id = `jump-place-${index}`;
    item.dataset.address = place.address;
    item.setAttribute("role", "option");
    for (const name of ["kind", "label", "note"]) {
      const part = document.createElement("span");
      part.className = `jump-${name}`;
      part.textContent = place[name];
      if (place[name]) item.append(part, " ");
    }
    return item;
  }

  choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = this.list.children[index];
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const count = this.list.children.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && count) this.choose((this.chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) this.choose((this.chosen - 1 + count) % count);
    else if (event.key === "Enter") this.enter(event);
    else return;
    event.preventDefault();
  }

  // Whoever types fast and presses Enter means what was typed, not what is still shown.
  async enter(event) {
    const { ctrlKey, metaKey } = event;
    if (this.answered !== this.input.value) await this.ask();
    this.go(this.list.children[this.chosen], { ctrlKey, metaKey });
  }

  go(item, event) {
    if (!item) return;
    if (event.ctrlKey || event.metaKey) window.open(item.dataset.address);
    else window.location.assign(item.dataset.address);
  }
}

if (button && dialog) {
  const jump = new Jump();
  button.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    jump.open();
  });
  document.addEventListener("keydown", (event) => {
    // In the text the same keys make a link, as everywhere; the editor has taken them.
    if (event.defaultPrevented || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    jump.open();
  });
}
