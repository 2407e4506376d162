"""A process as data: what its owner drew, as frozen values, read from JSON and written back the same.

The JSON is `{"nodes": [...], "flows": [...]}`. Every element has an `id` that is unique in the process. Kinds of node:
start_event, user_task, exclusive_gateway, parallel_gateway, boundary_timer, end_event. The names are those of BPMN 2.0.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from motcua.processes.rules.flaws import N_, Flaw, Flawed

ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
RELATIONS = frozenset({"competent", "receiving", "record"})
UNIT_PREFIX = "unit:"


class Kind(StrEnum):
    """What a node is."""

    START = "start_event"
    USER_TASK = "user_task"
    EXCLUSIVE = "exclusive_gateway"
    PARALLEL = "parallel_gateway"
    TIMER = "boundary_timer"
    END = "end_event"


class LimitUnit(StrEnum):
    """How a step's limit is counted: internal processes reckon a working day as 8 hours (facts.md 1.6)."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    HOUR = "hour"


_MINUTES = {LimitUnit.WORKING_DAY: 480, LimitUnit.WORKING_HOUR: 60, LimitUnit.DAY: 1440, LimitUnit.HOUR: 60}


@dataclass(frozen=True)
class Limit:
    """How long something may take, for example 0.5 working day."""

    amount: Decimal
    unit: LimitUnit

    @property
    def minutes(self) -> int:
        """The limit in minutes, at least one: working minutes where `is_working`, elapsed ones otherwise."""
        return max(1, round(self.amount * _MINUTES[self.unit]))

    @property
    def is_working(self) -> bool:
        """Whether only working time counts."""
        return self.unit in (LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR)


@dataclass(frozen=True)
class Performer:
    """Who does a step: a role, in an organisation that stands in a relation to the matter.

    `organisation` is "competent", "receiving", "record" (facts.md 0.3) or "unit:<identifier>".
    """

    role: str
    organisation: str = "competent"


@dataclass(frozen=True)
class Outcome:
    """One button of a step. One that does not `completes` asks for something else (a supplement) and leaves it open."""

    key: str
    label: str
    tone: str = "neutral"
    completes: bool = True
    note_required: bool = False


DONE = Outcome("done", N_("Hoàn thành"), "primary")
TONES = frozenset({"primary", "neutral", "danger"})


@dataclass(frozen=True)
class Node:
    """An element that a token passes or waits at."""

    id: str
    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class UserTask(Node):
    """A step done by an official."""

    performer: Performer = Performer("")
    limit: Limit | None = None
    outcomes: tuple[Outcome, ...] = (DONE,)
    form: str = ""
    outputs: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True)
class BoundaryTimer(Node):
    """What happens when a step takes too long; an interrupting one takes the step away."""

    attached_to: str = ""
    limit: Limit = Limit(Decimal(1), LimitUnit.WORKING_DAY)
    interrupting: bool = False


@dataclass(frozen=True)
class Flow:
    """The way from one node to the next; `condition` and `default` only behind an exclusive gateway."""

    id: str
    source: str
    target: str
    condition: str = ""
    default: bool = False
    name: str = ""


@dataclass(frozen=True)
class Definition:
    """A whole process."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]


def read_definition(data: object) -> Definition:
    """The definition that the JSON says. Raises Flawed with everything that is not understood, by name."""
    reader = _Reader()
    nodes, flows = reader.read(data)
    if reader.flaws:
        raise Flawed(reader.flaws)
    return Definition(tuple(nodes), tuple(flows))


class _Reader:
    """Collects what is wrong instead of stopping at the first."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.node: str | None = None

    def flaw(self, template: str, **values: str) -> None:
        self.flaws.append(Flaw(self.node, template, values))

    def read(self, data: object) -> tuple[list[Node], list[Flow]]:
        if not isinstance(data, Mapping):
            self.flaw(N_("Quy trình phải là một đối tượng gồm “nodes” và “flows”."))
            return [], []
        self.known(data, {"nodes", "flows"})
        seen: set[str] = set()
        nodes = [self.read_node(item) for item in self.items(data, "nodes") if self.named(item, seen)]
        flows = [self.read_flow(item) for item in self.items(data, "flows") if self.named(item, seen)]
        return [node for node in nodes if node is not None], flows

    def items(self, data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        found = data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            self.flaw(N_("“{key}” phải là một danh sách các đối tượng."), key=key)
            return []
        return found

    def named(self, item: Mapping[str, Any], seen: set[str]) -> bool:
        found = item.get("id")
        self.node = found if isinstance(found, str) else None
        if not isinstance(found, str) or not ID.fullmatch(found):
            self.flaw(N_("Mã “{id}” không hợp lệ: chỉ dùng chữ không dấu, số và gạch dưới."), id=str(found)[:80])
            return False
        if found in seen:
            self.flaw(N_("Mã “{id}” dùng cho nhiều phần tử."), id=found)
            return False
        seen.add(found)
        return True

    def known(self, data: Mapping[str, Any], keys: set[str]) -> None:
        for key in data:
            if key not in keys:
                self.flaw(N_("Không hiểu thuộc tính “{key}”."), key=str(key)[:80])

    def text(self, data: Mapping[str, Any], key: str) -> str:
        found = data.get(key, "")
        if not isinstance(found, str):
            self.flaw(N_("“{key}” phải là chữ."), key=key)
            return ""
        return found.strip()

    def flag(self, data: Mapping[str, Any], key: str, otherwise: bool = False) -> bool:
        found = data.get(key, otherwise)
        if not isinstance(found, bool):
            self.flaw(N_("“{key}” phải là đúng hoặc sai."), key=key)
            return otherwise
        return found

    def read_node(self, data: Mapping[str, Any]) -> Node | None:
        kind, name = data.get("kind"), self.text(data, "name")
        if not isinstance(kind, str) or kind not in list(Kind):
            self.flaw(N_("Chưa hỗ trợ phần tử “{kind}”."), kind=str(kind)[:80])
            return None
        common = {"id", "kind", "name"}
        if kind == Kind.USER_TASK:
            self.known(data, common | {"performer", "limit", "outcomes", "form", "outputs", "content"})
            return UserTask(
                data["id"],
                Kind.USER_TASK,
                name,
                self.performer(data),
                self.limit(data) if data.get("limit") is not None else None,
                self.outcomes(data),
                self.text(data, "form"),
                self.texts(data, "outputs"),
                self.text(data, "content"),
            )
        if kind == Kind.TIMER:
            self.known(data, common | {"attached_to", "limit", "interrupting"})
            limit = self.limit(data) or Limit(Decimal(1), LimitUnit.WORKING_DAY)
            attached_to, interrupting = self.text(data, "attached_to"), self.flag(data, "interrupting")
            return BoundaryTimer(data["id"], Kind.TIMER, name, attached_to, limit, interrupting)
        self.known(data, common)
        return Node(data["id"], Kind(kind), name)

    def read_flow(self, data: Mapping[str, Any]) -> Flow:
        self.known(data, {"id", "source", "target", "condition", "default", "name"})
        return Flow(
            data["id"],
            self.text(data, "source"),
            self.text(data, "target"),
            self.text(data, "condition"),
            self.flag(data, "default"),
            self.text(data, "name"),
        )

    def performer(self, data: Mapping[str, Any]) -> Performer:
        found = data.get("performer")
        if not isinstance(found, Mapping):
            return Performer("")
        self.known(found, {"role", "organisation"})
        return Performer(self.text(found, "role"), self.text(found, "organisation") or "competent")

    def limit(self, data: Mapping[str, Any]) -> Limit | None:
        found = data.get("limit")
        if not isinstance(found, Mapping):
            self.flaw(N_("Thiếu thời hạn: cần số lượng và đơn vị."))
            return None
        self.known(found, {"amount", "unit"})
        unit = found.get("unit")
        if not isinstance(unit, str) or unit not in list(LimitUnit):
            self.flaw(N_("Đơn vị thời hạn “{unit}” không dùng được cho một bước."), unit=str(unit)[:40])
            return None
        amount = _amount(found.get("amount"))
        if amount is None:
            self.flaw(N_("Thời hạn “{amount}” phải là số lớn hơn 0."), amount=str(found.get("amount"))[:40])
            return None
        return Limit(amount, LimitUnit(unit))

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        found = data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            self.flaw(N_("“{key}” phải là danh sách chữ."), key=key)
            return ()
        return tuple(found)

    def outcomes(self, data: Mapping[str, Any]) -> tuple[Outcome, ...]:
        if not data.get("outcomes"):
            return (DONE,)
        outcomes: list[Outcome] = []
        for item in self.items(data, "outcomes"):
            self.known(item, {"key", "label", "tone", "completes", "note_required"})
            key, label = self.text(item, "key"), self.text(item, "label")
            tone = self.text(item, "tone") or "neutral"
            if not ID.fullmatch(key) or not label or tone not in TONES:
                self.flaw(N_("Kết quả “{key}” cần mã, nhãn nút và kiểu nút hợp lệ."), key=key[:80])
                continue
            completes, noted = self.flag(item, "completes", True), self.flag(item, "note_required")
            outcomes.append(Outcome(key, label, tone, completes, noted))
        return tuple(outcomes)


def _amount(found: object) -> Decimal | None:
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        amount = Decimal(str(found))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount <= 10_000 else None


def write_definition(definition: Definition) -> dict[str, Any]:
    """The JSON of a definition, without what is empty: reading it again gives an equal definition."""
    return {
        "nodes": [_written_node(node) for node in definition.nodes],
        "flows": [_without_empty(vars(flow)) for flow in definition.flows],
    }


def _written_node(node: Node) -> dict[str, Any]:
    data = _without_empty({"id": node.id, "kind": str(node.kind), "name": node.name})
    if isinstance(node, UserTask):
        data["performer"] = {"role": node.performer.role, "organisation": node.performer.organisation}
        data |= _without_empty({"form": node.form, "outputs": list(node.outputs), "content": node.content})
        if node.limit:
            data["limit"] = _written_limit(node.limit)
        if node.outcomes != (DONE,):
            data["outcomes"] = [vars(outcome).copy() for outcome in node.outcomes]
    elif isinstance(node, BoundaryTimer):
        data |= {"attached_to": node.attached_to, "limit": _written_limit(node.limit)}
        data["interrupting"] = node.interrupting
    return data


def _written_limit(limit: Limit) -> dict[str, str]:
    return {"amount": str(limit.amount), "unit": str(limit.unit)}


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", False, [])}
