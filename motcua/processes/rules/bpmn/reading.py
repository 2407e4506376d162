"""BPMN 2.0 XML read as a definition: through the same JSON as everything else, so that one reader judges both."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from motcua.processes.rules.bpmn.words import ATTRIBUTES, BPMN, EVENTS, NAMES, OURS, PLAIN
from motcua.processes.rules.bpmn.xml import Element, read_xml
from motcua.processes.rules.definition import EVENT_KEYS, UNTIMED, Definition, Kind
from motcua.processes.rules.flaws import N_, Flaw, Flawed, Term
from motcua.processes.rules.reading import ID, read_definition

DURATION = re.compile(r"P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?")
_IGNORED = {"documentation", "extensionElements", "incoming", "outgoing", "laneSet", "ioSpecification"}
_GLOBAL = {"message", "signal", "escalation"}
_DEFINITIONS = {tag for kinds in EVENTS.values() for tag in kinds}


def read_bpmn(xml: bytes) -> Definition:
    """The definition that a BPMN 2.0 file draws: one process, of supported elements only.

    Raises Flawed with everything that is not supported, by name and on its element, or with what makes the file unsafe.
    """
    reader = _Reader(read_xml(xml))
    data = reader.read()
    if reader.flaws:
        raise Flawed(reader.flaws)
    return read_definition(data)


def process_name(xml: bytes) -> str:
    """What the file calls its process; empty where it gives no name. Raises Flawed."""
    root = read_xml(xml)
    process, pool = root.first(BPMN, "process"), root.first(BPMN, "collaboration")
    participant = pool.first(BPMN, "participant") if pool else None
    return next((found for each in (participant, process) if each and (found := each.get("name"))), "")


class _Reader:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.flaws: list[Flaw] = []
        self.ids: dict[str, str] = {}
        self.events: dict[str, str] = {}
        self.lanes: dict[str, Element] = {}

    def flaw(self, element: Element | None, template: str, **values: str) -> None:
        xml_id = element.get("id") if element else ""
        self.flaws.append(Flaw(self.ids.get(xml_id, xml_id) or None, template, values))

    def unsupported(self, element: Element, within: Element | None = None) -> None:
        placed = f"{within.name}/{element.name}" if within else element.name
        name = Term(NAMES.get(placed) or NAMES.get(element.name, element.name))
        self.flaw(within or element, N_("Chưa hỗ trợ phần tử “{kind}” ({tag})."), kind=name, tag=element.name[:80])

    def read(self) -> dict[str, Any]:
        if (self.root.space, self.root.name) != (BPMN, "definitions"):
            self.flaw(None, N_("Tệp không phải BPMN 2.0."))
            return {}
        processes = list(self.root.all(BPMN, "process"))
        self.unique(self.root)
        for element in self.root.children:
            if element.space == BPMN:
                self.head(element)
        if len(processes) != 1:
            template = N_("Tệp phải có đúng một quy trình; tệp này có {count}.")
            self.flaw(None, template, count=str(len(processes)))
            return {}
        return self.scope(processes[0]) if not self.flaws else {}

    def unique(self, element: Element) -> None:
        """Take in every id, the drawing's too: one that stands twice may mean anything."""
        xml_id = element.get("id")
        if xml_id in self.ids:
            self.flaw(element, N_("Mã “{id}” dùng cho nhiều phần tử."), id=xml_id[:80])
        elif xml_id:
            self.ids[xml_id] = self.lawful(xml_id)
        for child in element.children:
            self.unique(child)

    def lawful(self, xml_id: str) -> str:
        """The id as definitions have it; XML allows more signs."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", xml_id)[:70]
        plain = plain if ID.fullmatch(plain) else f"x{plain}"
        if plain == xml_id:
            return plain
        taken, number, found = set(self.ids.values()) | self.ids.keys(), 1, plain
        while found in taken:
            number += 1
            found = f"{plain}_{number}"
        return found

    def head(self, element: Element) -> None:
        """What stands beside the process."""
        if element.name in _GLOBAL:
            self.events[element.get("id")] = element.get("name") or element.get("escalationCode")
        elif element.name == "collaboration":
            for child in element.children:
                if child.space == BPMN and child.name not in _IGNORED | {"participant"}:
                    self.unsupported(child)
        elif element.name not in _IGNORED | {"process", "relationship"}:
            self.unsupported(element)

    def scope(self, owner: Element) -> dict[str, Any]:
        """The nodes and flows of a process or an embedded sub-process."""
        for lane_set in owner.all(BPMN, "laneSet"):
            self.read_lanes(lane_set)
        nodes: list[dict[str, Any]] = []
        flows: list[dict[str, Any]] = []
        defaults = {child.get("default") for child in owner.children} - {""}
        for child in owner.children:
            if child.space != BPMN or child.name in _IGNORED:
                continue
            if child.name == "sequenceFlow":
                flows.append(self.flow(child, defaults))
            elif node := self.node(child):
                nodes.append(node)
        return {"nodes": nodes, "flows": flows}

    def read_lanes(self, lane_set: Element) -> None:
        for lane in lane_set.all(BPMN, "lane"):
            for reference in lane.all(BPMN, "flowNodeRef"):
                self.lanes[reference.text.strip()] = lane
            for inner in lane.all(BPMN, "childLaneSet"):
                self.read_lanes(inner)

    def flow(self, element: Element, defaults: set[str]) -> dict[str, Any]:
        ends = {end: self.ids.get(element.get(f"{end}Ref"), element.get(f"{end}Ref")) for end in ("source", "target")}
        data: dict[str, Any] = {"id": self.ids.get(element.get("id"), ""), **ends}
        condition = element.first(BPMN, "conditionExpression")
        if condition is not None and (text := condition.text.strip()):
            data["condition"] = text.removeprefix("=").strip()
        if element.get("id") in defaults:
            data["default"] = True
        rounds = _ours(element, "rounds")
        if rounds is not None:
            data["max_rounds"] = int(rounds.get("most")) if rounds.get("most").isdecimal() else rounds.get("most")
        return self.labelled(element, data)

    def labelled(self, element: Element, data: dict[str, Any]) -> dict[str, Any]:
        if element.get("name") and _ours(element, "unnamed") is None:
            data["name"] = element.get("name")
        return data

    def node(self, element: Element) -> dict[str, Any] | None:
        kind = self.kind(element)
        if kind is None:
            return None
        data = self.labelled(element, {"id": self.ids.get(element.get("id"), ""), "kind": str(kind)})
        if not data["id"]:
            self.flaw(element, N_("Phần tử “{tag}” không có mã (id)."), tag=element.name)
        documentation = element.first(BPMN, "documentation")
        if documentation is not None and documentation.text.strip():
            if kind in _WITH_CONTENT:
                data["content"] = documentation.text.strip()
            else:
                self.flaw(
                    element, N_("“{node}” có phần mô tả (documentation) mà loại này không giữ được."), **_named(data)
                )
        if kind in EVENT_KEYS:
            data[EVENT_KEYS[kind]] = self.event(element, EVENT_KEYS[kind])
        return data | self.particulars(element, kind)

    def kind(self, element: Element) -> Kind | None:
        """The kind of an element; None, with the flaw said, for what is not supported."""
        definitions = [child for child in element.children if child.name.endswith("EventDefinition")]
        definitions += [child for child in element.children if child.name == "eventDefinitionRef"]
        foreign = [child for child in element.children if child.name.endswith("LoopCharacteristics")]
        if element.get("triggeredByEvent") == "true":
            self.flaw(element, N_("Chưa hỗ trợ quy trình con do sự kiện kích hoạt."))
            return None
        for name in ATTRIBUTES:
            if element.get(name) == "true":
                self.flaw(element, N_("Chưa hỗ trợ phần tử “{kind}” ({tag})."), kind=Term(NAMES[name]), tag=name)
                return None
        if element.name in EVENTS:
            known = EVENTS[element.name]
            if len(definitions) == 1 and definitions[0].name in known:
                return known[definitions[0].name]
            if not definitions:
                self.flaw(element, N_("Sự kiện “{name}” chưa nói chờ hay báo điều gì."), name=_title(element))
        elif element.name in PLAIN:
            allowed = {"terminateEventDefinition", "escalationEventDefinition"} if element.name == "endEvent" else set()
            foreign += [child for child in definitions if child.name not in allowed]
            if not foreign:
                return PLAIN[element.name]
            definitions = []
        else:
            self.unsupported(element)
            return None
        for child in (*foreign, *definitions):
            self.unsupported(child, within=element)
        return None

    def particulars(self, element: Element, kind: Kind) -> dict[str, Any]:
        if kind is Kind.USER_TASK:
            return self.user_task(element)
        if kind in (Kind.TIMER, Kind.BOUNDARY_MESSAGE, Kind.BOUNDARY_SIGNAL, Kind.BOUNDARY_ESCALATION):
            host = element.get("attachedToRef")
            data: dict[str, Any] = {"attached_to": self.ids.get(host, host)}
            data["interrupting"] = element.get("cancelActivity") != "false"
            return data | (self.time(element) if kind is Kind.TIMER else {})
        if kind is Kind.CATCH_TIMER:
            return self.time(element)
        if kind is Kind.SERVICE_TASK:
            service = _ours(element, "service")
            return {"service": service.get("name") if service else ""}
        if kind is Kind.RULE_TASK:
            return self.table(element)
        if kind is Kind.SUB_PROCESS:
            return self.scope(element)
        if kind is Kind.CALL:
            call = _ours(element, "call")
            if call is None:
                return {"process": element.get("calledElement")}
            return {"process": call.get("process"), "organisation": call.get("organisation")}
        return self.end(element) if kind is Kind.END else {}

    def end(self, element: Element) -> dict[str, Any]:
        data: dict[str, Any] = {}
        if element.first(BPMN, "terminateEventDefinition"):
            data["terminate"] = True
        if element.first(BPMN, "escalationEventDefinition"):
            data["escalation"] = self.event(element, "escalation")
        return data

    def user_task(self, element: Element) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lane = self.lanes.get(element.get("id"))
        performer = _ours(element, "performer") or (_ours(lane, "performer") if lane else None)
        if performer is not None:
            data["performer"] = {"role": performer.get("role"), "organisation": performer.get("organisation")}
            if otherwise := performer.get("otherwise").split():
                data["performer"]["otherwise"] = otherwise
        limit = _ours(element, "limit")
        data |= {"untimed": True} if limit is not None and limit.get("unit") == UNTIMED else self.limit(element)
        if form := _ours(element, "form"):
            data["form"] = form.get("code")
        if outputs := [output.get("code") for output in _all_ours(element, "output")]:
            data["outputs"] = outputs
        outcomes = [
            {
                "key": outcome.get("key"),
                "label": outcome.get("label"),
                "tone": outcome.get("tone"),
                "completes": outcome.get("completes") != "false",
                "note_required": outcome.get("noteRequired") == "true",
            }
            for outcome in _all_ours(element, "outcome")
        ]
        return data | ({"outcomes": outcomes} if outcomes else {})

    def limit(self, element: Element) -> dict[str, Any]:
        limit = _ours(element, "limit")
        return {"limit": {"amount": limit.get("amount"), "unit": limit.get("unit")}} if limit is not None else {}

    def time(self, element: Element) -> dict[str, Any]:
        """When a timer runs out: as we wrote it, or by the standard's duration or cycle."""
        if found := self.limit(element):
            return found
        definition = element.first(BPMN, "timerEventDefinition")
        duration = definition.first(BPMN, "timeDuration") if definition else None
        cycle = definition.first(BPMN, "timeCycle") if definition else None
        if cycle is not None:
            return {"cron": " ".join(cycle.text.split())}
        text = duration.text.strip() if duration is not None else ""
        match = DURATION.fullmatch(text)
        if not match or not any(match.groups()):
            template = N_("Đồng hồ “{name}”: không hiểu thời gian “{text}”; xin ghi dạng P1D hoặc PT8H.")
            self.flaw(element, template, name=_title(element), text=text[:40])
            return {"limit": {"amount": 1, "unit": "day"}}
        days, hours, minutes = (int(part or 0) for part in match.groups())
        if not hours and not minutes:
            return {"limit": {"amount": str(days), "unit": "day"}}
        amount = round(Decimal(days * 24 + hours) + Decimal(minutes) / 60, 4)
        return {"limit": {"amount": f"{amount.normalize():f}", "unit": "hour"}}

    def event(self, element: Element, word: str) -> str:
        """The name of the message, signal or escalation that an element refers to."""
        definition = element.first(BPMN, f"{word}EventDefinition") or element
        reference = definition.get(f"{word}Ref").rpartition(":")[2]
        return self.events.get(reference, "")

    def table(self, element: Element) -> dict[str, Any]:
        table = _ours(element, "table")
        if table is None:
            return {}
        try:
            return {"table": json.loads(table.text)}
        except (ValueError, RecursionError):
            self.flaw(element, N_("“{key}” phải là một bảng quyết định."), key="table")
            return {}


_WITH_CONTENT = frozenset(
    {Kind.USER_TASK, Kind.RECEIVE_TASK, Kind.SERVICE_TASK, Kind.RULE_TASK, Kind.SUB_PROCESS, Kind.CALL}
)


def _all_ours(element: Element, name: str) -> Iterator[Element]:
    extension = element.first(BPMN, "extensionElements")
    return extension.all(OURS, name) if extension else iter(())


def _ours(element: Element, name: str) -> Element | None:
    return next(_all_ours(element, name), None)


def _title(element: Element) -> str:
    return (element.get("name") or element.get("id"))[:80]


def _named(data: dict[str, Any]) -> dict[str, str]:
    return {"node": str(data.get("name") or data["id"])}
