// Players of other sites: fetched when a reader asks for one, and never before.

function player(card) {
  const frame = document.createElement("iframe");
  frame.className = "embed-frame";
  frame.title = card.dataset.embedTitle;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  // YouTube refuses to play for a page that does not say where it is.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = card.dataset.embedSrc;
  return frame;
}

function offer(card) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action embed-play";
  button.textContent = card.dataset.embedLabel;
  button.addEventListener("click", () => {
    const frame = player(card);
    card.querySelector(".embed-card").replaceWith(frame);
    frame.focus();
  });
  card.querySelector(".embed-link").before(button);
}

for (const card of document.querySelectorAll("[data-embed-src]")) offer(card);
