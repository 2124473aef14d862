// Before the article form is sent: whoever was logged out meanwhile would lose the text.

const dialog = document.querySelector("[data-session]");
const form = dialog?.closest("form");
let isKnown = false;
let isAsking = false;

// Who is logged in, and a fresh token: logging in again makes the old one void.
async function session() {
  const answer = await fetch(dialog.dataset.session, { redirect: "manual" });
  return answer.ok ? answer.json() : {};
}

function stay(reason) {
  for (const text of dialog.querySelectorAll("[data-reason]")) text.hidden = text.dataset.reason !== reason;
  dialog.showModal();
}

// Ahead of every other listener: a form that is not sent has not been left.
async function ask(event) {
  if (isKnown || event.target !== form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isAsking) return;
  isAsking = true;
  try {
    const saving = form.querySelector("[data-saving]");
    // What is on its way to the server arrives first.
    await saving?.settle?.();
    const { token, person } = await session();
    if (!token) return stay("logged-out");
    if (saving && saving.dataset.person !== String(person)) return stay("somebody-else");
    form.querySelector("[name=csrfmiddlewaretoken]").value = token;
    isKnown = true;
    form.requestSubmit(event.submitter);
  } catch {
    stay("offline");
  } finally {
    isKnown = isAsking = false;
  }
}

if (form) document.addEventListener("submit", ask, true);
