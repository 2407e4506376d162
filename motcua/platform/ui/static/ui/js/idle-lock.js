// Locks the page when no hand has been at it for a while. What was typed stays where it is, behind the lock; the server
// refuses everything else of this sitting until its owner has proved themselves again. All open pages lock together.

const CHECK_EVERY_MS = 5_000;
const TELL_EVERY_MS = 20_000;
const lock = document.querySelector("dialog[data-lock]");
const others = "BroadcastChannel" in window ? new BroadcastChannel("motcua-lock") : null;
let lastHand = Date.now();
let lastTold = 0;
let hidden = "";

const tell = (word) => others?.postMessage({ word, whose: lock.dataset.username });

function hand(event) {
  if (!event.isTrusted || lock.open) return;
  lastHand = Date.now();
  if (lastHand - lastTold > TELL_EVERY_MS) {
    lastTold = lastHand;
    tell("here");
  }
}

function close() {
  if (lock.open) return;
  hidden = document.title;
  document.title = lock.dataset.title;
  lock.showModal();
  lock.querySelector("[name=password]").value = "";
}

async function lockAll() {
  close();
  tell("locked");
  try {
    await fetch(lock.dataset.url, { method: "POST", headers: { "X-CSRFToken": token() }, keepalive: true });
  } catch {
    // Without a network the page is locked all the same; the server ends the sitting by itself.
  }
}

const token = () => lock.querySelector("[name=csrfmiddlewaretoken]").value;

function open(fresh) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
  lastHand = Date.now();
  document.title = hidden;
  lock.close();
}

async function isOpenAgain() {
  const address = `${lock.dataset.unlock}?username=${encodeURIComponent(lock.dataset.username)}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.json();
}

function say(words) {
  lock.querySelector("[data-lock-state]").textContent = words;
  if (words) lock.querySelector("[name=password]").focus();
}

async function prove(sent) {
  sent.set("username", lock.dataset.username);
  const answer = await fetch(lock.dataset.unlock, {
    method: "POST", body: sent, headers: { Accept: "application/json", "X-CSRFToken": token() },
  });
  const said = await answer.json();
  if (said.open) {
    say("");
    open(said.token);
    tell("open");
  } else {
    say(said.ended ? lock.dataset.ended : said.detail);
    lock.querySelector("[data-lock-ended]").hidden = !said.ended;
  }
}

if (lock) {
  const idleMs = Number(lock.dataset.seconds) * 1000;
  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll"]) {
    document.addEventListener(sign, hand, { passive: true, capture: true });
  }
  setInterval(() => {
    if (!lock.open && Date.now() - lastHand >= idleMs) lockAll();
  }, CHECK_EVERY_MS);
  // Escape closes any dialog but this one; browsers insist on the second press, so it comes back.
  lock.addEventListener("cancel", (event) => event.preventDefault());
  lock.addEventListener("close", () => {
    if (document.title === lock.dataset.title) lock.showModal();
  });
  lock.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.unlocks === undefined) return;
    event.preventDefault();
    prove(new FormData(form))
      .catch(() => say(lock.dataset.unreachable))
      .finally(() => form.dispatchEvent(new Event("form:answered", { bubbles: true })));
  });
  lock.addEventListener("passkey:answered", (event) => {
    const sent = new FormData();
    sent.set("answer", event.detail);
    prove(sent)
      .catch(() => say(lock.dataset.unreachable))
      .finally(() => event.target.dispatchEvent(new Event("form:answered", { bubbles: true })));
  });
  lock.querySelector("[data-lock-again]").addEventListener("click", async () => {
    const said = await isOpenAgain().catch(() => ({}));
    if (said.open) open(said.token);
  });
  others?.addEventListener("message", async ({ data }) => {
    if (data.whose !== lock.dataset.username) return;
    if (data.word === "here") lastHand = Date.now();
    if (data.word === "locked") close();
    if (data.word === "open" && lock.open) {
      const said = await isOpenAgain().catch(() => ({}));
      if (said.open) open(said.token);
    }
  });
}
