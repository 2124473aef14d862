// Names the menus that look rows up. select2 names each by what is chosen in it,
// which is nothing while nothing is chosen: a screen reader said "combobox" only.

function name(select) {
  const menu = select.parentElement.querySelector(".select2-selection");
  const chosen = menu?.querySelector(".select2-selection__rendered");
  const label = select.labels[0];
  if (!chosen || !label) return;
  label.id ||= `${select.id}_label`;
  chosen.setAttribute("aria-labelledby", label.id);
  menu.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

// Queued behind Django's own call, which makes the menus when the page is ready.
window.django?.jQuery(() => {
  document.querySelectorAll("select.admin-autocomplete").forEach((each) => name(each));
});
