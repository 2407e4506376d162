// Moves the focus to what changed: the error summary, a confirmation, a fragment that asked for it.

function focusMarked(root) {
  const marked = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  if (marked) marked.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

// Of tabs that do not all fit, the one that is open is in sight.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const list = tab.closest(".tabs");
  const over = tab.getBoundingClientRect().right - list.getBoundingClientRect().right;
  if (over > 0) list.scrollLeft += over + 24;
}

document.addEventListener("htmx:afterSettle", (event) => focusMarked(event.detail.elt));
document.addEventListener("page:replaced", () => focusMarked(document.body));
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});

focusMarked(document.body);
