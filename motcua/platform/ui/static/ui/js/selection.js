// Checkboxes of a list: how many are chosen, the row that shows it, and "choose all".

function refresh(list) {
  const boxes = [...list.querySelectorAll("[data-select]")];
  const chosen = boxes.filter((box) => box.checked);
  for (const box of boxes) box.closest("tr")?.classList.toggle("on", box.checked);
  const all = list.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
  const scope = list.closest("form") ?? document;
  for (const place of scope.querySelectorAll("[data-selected-count]")) place.textContent = String(chosen.length);
}

document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-list]");
  if (!list) return;
  if (event.target.matches("[data-select-all]")) {
    for (const box of list.querySelectorAll("[data-select]")) box.checked = event.target.checked;
  }
  refresh(list);
});

const begin = () => document.querySelectorAll("[data-list]").forEach(refresh);
document.addEventListener("htmx:afterSettle", begin);
begin();
