// Two versions of a process, each drawn, with what came, went and changed marked.

const READABLE = 0.3;
const MARGIN = 15;

// The whole of it where it can be read then; else its beginning.
function fit(canvas, place) {
  if (canvas.zoom("fit-viewport", "auto") >= READABLE) return;
  const { inner } = canvas.viewbox();
  canvas.viewbox({
    x: inner.x - MARGIN / READABLE, y: inner.y - MARGIN / READABLE,
    width: place.clientWidth / READABLE, height: place.clientHeight / READABLE,
  });
}

async function draw(place, xml, marks) {
  const drawn = new globalThis.BpmnJS({ container: place });
  await drawn.importXML(xml.value);
  const canvas = drawn.get("canvas");
  fit(canvas, place);
  globalThis.addEventListener("resize", () => {
    canvas.resized();
    fit(canvas, place);
  });
  const known = drawn.get("elementRegistry");
  for (const { id, businessObject } of known.getAll()) {
    const isUnnamed = businessObject?.extensionElements?.values?.some((value) => value.$type === "motcua:unnamed");
    if (isUnnamed && id.endsWith("_label")) canvas.addMarker(id, "unnamed");
  }
  for (const { dataset } of marks.querySelectorAll("li")) {
    if (known.get(dataset.element)) canvas.addMarker(dataset.element, `marked-${dataset.kind}`);
  }
  place.dataset.ready = "yes";
}

for (const place of document.querySelectorAll("[data-compare]")) {
  const xml = place.nextElementSibling;
  await draw(place, xml, xml.nextElementSibling);
}
