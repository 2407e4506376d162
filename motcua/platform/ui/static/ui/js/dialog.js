// Opens <dialog id="x"> from anything with data-dialog="x". Escape, the cross and a press beside it close it again.

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.matches?.("dialog[open]") && event.target.dataset.sticky === undefined) {
    const box = event.target.getBoundingClientRect();
    const beside = event.clientX < box.left || event.clientX > box.right;
    const above = event.clientY < box.top || event.clientY > box.bottom;
    if (beside || above) event.target.close();
  }
});

// A link that acts as a button must answer to the space bar as one.
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches?.("a[role='button']")) {
    event.preventDefault();
    event.target.click();
  }
});
