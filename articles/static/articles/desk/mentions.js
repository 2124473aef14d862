// Names after an @: proposed while somebody types, chosen by arrow keys or by a click.

const TYPED = /(^|\s)@([\w.+-]*)$/;
let numbers = 0;

export function mentions(area, address) {
  const list = document.createElement("ul");
  list.className = "mentions";
  list.id = `mentions-${(numbers += 1)}`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  area.after(list);
  area.setAttribute("role", "combobox");
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-expanded", "false");
  area.setAttribute("aria-controls", list.id);
  let last = "";

  const options = () => [...list.children];
  const current = () => list.querySelector("[aria-selected='true']");
  const before = () => area.value.slice(0, area.selectionStart);

  function close() {
    list.hidden = true;
    area.setAttribute("aria-expanded", "false");
    area.removeAttribute("aria-activedescendant");
  }

  function select(option) {
    options().forEach((each) => each.setAttribute("aria-selected", String(each === option)));
    area.setAttribute("aria-activedescendant", option.id);
  }

  function choose(option) {
    const rest = area.value.slice(area.selectionStart);
    const start = before().replace(TYPED, `$1@${option.dataset.value} `);
    area.value = start + rest.trimStart();
    area.setSelectionRange(start.length, start.length);
    close();
    area.focus();
  }

  function offer(found) {
    list.replaceChildren(
      ...found.map(({ value, label }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.dataset.value = value;
        option.setAttribute("role", "option");
        option.textContent = label === value ? `@${value}` : `${label} @${value}`;
        return option;
      }),
    );
    list.hidden = found.length === 0;
    area.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) select(list.firstElementChild);
  }

  area.addEventListener("input", async () => {
    const typed = TYPED.exec(before());
    if (!typed) return close();
    last = typed[2];
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(typed[2])}`);
      // Somebody who types on gets the answer to the last letter.
      if (response.ok && last === TYPED.exec(before())?.[2]) offer((await response.json()).found);
    } catch {
      close();
    }
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const every = options();
    const place = every.indexOf(current());
    if (event.key === "ArrowDown") select(every[(place + 1) % every.length]);
    else if (event.key === "ArrowUp") select(every.at(place - 1));
    else if (event.key === "Enter" || event.key === "Tab") choose(current());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  area.addEventListener("blur", close);
}
