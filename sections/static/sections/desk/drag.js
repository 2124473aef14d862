/** Dragging by mouse, pen or finger: slots among themselves, articles of the pool into them. */

const FAR = 6; // pixels before a press is a drag

/** The slot before which something held at this height would stand; null for the end. */
function before(slots, held, y) {
  const others = [...slots.children].filter((slot) => slot !== held && !slot.matches("[data-mark]"));
  return others.find((slot) => {
    const box = slot.getBoundingClientRect();
    return y < box.top + box.height / 2;
  }) ?? null;
}

function isOver(slots, x, y) {
  const box = slots.closest("[data-slots-box]").getBoundingClientRect();
  return x > box.left && x < box.right && y > box.top - 40 && y < box.bottom + 40;
}

/** Near the edge of the window the page moves on. */
function scroll(y) {
  const edge = 72;
  if (y < edge) scrollBy(0, -12);
  else if (y > innerHeight - edge) scrollBy(0, 12);
}

export function dragging(board, slots, { moved, add }) {
  const mark = document.createElement("li");
  mark.className = "slot-mark";
  mark.dataset.mark = "";
  mark.setAttribute("aria-hidden", "true");

  board.addEventListener("pointerdown", (event) => {
    const slot = event.target.closest("[data-slot]");
    const held = slot ?? event.target.closest("[data-piece]:not(.is-placed)");
    const isHandle = event.target.closest("[data-handle]");
    if (!held || event.button !== 0 || event.target.closest("button, a, input, textarea, select, summary, .slot-own")) return;
    // A finger scrolls the page unless it takes the handle.
    if (event.pointerType === "touch" && !isHandle) return;
    start(held, event);
  });

  function start(held, down) {
    const isSlot = held.matches("[data-slot]");
    let ghost = null;
    const move = (event) => {
      if (event.pointerId !== down.pointerId) return;
      if (!ghost && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < FAR) return;
      event.preventDefault();
      ghost ??= lift(held, down);
      ghost.element.style.translate = `${event.clientX - down.clientX}px ${event.clientY - down.clientY}px`;
      scroll(event.clientY);
      if (isOver(slots, event.clientX, event.clientY)) slots.insertBefore(mark, before(slots, held, event.clientY));
      else mark.remove();
    };
    const end = (event) => {
      if (event.pointerId !== down.pointerId) return;
      for (const [name, act] of acts) removeEventListener(name, act);
      if (!ghost) return;
      ghost.element.remove();
      held.classList.remove("is-held");
      document.documentElement.classList.remove("is-dragging");
      if (event.type === "pointerup" && mark.isConnected) drop(held, isSlot);
      mark.remove();
    };
    const cancel = (event) => {
      if (event.key === "Escape") end({ type: "cancel", pointerId: down.pointerId });
    };
    const acts = [["pointermove", move], ["pointerup", end], ["pointercancel", end], ["keydown", cancel]];
    for (const [name, act] of acts) addEventListener(name, act, { passive: false });
  }

  function lift(held, down) {
    const box = held.getBoundingClientRect();
    const element = held.cloneNode(true);
    element.removeAttribute("data-slot");
    element.removeAttribute("data-piece");
    element.setAttribute("aria-hidden", "true");
    element.inert = true;
    element.className += " is-ghost";
    element.querySelectorAll("[name]").forEach((part) => part.removeAttribute("name"));
    element.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    Object.assign(element.style, { inlineSize: `${box.width}px`, insetBlockStart: `${box.top}px`, insetInlineStart: `${box.left}px` });
    board.append(element);
    held.classList.add("is-held");
    document.documentElement.classList.add("is-dragging");
    getSelection().removeAllRanges();
    down.preventDefault();
    return { element };
  }

  function drop(held, isSlot) {
    if (isSlot) {
      mark.before(held);
      mark.remove();
      moved(held);
    } else {
      const place = [...slots.children].indexOf(mark);
      mark.remove();
      add(held.dataset.piece, place);
    }
  }
}
