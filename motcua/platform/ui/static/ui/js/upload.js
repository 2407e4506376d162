// Sends files with their progress told. data-upload="address": each chosen file is posted at once under the field's
// name, and the answer, an HTML fragment, becomes the new list. data-upload="": the whole form goes with its files when
// it is submitted, and the answer becomes the page, as the browser itself would have done.

const TOLD_EVERY_PERCENT = 25;

function teller(zone) {
  const box = zone.querySelector("[data-upload-progress]");
  const bar = box.querySelector("progress");
  const status = zone.querySelector("[data-upload-status]");
  let told = -1;
  return {
    progress(part) {
      const percent = Math.round(part * 100);
      box.hidden = false;
      bar.value = percent;
      if (percent - told >= TOLD_EVERY_PERCENT || told < 0) {
        told = percent;
        status.textContent = `${zone.dataset.sending} ${percent} %`;
      }
    },
    done(words) {
      box.hidden = true;
      status.classList.remove("field-error");
      status.textContent = words;
    },
    failed(words) {
      box.hidden = true;
      status.classList.add("field-error");
      status.textContent = words;
    },
  };
}

function send(address, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-Requested-With", "upload");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Error("network")));
    request.addEventListener("timeout", () => reject(new Error("timeout")));
    request.send(body);
  });
}

function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

// Where the list of files stands: in the field, or below it in a section that has this one field only.
function listOf(zone) {
  const section = zone.closest("section");
  const alone = section?.querySelectorAll("[data-upload]").length === 1;
  return [...(alone ? section : zone).querySelectorAll("[data-upload-files]")].at(-1);
}

// What was wrong with the field is put right: nothing on the page may go on saying that it is not.
function forgive(input) {
  const field = input.closest(".field-invalid");
  if (!field) return;
  field.classList.remove("field-invalid");
  field.querySelectorAll(".field-error:not([data-upload-status])").forEach((line) => line.remove());
  input.removeAttribute("aria-invalid");
  const summary = document.querySelector(".error-summary");
  summary?.querySelector(`a[href="#${input.id}"]`)?.closest("li").remove();
  if (summary && !summary.querySelector("li")) summary.remove();
}

async function sendChosen(input, zone) {
  const tell = teller(zone);
  const body = new FormData();
  const token = input.form?.querySelector("[name='csrfmiddlewaretoken']");
  if (token) body.append(token.name, token.value);
  for (const file of input.files) body.append(input.name, file);
  try {
    const answer = await send(zone.dataset.upload, body, tell.progress);
    const received = parse(answer.responseText);
    if (answer.status >= 300) {
      tell.failed(received.body.textContent.trim().slice(0, 300) || zone.dataset.failed);
      return;
    }
    const list = listOf(zone);
    list.replaceChildren(...received.body.childNodes);
    window.htmx?.process(list);
    input.value = "";
    forgive(input);
    tell.done(zone.dataset.done);
  } catch {
    tell.failed(zone.dataset.failed);
  }
}

async function sendForm(form, zone, submitter) {
  const tell = teller(zone);
  try {
    const answer = await send(form.action, new FormData(form, submitter), tell.progress);
    const page = parse(answer.responseText);
    if (answer.responseURL !== location.href) history.pushState(null, "", answer.responseURL);
    document.title = page.title;
    document.body.replaceWith(page.body);
    window.scrollTo(0, 0);
    window.htmx?.process(document.body);
    document.dispatchEvent(new CustomEvent("page:replaced"));
  } catch {
    tell.failed(zone.dataset.failed);
    form.dispatchEvent(new CustomEvent("form:answered", { bubbles: true }));
  }
}

document.addEventListener("change", (event) => {
  const zone = event.target.type === "file" ? event.target.closest("[data-upload]") : null;
  if (zone?.dataset.upload && event.target.files.length) sendChosen(event.target, zone);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const zones = [...form.querySelectorAll("[data-upload='']")];
  const zone = zones.find((one) => one.querySelector("input[type='file']")?.files.length);
  if (!zone) return;
  event.preventDefault();
  sendForm(form, zone, event.submitter);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-upload]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    const input = zone.querySelector("input[type='file']");
    if (kind === "drop" && event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// A page put in place by hand is not in the browser's own history: going back loads it anew.
window.addEventListener("popstate", () => location.reload());
