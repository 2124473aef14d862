/** The focal point: click the picture, or move the point with the arrow keys. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value) => Math.min(1, Math.max(0, Math.round(value * 100) / 100));
const percent = (value) => `${Math.round(value * 100)}%`;

/** Where a crop lies that has the point in its middle, as far as the edges let it. */
function cropPosition(crop, x, y) {
  const { naturalWidth: width, naturalHeight: height } = crop;
  const [across, down] = crop.dataset.crop.split(":").map(Number);
  const wide = Math.min(1, (height * across) / (width * down));
  const tall = Math.min(1, (width * down) / (height * across));
  const along = (value, part) => (part < 1 ? percent(within((value - part / 2) / (1 - part))) : "50%");
  return `${along(x, wide)} ${along(y, tall)}`;
}

/** Tie a [data-focal] stage to the two number fields, which stay usable. */
export function enhance(stage, fieldX, fieldY) {
  const frame = stage.querySelector(".stage-frame");
  const mark = stage.querySelector("[data-mark]");
  const crops = stage.querySelectorAll("[data-crop]");
  const position = stage.querySelector("[data-position]");

  function show() {
    const [x, y] = [fieldX, fieldY].map((field) => within(Number(field.value)));
    mark.style.left = percent(x);
    mark.style.top = percent(y);
    position.value = `(${percent(x)}, ${percent(y)})`;
    for (const crop of crops) crop.style.objectPosition = cropPosition(crop, x, y);
  }

  function move(x, y) {
    fieldX.value = within(x);
    fieldY.value = within(y);
    fieldX.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  }

  for (const crop of crops) crop.addEventListener("load", show);
  frame.addEventListener("click", (event) => {
    if (event.target === mark) return;
    const box = frame.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    mark.focus({ preventScroll: true });
  });
  // A finger or the mouse may also drag the point.
  mark.addEventListener("pointerdown", (event) => mark.setPointerCapture(event.pointerId));
  mark.addEventListener("pointermove", (event) => {
    if (!mark.hasPointerCapture(event.pointerId)) return;
    const box = frame.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  });
  mark.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.1 : 0.02;
    move(Number(fieldX.value) + step[0] * size, Number(fieldY.value) + step[1] * size);
  });
  for (const field of [fieldX, fieldY]) field.addEventListener("input", show);
  mark.hidden = false;
  stage.querySelector("[data-help]").hidden = false;
  frame.classList.add("is-live");
  show();
}
