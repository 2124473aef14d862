// Whoever comes for one field ("…/change/#id_standfirst") finds the cursor in it, however
// it is folded away. The doctor's rows lead here.

const SHOWS = "[contenteditable='true'], button:not([hidden]), input:not([type='hidden'])";

// The editor and the lead image hide the field that they stand for.
function visible(field) {
  if (field.type !== "hidden" && field.offsetParent) return field;
  const row = field.closest(".form-row") ?? field.parentElement;
  return row.querySelector(SHOWS) ?? row;
}

function arrive() {
  const name = window.location.hash.slice(1);
  const field = /^(id|talk)_\w+$/.test(name) && document.getElementById(name);
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const target = visible(field);
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

// After the modules that build what is seen.
window.addEventListener("load", arrive);
window.addEventListener("hashchange", arrive);
