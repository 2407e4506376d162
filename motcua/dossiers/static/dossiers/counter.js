// The counter without a mouse: Enter goes to the next question without an answer, Ctrl+Enter takes the dossier.
const form = document.querySelector("[data-intake]");

const asks = (control) =>
  !control.disabled && control.type !== "hidden" && control.offsetParent !== null && control.tagName !== "BUTTON" &&
  !control.closest(".counter-not");
const answered = (control) => {
  if (control.type === "radio") return [...form.elements[control.name]].some((each) => each.checked);
  if (control.type === "checkbox") return true;
  return control.value !== "" || control.name.startsWith("fault-");
};
const wanted = (control) =>
  control.name.startsWith("state-") || !control.closest(".field")?.querySelector(".optional");
const go = () => form.querySelector(".counter-go .btn-primary");

function next(after) {
  const controls = [...form.elements].filter((each) => each.matches("input, select, textarea") && asks(each));
  const at = controls.indexOf(after);
  return controls.slice(at + 1).find((each) => each.name !== after?.name && wanted(each) && !answered(each)) ?? go();
}

if (form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(go());
    } else if (event.target.matches("input, select")) {
      event.preventDefault();
      next(event.target).focus();
    }
  });
  if (!document.querySelector(".error-summary")) next(null).focus();
}

const slip = document.querySelector("[data-print]");
slip?.addEventListener("load", () => {
  if (navigator.webdriver) return;
  slip.contentWindow?.print();
});
