// What a reader of pasted HTML sees: its words, and how many of what is not words.
(html) => {
  const text = html.replace(/\sstyle=/gi, " data-style=").replace(/<style[\s\S]*?<\/style>/gi, "");
  const { body } = new DOMParser().parseFromString(text, "text/html");
  const style = (made) => Object.fromEntries((made.dataset.style ?? "").split(";")
    .map((part) => part.split(":")).map(([name, ...value]) => [name.trim(), value.join(":").trim()]));
  const isUnseen = (made) => {
    const { display, "mso-list": list, "mso-hide": hide, "mso-element": kind } = style(made);
    return /^ignore$/i.test(list ?? "") || hide === "all" || display === "none" || /^comment/.test(kind ?? "");
  };
  body.querySelectorAll("script, title, xml, meta, link").forEach((made) => made.remove());
  [...body.querySelectorAll("[data-style]")].filter(isUnseen).forEach((made) => made.remove());
  const squeezed = (words) => words.replace(/[\s\u00a0]+/g, "");
  const marked = (says) => {
    let words = "";
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      let made = walker.currentNode.parentElement;
      while (made !== body && says(made) === null) made = made.parentElement;
      if (made !== body && says(made)) words += squeezed(walker.currentNode.data);
    }
    return words;
  };
  const bold = (made) => style(made)["font-weight"] ? /^(bold|[6-9]00)/.test(style(made)["font-weight"]) : made.matches("b, strong") || null;
  const italic = (made) => style(made)["font-style"] ? /^italic/.test(style(made)["font-style"]) : made.matches("i, em") || null;
  const isItem = (made) => made.matches("p, h1, h2, h3, h4, h5, h6") && /level\d/.test(style(made)["mso-list"] ?? "");
  return {
    words: squeezed(body.textContent),
    bold: marked(bold),
    italic: marked(italic),
    items: [...body.querySelectorAll("[data-style]")].filter(isItem).length
      + [...body.querySelectorAll("li")].filter((item) => squeezed(item.textContent)).length,
    links: [...body.querySelectorAll("a[href^='http'], a[href^='mailto:']")].length,
    cells: body.querySelectorAll("td, th").length,
  };
}
