// How a search engine and a shared link would show the article, while it is typed.

const shown = document.querySelector("[data-sharing]");
const form = shown?.closest("form");
const LONG_TITLE = 60;
const LONG_TEXT = 155;

const typed = (name) => form.querySelector(`#id_${name}`)?.value.trim() ?? "";

// Search engines cut between words.
function cut(text, limit) {
  const letters = [...text.replace(/\s+/g, " ")];
  if (letters.length <= limit) return letters.join("");
  const kept = letters.slice(0, limit).join("");
  return `${kept.slice(0, Math.max(kept.lastIndexOf(" "), limit - 20))} …`;
}

function say(name, text) {
  shown.querySelectorAll(`[data-share="${name}"]`).forEach((place) => { place.textContent = text; });
}

// The picture beside the headline, as the card of the lead image shows it.
function picture() {
  const card = shown.querySelector(".share-drawn");
  const lead = form.querySelector("[data-lead-image] img");
  const own = card.querySelector("img");
  card.classList.toggle("is-plain", !lead);
  if (!lead) return own?.remove();
  const image = own ?? card.appendChild(Object.assign(document.createElement("img"), { alt: "" }));
  if (image.src !== lead.src) image.src = lead.src;
}

function show() {
  const section = form.querySelector("#id_section");
  const option = section?.value ? section.selectedOptions[0] : null;
  const title = typed("search_headline") || typed("headline");
  const text = typed("search_description") || typed("standfirst");
  const slug = typed("slug") || "…";
  say("headline", typed("headline"));
  say("title", title);
  say("text", text);
  say("kicker", option?.textContent ?? "");
  say("found-title", cut(title, LONG_TITLE));
  say("found-text", cut(text, LONG_TEXT));
  say("path", [option?.textContent, slug].filter(Boolean).map((step) => ` › ${step}`).join(""));
  shown.querySelector(".share-card").className = `share-card ${option?.dataset.accent ?? ""}`;
  picture();
}

if (shown) {
  const card = form.querySelector("fieldset.sharing");
  (card.querySelector("details") ?? card).append(shown);
  shown.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  const lead = form.querySelector("[data-lead-image]");
  if (lead) new MutationObserver(picture).observe(lead, { childList: true, subtree: true, attributes: true, attributeFilter: ["src"] });
  show();
}
