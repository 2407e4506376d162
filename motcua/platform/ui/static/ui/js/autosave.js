// Saves a draft while it is typed: <form data-autosave="address">. The form's fields, without files, are posted
// within two seconds; any 2xx answer means saved. What could not be sent stays in this tab's sessionStorage and is
// tried again.

const DELAY_MS = 1_000;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];
const timers = new WeakMap();
const tries = new WeakMap();
const last = new WeakMap();
const busy = new WeakSet();

const keyOf = (form) => `draft:${form.dataset.autosave}`;

function fieldsOf(form) {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.push([name, value]);
  }
  return fields;
}

// What the server counts by is not typed by anybody.
const COUNTED = ["csrfmiddlewaretoken", "draft-revision"];
const typed = (form) => JSON.stringify(fieldsOf(form).filter(([name]) => !COUNTED.includes(name)));

function say(form, state, more = "") {
  const region = form.querySelector("[data-autosave-state]");
  if (!region) return;
  region.dataset.state = state;
  const words = `${region.dataset[state]}${more}`;
  if (region.textContent !== words) region.textContent = words;
}

function keep(form, sent = false) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ sent, fields: typed(form) }));
  } catch {
    // Full or forbidden storage: the page itself still holds what was typed.
  }
}

function schedule(form, delay) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), delay));
}

// The step was sent since this page was shown, in another tab or before coming back here. The page is still open, so
// what is typed now is the newest: it takes the draft's revision and saves again. A page that was left never reads this.
async function isOlder(form, answer) {
  const { revision } = await answer.json();
  const shown = form.elements["draft-revision"];
  if (!shown || !revision || form.dataset.sent || Number(shown.value) >= revision) return false;
  shown.value = revision;
  return true;
}

async function save(form, keepalive = false) {
  const now = typed(form);
  if (now === last.get(form) || form.dataset.sent) return;
  if (busy.has(form)) {
    // Whoever leaves now comes back to what was typed last, not to what is on its way.
    if (keepalive) keep(form);
    schedule(form, DELAY_MS);
    return;
  }
  busy.add(form);
  say(form, "saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(fieldsOf(form)),
      headers: { "X-Requested-With": "autosave" },
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
    });
    if (answer.ok) {
      last.set(form, now);
      tries.delete(form);
      sessionStorage.removeItem(keyOf(form));
      const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false });
      say(form, "saved", ` ${time}`);
    } else if (answer.status === 409 && (await isOlder(form, answer))) {
      schedule(form, 0);
    } else if (answer.status >= 500 || answer.type === "opaqueredirect") {
      // Sent on to sign in: the session ended.
      throw new Error(String(answer.status));
    } else {
      last.set(form, now);
      keep(form);
      say(form, "refused");
    }
  } catch {
    keep(form);
    say(form, "failed");
    const count = tries.get(form) ?? 0;
    tries.set(form, count + 1);
    schedule(form, RETRY_MS[Math.min(count, RETRY_MS.length - 1)]);
  } finally {
    busy.delete(form);
  }
}

function restore(form) {
  last.set(form, typed(form));
  const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "{}").fields;
  if (!kept || kept === typed(form)) {
    sessionStorage.removeItem(keyOf(form));
    return;
  }
  const values = new Map();
  for (const [name, value] of JSON.parse(kept)) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file" || field.type === "submit") continue;
    const given = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (given.length) field.value = given.shift();
  }
  say(form, "restored");
  schedule(form, DELAY_MS);
}

function formOf(event) {
  return event.target.form?.dataset.autosave ? event.target.form : null;
}

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (form) schedule(form, DELAY_MS);
});
document.addEventListener("change", (event) => {
  const form = formOf(event);
  if (form && event.target.type !== "file") schedule(form, 200);
});
document.addEventListener("focusout", (event) => {
  const form = formOf(event);
  if (form) schedule(form, 200);
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.autosave) {
    clearTimeout(timers.get(event.target));
    keep(event.target, true);
  }
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.querySelectorAll("form[data-autosave]")) save(form, true);
});
window.addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) schedule(form, 0);
});

// Another page came after a form was sent: it arrived, so nothing of it needs to stay in this tab.
// The sign-in page or an error in its place is no proof of that: the session may have ended while it was typed.
function forgetSent() {
  const answer = performance.getEntriesByType("navigation")[0];
  if (document.querySelector("input[type='password']") || (answer?.responseStatus ?? 200) >= 400) return;
  const here = new Set([...document.querySelectorAll("form[data-autosave]")].map(keyOf));
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith("draft:") || here.has(key)) continue;
    if (JSON.parse(sessionStorage.getItem(key)).sent) sessionStorage.removeItem(key);
  }
}

function begin() {
  forgetSent();
  document.querySelectorAll("form[data-autosave]").forEach(restore);
}
document.addEventListener("page:replaced", begin);
begin();
