// The form for feedback says how wide the window is, and takes a picture of the screen that is pasted.

const form = document.querySelector("[data-feedback]");

if (form) {
  form.elements.width.value = window.innerWidth;
  document.addEventListener("paste", (event) => {
    const picture = [...(event.clipboardData?.files ?? [])].find((file) => file.type.startsWith("image/"));
    if (!picture) return;
    event.preventDefault();
    const carried = new DataTransfer();
    carried.items.add(picture);
    const field = form.elements.picture;
    field.files = carried.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
}
