// The preview beside the form: the reader's page, in the width of a device, as one types.

const PAUSE = 900;
const dock = document.querySelector("[data-dock]");
const opener = document.querySelector("[data-bar] [name=_preview]");

if (dock && opener) {
  const form = opener.form;
  const frame = dock.querySelector("[data-dock-frame]");
  const stage = dock.querySelector("[data-dock-stage]");
  const said = dock.querySelector("[data-dock-said]");
  const moment = dock.querySelector("[data-dock-moment]");
  const widths = [...dock.querySelectorAll("[name=dock_width]")];
  let timer = 0;
  let latest = null;
  let place = 0;

  // A page made for 1280 pixels is shown whole, however narrow the dock is.
  function fit() {
    const width = Number(widths.find((one) => one.checked)?.value ?? 390);
    const scale = Math.min(1, stage.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  }

  async function show() {
    const asked = (latest = Symbol("asked"));
    const facts = new FormData(form);
    if (moment?.value) facts.set("preview_at", moment.value);
    try {
      const response = await fetch(dock.dataset.preview, { method: "POST", body: facts });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      const page = await response.text();
      if (asked !== latest) return;
      place = frame.contentWindow?.scrollY ?? 0;
      frame.srcdoc = page;
      said.textContent = "";
    } catch {
      if (asked === latest) said.textContent = dock.dataset.offline;
    }
  }

  function later() {
    if (dock.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  }

  function toggle(isOpen) {
    dock.hidden = !isOpen;
    document.body.classList.toggle("is-docked", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
    sessionStorage.setItem("desk-dock", isOpen ? "1" : "");
    if (!isOpen) return opener.focus();
    fit();
    show();
  }

  // The page comes back to where the writer was looking; its links lead out of the dock.
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    page?.querySelectorAll("a[href]").forEach((link) => {
      if (link.getAttribute("href").startsWith("#")) return;
      link.target = "_blank";
      link.rel = "noopener";
    });
    frame.contentWindow?.scrollTo(0, place);
  });
  const width = localStorage.getItem("desk-dock-width") ?? "390";
  widths.forEach((one) => {
    one.checked = one.value === width;
    one.addEventListener("change", () => {
      localStorage.setItem("desk-dock-width", one.value);
      fit();
    });
  });
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(dock.hidden);
  });
  dock.querySelector("[data-dock-close]").addEventListener("click", () => toggle(false));
  dock.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
  moment?.addEventListener("change", show);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("resize", () => dock.hidden || fit());
  if (sessionStorage.getItem("desk-dock") && innerWidth >= 1200) toggle(true);
}
