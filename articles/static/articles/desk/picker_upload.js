/** The upload inside the picker: progress, errors beside their fields, the twin. */

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

/** A fresh token, since logging in again makes the old one void; "" when logged out. */
export async function freshToken() {
  const { session } = document.querySelector("#batch-left").content.firstElementChild.dataset;
  const answer = await fetch(session, { redirect: "manual" });
  return answer.ok ? (await answer.json()).token : "";
}

/** Send a form and follow its progress; resolves to {status, answer}. */
export function send(address, body, progress, proof = token()) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", proof);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    // All is sent: what the server does with it now has no measure.
    request.upload.addEventListener("load", () => progress.removeAttribute("value"));
    request.addEventListener("load", () => resolve({ status: request.status, answer: request.response }));
    request.addEventListener("error", reject);
    request.send(body);
  });
}

function showErrors(form, errors) {
  const places = [...form.querySelectorAll("[data-field]")];
  for (const place of places) {
    const found = errors[place.dataset.field] ?? [];
    place.classList.toggle("is-wrong", found.length > 0);
    place.querySelector("[data-error]").textContent = found.join(" ");
    place.querySelector("input, textarea").setAttribute("aria-invalid", String(found.length > 0));
  }
  const named = new Set(places.map((place) => place.dataset.field));
  const others = Object.entries(errors).filter(([name]) => !named.has(name)).flatMap(([, list]) => list);
  form.querySelector("[data-all-errors]").textContent = others.join(" ");
  form.querySelector(".is-wrong :is(input, textarea)")?.focus();
}

/** Make the upload form of a picker work; `choose` gets the new image. */
export function enhance(dialog, address, choose) {
  const form = dialog.querySelector("[data-upload-form]");
  const progress = form.querySelector("progress");
  const button = form.querySelector("[type=submit]");
  const twin = form.querySelector("[data-twin]");
  const isDecorative = form.querySelector("[name=is_decorative]");
  const reason = form.querySelector("[data-field=decorative_reason]");
  let known = null;
  isDecorative.addEventListener("change", () => { reason.hidden = !isDecorative.checked; });
  form.querySelector("[data-use-twin]").addEventListener("click", () => choose(known));
  form.querySelector("[name=file]").addEventListener("change", () => { twin.hidden = true; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    progress.hidden = false;
    try {
      const proof = await freshToken();
      if (!proof) return showErrors(form, { __all__: [dialog.dataset.signedOut] });
      const { answer } = await send(address, new FormData(form), progress, proof);
      if (answer?.image) return choose(answer.image);
      known = answer?.twin ?? null;
      twin.hidden = !known;
      showErrors(form, answer?.errors ?? { __all__: [dialog.dataset.offline] });
    } catch {
      showErrors(form, { __all__: [dialog.dataset.offline] });
    } finally {
      button.disabled = false;
      progress.hidden = true;
      progress.value = 0;
    }
  });
}
