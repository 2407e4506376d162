// The keys of the workplace: j k o x in lists, / to search, ? for help, and the letter written on an action button.
// Whoever switched shortcuts off (body data-keys="off") is left in peace, and so is anyone who is typing.

function rows() {
  return [...document.querySelectorAll("[data-list] tbody tr")].filter((row) => row.querySelector("[data-open]"));
}

function currentRow() {
  return document.activeElement?.closest?.("[data-list] tbody tr");
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(currentRow());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  const link = all[next].querySelector("[data-open]");
  link.focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function toggle() {
  currentRow()?.querySelector("[data-select]")?.click();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => currentRow()?.querySelector("[data-open]")?.click(),
  x: toggle,
  "?": () => document.querySelector("[data-keys-help]")?.click(),
  "/": () => document.querySelector("[data-search]")?.focus(),
};

const PRESSED = ["checkbox", "radio", "button", "submit"];

function isTyping(element) {
  return element.isContentEditable || (element.matches("input, textarea, select") && !PRESSED.includes(element.type));
}

function actionOf(key) {
  if (!/^[a-z0-9]$/.test(key)) return null;
  return [...document.querySelectorAll(`[data-key="${key}"]:not(:disabled)`)].find((each) => each.checkVisibility());
}

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "on" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const action = actionOf(key);
  if (action) {
    event.preventDefault();
    action.focus();
    action.click();
  } else if (KEYS[key]) {
    event.preventDefault();
    KEYS[key]();
  }
});
