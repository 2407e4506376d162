// Asks the browser for a passkey and posts its answer with the form as any other field.
// <form data-passkey="get|create" data-question="<address>"> holds input[name=answer] and [data-passkey-state]; with
// data-passkey-in-place it is not posted: who listens for "passkey:answered" does what is to be done.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const textOf = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable(options) {
  const read = { ...options, challenge: bytesOf(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytesOf(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) read[list] = options[list].map((each) => ({ ...each, id: bytesOf(each.id) }));
  }
  return read;
}

function sendable(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = textOf(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id, rawId: textOf(credential.rawId), type: credential.type, response, clientExtensionResults: {},
  });
}

async function askPasskey(form) {
  const asked = await fetch(form.dataset.question, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
  });
  const { publicKey, detail } = await asked.json();
  if (!publicKey) throw new Error(detail);
  const options = { publicKey: readable(publicKey) };
  const credential = await navigator.credentials[form.dataset.passkey === "create" ? "create" : "get"](options);
  return sendable(credential);
}

function say(form, words) {
  const state = form.querySelector("[data-passkey-state]");
  if (state) state.textContent = words;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.passkey || form.elements.answer.value) return;
  event.preventDefault();
  if (!window.PublicKeyCredential || !form.checkValidity()) {
    say(form, form.dataset.unable);
    form.dispatchEvent(new Event("form:answered", { bubbles: true }));
    return;
  }
  try {
    const answer = await askPasskey(form);
    if (form.dataset.passkeyInPlace !== undefined) {
      form.dispatchEvent(new CustomEvent("passkey:answered", { bubbles: true, detail: answer }));
      return;
    }
    form.elements.answer.value = answer;
    form.submit();
  } catch (error) {
    // What the browser refuses (nobody touched the key, a strange address) has a name; ours has words.
    say(form, error instanceof DOMException ? form.dataset.refused : error.message || form.dataset.refused);
    form.dispatchEvent(new Event("form:answered", { bubbles: true }));
  }
});
