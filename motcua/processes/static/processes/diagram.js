// The diagram of a process: to look at, or to draw with a properties panel of our own.

import { vietnamese } from "./vietnamese.js";

const place = document.querySelector("[data-diagram]");
const source = document.querySelector("[data-diagram-xml]");
const translated = (template, values = {}) => {
  const words = place.dataset.language === "vi" ? (vietnamese[template] ?? template) : template;
  return words.replace(/{([^}]+)}/g, (whole, key) => values[key] ?? whole);
};

const OURS = "urn:motcua:bpmn:1";
const READABLE = 0.7;
const MARGIN = 20;
const TOOLS = 130;
const drawn = new globalThis.BpmnJS({
  container: place,
  additionalModules: [{ translate: ["value", translated] }],
});
await drawn.importXML(source.value);
// The whole of it where it can be read then; else its beginning, beside the tools.
const canvas = drawn.get("canvas");
function fit() {
  if (canvas.zoom("fit-viewport", "auto") >= READABLE) return;
  const { inner } = canvas.viewbox();
  const left = document.querySelector("[data-properties]") ? TOOLS : MARGIN;
  canvas.viewbox({
    x: inner.x - left / READABLE, y: inner.y - MARGIN / READABLE,
    width: place.clientWidth / READABLE, height: place.clientHeight / READABLE,
  });
}
fit();
// Whoever draws keeps their place; whoever looks sees the whole again when the window or the phone turns.
if (!document.querySelector("[data-properties]")) {
  globalThis.addEventListener("resize", () => {
    canvas.resized();
    fit();
  });
}
for (const { id, businessObject } of drawn.get("elementRegistry").getAll()) {
  const isUnnamed = businessObject?.extensionElements?.values?.some((value) => value.$type === "motcua:unnamed");
  if (isUnnamed && id.endsWith("_label")) canvas.addMarker(id, "unnamed");
}
for (const item of document.querySelectorAll("[data-diagram-flaws] li")) {
  if (drawn.get("elementRegistry").get(item.dataset.node)) canvas.addMarker(item.dataset.node, "flawed");
}
const behind = new Map();
for (const item of document.querySelectorAll("[data-diagram-heat] li")) {
  const { node, degree } = item.dataset;
  if (!drawn.get("elementRegistry").get(node)) continue;
  canvas.addMarker(node, `heated-${degree}`);
  const link = item.querySelector("a");
  if (link) {
    behind.set(node, link.href);
    canvas.addMarker(node, "leads");
  }
}
if (behind.size) {
  drawn.on("element.click", ({ element }) => {
    const address = behind.get(element.id.replace(/_label$/, ""));
    if (address) location.assign(address);
  });
}
place.dataset.ready = "yes";

const panel = document.querySelector("[data-properties]");
let chosen = null;

const kindOf = (element) => {
  const type = element.businessObject?.$type ?? "";
  if (type === "bpmn:UserTask" || type === "bpmn:Task") return "task";
  return type === "bpmn:SequenceFlow" ? "flow" : "all";
};
const isOurs = (value, word) => (value.$type ?? "").split(":").pop() === word && (value.$type ?? "").includes(":");
const extensions = (object) => object.extensionElements?.values ?? [];
const first = (object, word) => extensions(object).find((value) => isOurs(value, word));

function read(object, property) {
  if (property === "name") return object.name ?? "";
  if (property === "documentation") return object.documentation?.[0]?.text ?? "";
  if (property === "condition") return object.conditionExpression?.body ?? "";
  if (property === "outputs") {
    return extensions(object).filter((value) => isOurs(value, "output")).map((value) => value.code).join("\n");
  }
  const [word, attribute] = property.split(".");
  const said = first(object, word)?.[attribute] ?? "";
  return attribute === "amount" ? said.replace(".", ",") : said;
}

function show() {
  const kind = chosen ? kindOf(chosen) : "";
  panel.querySelector("[data-nothing]").hidden = Boolean(chosen);
  for (const part of panel.querySelectorAll("[data-of]")) {
    part.hidden = !chosen || (part.dataset.of !== "all" && part.dataset.of !== kind);
  }
  if (!chosen) return;
  for (const field of panel.querySelectorAll("[data-property]")) {
    const said = read(chosen.businessObject, field.dataset.property);
    field.value = said || (field.tagName === "SELECT" ? (field.options[0]?.value ?? "") : "");
  }
}

const create = (word, attributes) => drawn.get("moddle").createAny(`motcua:${word}`, OURS, attributes);

function keepExtensions(element, word, elements) {
  const object = element.businessObject;
  const others = extensions(object).filter((value) => !isOurs(value, word) && !isOurs(value, "unnamed"));
  const holder = drawn.get("moddle").create("bpmn:ExtensionElements", { values: [...others, ...elements] });
  for (const value of holder.values) value.$parent = holder;
  holder.$parent = object;
  drawn.get("modeling").updateProperties(element, { extensionElements: holder });
}

function write(element, property, value) {
  const modeling = drawn.get("modeling");
  const moddle = drawn.get("moddle");
  if (property === "name") return modeling.updateLabel(element, value);
  if (property === "documentation") {
    const told = value ? [moddle.create("bpmn:Documentation", { text: value })] : [];
    return modeling.updateProperties(element, { documentation: told });
  }
  if (property === "condition") {
    const told = value ? moddle.create("bpmn:FormalExpression", { body: value }) : undefined;
    return modeling.updateProperties(element, { conditionExpression: told });
  }
  if (property === "outputs") {
    const codes = value.split("\n").map((line) => line.trim()).filter(Boolean);
    return keepExtensions(element, "output", codes.map((code) => create("output", { code })));
  }
  const [word] = property.split(".");
  const told = {};
  for (const field of panel.querySelectorAll(`[data-property^="${word}."]`)) {
    told[field.dataset.property.split(".")[1]] = field.value.trim();
  }
  if (word === "limit") {
    told.amount = told.amount.replace(",", ".");
    if (told.unit === "untimed") delete told.amount;
    return keepExtensions(element, word, told.amount || told.unit === "untimed" ? [create(word, told)] : []);
  }
  return keepExtensions(element, word, Object.values(told).some(Boolean) ? [create(word, told)] : []);
}

if (panel) {
  drawn.on("selection.changed", ({ newSelection }) => {
    chosen = newSelection.length === 1 && newSelection[0].businessObject ? newSelection[0] : null;
    show();
  });
  drawn.on("element.changed", ({ element }) => {
    if (chosen && element.id === chosen.id && !panel.contains(document.activeElement)) show();
  });
  panel.addEventListener("change", (event) => {
    const field = event.target.closest("[data-property]");
    if (field && chosen) write(chosen, field.dataset.property, field.value);
  });
  const save = document.querySelector("[data-diagram-save]");
  save.addEventListener("click", async () => {
    source.value = (await drawn.saveXML({ format: true })).xml;
    save.form.requestSubmit();
  });
}
