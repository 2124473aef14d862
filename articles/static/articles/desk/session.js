// Before the article form is sent: whoever was logged out meanwhile would lose the text.

const dialog = document.querySelector("[data-session]");
const form = dialog?.closest("form");
let isKnown = false;
let isAsking = false;

// A fresh token, since logging in again makes the old one void; none when logged out.
async function token() {
  const answer = await fetch(dialog.dataset.session, { redirect: "manual" });
  return answer.ok ? (await answer.json()).token : "";
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
    const fresh = await token();
    if (!fresh) return stay("logged-out");
    form.querySelector("[name=csrfmiddlewaretoken]").value = fresh;
    isKnown = true;
    form.requestSubmit(event.submitter);
  } catch {
    stay("offline");
  } finally {
    isKnown = isAsking = false;
  }
}

if (form) document.addEventListener("submit", ask, true);
