"""A definition written as BPMN 2.0 XML with its drawing; what BPMN has no word for stands in extension elements."""

import json
import re
from collections.abc import Iterator, Mapping

from motcua.processes.rules.bpmn.layout import Box, Drawing, Lane, Point, draw, lanes_of
from motcua.processes.rules.bpmn.words import BPMN, BPMNDI, DC, DI, FEEL, OURS, TAGS, XSI
from motcua.processes.rules.bpmn.xml import Page
from motcua.processes.rules.definition import (
    DONE,
    EVENT_KEYS,
    GATEWAYS,
    UNTIMED,
    BoundaryEvent,
    BoundaryTimer,
    CallActivity,
    CatchTimer,
    Definition,
    EndEvent,
    Flow,
    Kind,
    Limit,
    Node,
    RuleTask,
    ServiceTask,
    SubProcess,
    UserTask,
)

NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# Other tools ask for a label where our owner gave none; it is data, as everything that an owner calls something.
_LABELS = {Kind.START: "Bắt đầu", Kind.END: "Kết thúc", Kind.TIMER: "Hết giờ", Kind.CATCH_TIMER: "Chờ"}
_ASKED = re.compile(r'outcome = "(\w+)"')


def write_bpmn(definition: Definition, name: str, *, roles: Mapping[str, str] | None = None) -> bytes:
    """The process as a BPMN 2.0 file in UTF-8, lanes by performer; `roles` names the roles by their code.

    `read_bpmn` of it gives an equal definition.
    """
    return _Writer(definition, name, roles or {}).write()


class _Writer:
    def __init__(self, definition: Definition, name: str, roles: Mapping[str, str]) -> None:
        self.definition = definition
        self.name = name
        self.roles = roles
        self.page = Page()
        self.taken = {node.id for node in definition.every_node()} | {flow.id for flow in definition.every_flow()}
        self.process = self.new("Process")
        self.pool, self.collaboration = self.new("Pool"), self.new("Collaboration")
        self.lane_ids: dict[Lane, str] = {}
        self.events = {
            (EVENT_KEYS.get(node.kind, "escalation"), event): ""
            for node in definition.every_node()
            if (event := _event(node))
        }
        self.outcomes = {
            outcome.key: outcome.label
            for node in definition.every_node()
            if isinstance(node, UserTask)
            for outcome in node.outcomes
        }
        self.events = {told: self.new(told[0].capitalize()) for told in self.events}

    def new(self, base: str) -> str:
        """An id that nothing else in the file has."""
        found, number = base, 1
        while found in self.taken:
            number += 1
            found = f"{base}_{number}"
        self.taken.add(found)
        return found

    def write(self) -> bytes:
        drawing = draw(self.definition)
        spaces = {"xmlns_bpmn": BPMN, "xmlns_bpmndi": BPMNDI, "xmlns_dc": DC, "xmlns_di": DI, "xmlns_xsi": XSI}
        self.page.open(
            "bpmn:definitions", **spaces, xmlns_motcua=OURS, id=self.new("Definitions"), targetNamespace=OURS
        )
        if drawing.lanes:
            self.page.open("bpmn:collaboration", id=self.collaboration)
            self.page.leaf("bpmn:participant", id=self.pool, name=self.name or self.process, processRef=self.process)
            self.page.close("bpmn:collaboration")
        self.page.open("bpmn:process", id=self.process, name=self.name or None, isExecutable="true")
        self.write_lanes(drawing)
        self.write_scope(self.definition)
        self.page.close("bpmn:process")
        for (word, event), key in self.events.items():
            code = event if word == "escalation" else None
            self.page.leaf(f"bpmn:{word}", id=key, name=event, escalationCode=code)
        self.write_drawing(drawing)
        self.page.close("bpmn:definitions")
        return self.page.content()

    def write_lanes(self, drawing: Drawing) -> None:
        if not drawing.lanes:
            return
        lanes = lanes_of(self.definition)
        self.page.open("bpmn:laneSet", id=self.new("LaneSet"))
        for lane in drawing.lanes:
            role, organisation = lane
            self.lane_ids[lane] = self.new("Lane")
            self.page.open("bpmn:lane", id=self.lane_ids[lane], name=self.roles.get(role, role) or "?")
            self.page.open("bpmn:extensionElements")
            self.page.leaf("motcua:performer", role=role, organisation=organisation)
            self.page.close("bpmn:extensionElements")
            for key, found in lanes.items():
                if found == lane:
                    self.page.leaf("bpmn:flowNodeRef", key)
            self.page.close("bpmn:lane")
        self.page.close("bpmn:laneSet")

    def write_scope(self, scope: Definition) -> None:
        for node in scope.nodes:
            self.write_node(node, scope)
        for flow in scope.flows:
            self.write_flow(flow, scope)

    def write_node(self, node: Node, scope: Definition) -> None:
        tag = f"bpmn:{TAGS[node.kind]}"
        outs = [flow for flow in scope.flows if flow.source == node.id]
        label, unnamed = node.name, False
        if not label and (node.kind not in GATEWAYS or (len(outs) > 1 and node.kind is not Kind.PARALLEL)):
            label, unnamed = _LABELS.get(node.kind, _event(node) or node.id), True
        default = next((flow.id for flow in outs if flow.default), None) if node.kind in GATEWAYS else None
        called = node.process if isinstance(node, CallActivity) and NCNAME.fullmatch(node.process) else None
        more: dict[str, object] = {"name": label or None, "default": default, "calledElement": called}
        if isinstance(node, BoundaryEvent):
            more |= {"attachedToRef": node.attached_to, "cancelActivity": str(node.interrupting).lower()}
        if node.kind is Kind.RECEIVE_TASK:
            more["messageRef"] = self.events.get(("message", _event(node)))
        self.page.open(tag, id=node.id, **more)
        if content := getattr(node, "content", ""):
            self.page.leaf("bpmn:documentation", content)
        self.write_extension(node, unnamed)
        for flow in scope.flows:
            if flow.target == node.id:
                self.page.leaf("bpmn:incoming", flow.id)
        for flow in outs:
            self.page.leaf("bpmn:outgoing", flow.id)
        self.write_event(node)
        if isinstance(node, SubProcess):
            self.write_scope(node.inner)
        self.page.close(tag)

    def write_extension(self, node: Node, unnamed: bool) -> None:
        lines = list(_extension(node))
        if unnamed:
            lines.append(("unnamed", "", {}))
        if not lines:
            return
        self.page.open("bpmn:extensionElements")
        for word, text, attributes in lines:
            self.page.leaf(f"motcua:{word}", text, **attributes)
        self.page.close("bpmn:extensionElements")

    def write_event(self, node: Node) -> None:
        if isinstance(node, BoundaryTimer | CatchTimer):
            self.page.open("bpmn:timerEventDefinition", id=self.new("Event"))
            word = "timeCycle" if node.cron else "timeDuration"
            text = node.cron or f"PT{node.limit.minutes if node.limit else 0}M"
            self.page.leaf(f"bpmn:{word}", text, xsi_type="bpmn:tFormalExpression")
            self.page.close("bpmn:timerEventDefinition")
        elif isinstance(node, EndEvent):
            if node.terminate:
                self.page.leaf("bpmn:terminateEventDefinition", id=self.new("Event"))
            if node.escalation:
                self.define("escalation", node.escalation)
        elif node.kind in EVENT_KEYS and node.kind is not Kind.RECEIVE_TASK:
            self.define(EVENT_KEYS[node.kind], _event(node))

    def define(self, word: str, event: str) -> None:
        reference = {f"{word}Ref": self.events.get((word, event))}
        self.page.leaf(f"bpmn:{word}EventDefinition", id=self.new("Event"), **reference)

    def write_flow(self, flow: Flow, scope: Definition) -> None:
        label = flow.name
        unnamed = bool(flow.condition and not label)
        attributes = {"sourceRef": flow.source, "targetRef": flow.target}
        name = label or self.short(flow.condition) or None
        if not (unnamed or flow.max_rounds or flow.condition):
            self.page.leaf("bpmn:sequenceFlow", id=flow.id, name=name, **attributes)
            return
        self.page.open("bpmn:sequenceFlow", id=flow.id, name=name, **attributes)
        if unnamed or flow.max_rounds:
            self.page.open("bpmn:extensionElements")
            if flow.max_rounds:
                self.page.leaf("motcua:rounds", most=flow.max_rounds)
            if unnamed:
                self.page.leaf("motcua:unnamed")
            self.page.close("bpmn:extensionElements")
        if flow.condition:
            formal = {"xsi_type": "bpmn:tFormalExpression", "language": FEEL}
            self.page.leaf("bpmn:conditionExpression", flow.condition, **formal)
        self.page.close("bpmn:sequenceFlow")

    def short(self, condition: str) -> str:
        """A condition as a label: the words on the button where it asks for an outcome."""
        asked = _ASKED.fullmatch(condition)
        if asked and asked[1] in self.outcomes:
            return self.outcomes[asked[1]]
        return condition if len(condition) <= 60 else f"{condition[:59]}…"

    def write_drawing(self, drawing: Drawing) -> None:
        plane = self.collaboration if drawing.lanes else self.process
        self.page.open("bpmndi:BPMNDiagram", id=self.new("Diagram"))
        self.page.open("bpmndi:BPMNPlane", id=self.new("Plane"), bpmnElement=plane)
        if drawing.lanes:
            self.shape(self.pool, Box(0, 0, drawing.width, drawing.height), isHorizontal="true")
            for lane, box in drawing.lanes.items():
                self.shape(self.lane_ids[lane], box, isHorizontal="true")
        kinds = {node.id: node.kind for node in self.definition.every_node()}
        for key, box in drawing.boxes.items():
            kind = kinds[key]
            expanded = "true" if kind is Kind.SUB_PROCESS else None
            marked = "true" if kind is Kind.EXCLUSIVE else None
            self.shape(key, box, isExpanded=expanded, isMarkerVisible=marked)
        for key, way in drawing.ways.items():
            self.edge(key, way)
        self.page.close("bpmndi:BPMNPlane")
        self.page.close("bpmndi:BPMNDiagram")

    def shape(self, key: str, box: Box, **more: str | None) -> None:
        self.page.open("bpmndi:BPMNShape", id=self.new(f"{key}_di"), bpmnElement=key, **more)
        sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        self.page.leaf("dc:Bounds", **{side: round(value) for side, value in sides.items()})
        self.page.close("bpmndi:BPMNShape")

    def edge(self, key: str, way: list[Point]) -> None:
        self.page.open("bpmndi:BPMNEdge", id=self.new(f"{key}_di"), bpmnElement=key)
        for x, y in way:
            self.page.leaf("di:waypoint", x=round(x), y=round(y))
        self.page.close("bpmndi:BPMNEdge")


def _event(node: Node) -> str:
    return str(getattr(node, "event", "") or getattr(node, "escalation", ""))


def _extension(node: Node) -> Iterator[tuple[str, str, dict[str, object]]]:
    """What BPMN has no word for: name, text and attributes of each extension element."""
    if isinstance(node, UserTask):
        performer = node.performer
        otherwise = {"otherwise": " ".join(performer.otherwise)} if performer.otherwise else {}
        yield "performer", "", {"role": performer.role, "organisation": performer.organisation, **otherwise}
        if node.form:
            yield "form", "", {"code": node.form}
        for output in node.outputs:
            yield "output", "", {"code": output}
        for outcome in node.outcomes if node.outcomes != (DONE,) else ():
            flags = {"completes": str(outcome.completes).lower(), "noteRequired": str(outcome.note_required).lower()}
            yield "outcome", "", {"key": outcome.key, "label": outcome.label, "tone": outcome.tone, **flags}
        if node.untimed:
            yield "limit", "", {"unit": UNTIMED}
    elif isinstance(node, ServiceTask):
        yield "service", "", {"name": node.service}
    elif isinstance(node, CallActivity):
        yield "call", "", {"process": node.process, "organisation": node.organisation}
    elif isinstance(node, RuleTask):
        yield "table", json.dumps(node.table, ensure_ascii=False), {}
    limit = getattr(node, "limit", None)
    if isinstance(limit, Limit):
        yield "limit", "", {"amount": limit.amount, "unit": str(limit.unit)}
