// A form goes out once: the second press of an impatient hand is swallowed. The server has the last word all the same.

const RELEASE_AFTER_MS = 20_000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll(".btn.busy")) {
    button.classList.remove("busy");
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button?.classList.contains("btn")) {
    button.classList.add("busy");
    button.setAttribute("aria-disabled", "true");
  }
  // A download or a lost connection leaves the page standing: the form must work again.
  setTimeout(() => release(form), RELEASE_AFTER_MS);
}, { capture: true });

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});
document.addEventListener("form:answered", (event) => release(event.target));
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});
