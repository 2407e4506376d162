"""A process from JSON, everything that is not understood named; and written back as JSON, the same again.

The JSON is `{"nodes": [...], "flows": [...]}`; a node of kind sub_process holds such a pair itself.
"""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.processes.rules.definition import (
    DONE,
    EVENT_KEYS,
    TONES,
    BoundaryEvent,
    BoundaryTimer,
    CallActivity,
    Catch,
    CatchTimer,
    Definition,
    EndEvent,
    Flow,
    Kind,
    Limit,
    LimitUnit,
    Node,
    Outcome,
    Performer,
    RuleTask,
    ServiceTask,
    SubProcess,
    Throw,
    UserTask,
)
from motcua.processes.rules.flaws import N_, Flaw, Flawed

ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
DEEPEST = 5
MOST_ROUNDS = 1000
LONGEST_TABLE = 200_000

_BOUNDARY = {"attached_to", "interrupting"}
_KEYS: Mapping[Kind, set[str]] = {
    Kind.START: set(),
    Kind.USER_TASK: {"performer", "limit", "outcomes", "form", "outputs", "content", "untimed"},
    Kind.RECEIVE_TASK: {"message", "content"},
    Kind.SERVICE_TASK: {"service", "content"},
    Kind.RULE_TASK: {"table", "content"},
    Kind.SUB_PROCESS: {"nodes", "flows", "content"},
    Kind.CALL: {"process", "organisation", "content"},
    Kind.EXCLUSIVE: set(),
    Kind.PARALLEL: set(),
    Kind.INCLUSIVE: set(),
    Kind.TIMER: _BOUNDARY | {"limit", "cron"},
    Kind.BOUNDARY_MESSAGE: _BOUNDARY | {"message"},
    Kind.BOUNDARY_SIGNAL: _BOUNDARY | {"signal"},
    Kind.BOUNDARY_ESCALATION: _BOUNDARY | {"escalation"},
    Kind.CATCH_TIMER: {"limit", "cron"},
    Kind.CATCH_MESSAGE: {"message"},
    Kind.CATCH_SIGNAL: {"signal"},
    Kind.THROW_MESSAGE: {"message"},
    Kind.THROW_SIGNAL: {"signal"},
    Kind.THROW_ESCALATION: {"escalation"},
    Kind.END: {"terminate", "escalation"},
}


def read_definition(data: object) -> Definition:
    """The definition that the JSON says. Raises Flawed with everything that is not understood, by name."""
    reader = _Reader()
    definition = reader.definition(data)
    if reader.flaws:
        raise Flawed(reader.flaws)
    return definition


class _Reader:
    """Collects what is wrong instead of stopping at the first."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.node: str | None = None
        self.seen: set[str] = set()
        self.depth = 0

    def flaw(self, template: str, **values: str) -> None:
        self.flaws.append(Flaw(self.node, template, values))

    def definition(self, data: object) -> Definition:
        if not isinstance(data, Mapping):
            self.flaw(N_("Quy trình phải là một đối tượng gồm “nodes” và “flows”."))
            return Definition((), ())
        self.known(data, {"nodes", "flows"})
        return self.parts(data)

    def parts(self, data: Mapping[str, Any]) -> Definition:
        nodes = [self.read_node(item) for item in self.items(data, "nodes") if self.named(item)]
        flows = [self.read_flow(item) for item in self.items(data, "flows") if self.named(item)]
        return Definition(tuple(node for node in nodes if node is not None), tuple(flows))

    def items(self, data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        found = data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            self.flaw(N_("“{key}” phải là một danh sách các đối tượng."), key=key)
            return []
        return found

    def named(self, item: Mapping[str, Any]) -> bool:
        found = item.get("id")
        self.node = found if isinstance(found, str) else None
        if not isinstance(found, str) or not ID.fullmatch(found):
            self.flaw(N_("Mã “{id}” không hợp lệ: chỉ dùng chữ không dấu, số và gạch dưới."), id=str(found)[:80])
            return False
        if found in self.seen:
            self.flaw(N_("Mã “{id}” dùng cho nhiều phần tử."), id=found)
            return False
        self.seen.add(found)
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

    def count(self, data: Mapping[str, Any], key: str) -> int:
        found = data.get(key, 0)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= MOST_ROUNDS:
            self.flaw(N_("“{key}” phải là số nguyên từ 0 đến {most}."), key=key, most=str(MOST_ROUNDS))
            return 0
        return found

    def read_node(self, data: Mapping[str, Any]) -> Node | None:
        said = data.get("kind")
        if not isinstance(said, str) or said not in list(Kind):
            self.flaw(N_("Chưa hỗ trợ phần tử “{kind}”."), kind=str(said)[:80])
            return None
        kind = Kind(said)
        self.known(data, {"id", "kind", "name"} | _KEYS[kind])
        head = (str(data["id"]), kind, self.text(data, "name"))
        read = _READ.get(kind)
        return read(self, head, data) if read else Node(*head)

    def read_flow(self, data: Mapping[str, Any]) -> Flow:
        self.known(data, {"id", "source", "target", "condition", "default", "name", "max_rounds"})
        return Flow(
            data["id"],
            self.text(data, "source"),
            self.text(data, "target"),
            self.text(data, "condition"),
            self.flag(data, "default"),
            self.text(data, "name"),
            self.count(data, "max_rounds"),
        )

    def user_task(self, head: "_Head", data: Mapping[str, Any]) -> Node:
        limit, untimed = self.optional_limit(data), self.flag(data, "untimed")
        texts = (self.text(data, "form"), self.texts(data, "outputs"), self.text(data, "content"))
        return UserTask(*head, self.performer(data), limit, self.outcomes(data), *texts, untimed)

    def rule_task(self, head: "_Head", data: Mapping[str, Any]) -> Node:
        table = data.get("table", {})
        if not isinstance(table, Mapping) or len(json.dumps(table, default=str)) > LONGEST_TABLE:
            self.flaw(N_("“{key}” phải là một bảng quyết định."), key="table")
            table = {}
        return RuleTask(*head, table, self.text(data, "content"))

    def boundary_timer(self, head: "_Head", data: Mapping[str, Any]) -> Node:
        attached_to, interrupting = self.text(data, "attached_to"), self.flag(data, "interrupting")
        return BoundaryTimer(*head, attached_to, interrupting, "", *self.time(data))

    def boundary(self, head: "_Head", data: Mapping[str, Any]) -> Node:
        attached_to, interrupting = self.text(data, "attached_to"), self.flag(data, "interrupting")
        return BoundaryEvent(*head, attached_to, interrupting, self.text(data, EVENT_KEYS[head[1]]))

    def sub_process(self, head: "_Head", data: Mapping[str, Any]) -> Node:
        content = self.text(data, "content")
        if self.depth >= DEEPEST:
            self.flaw(N_("Quy trình con lồng nhau quá {depth} tầng."), depth=str(DEEPEST))
            return SubProcess(*head, Definition((), ()), content)
        self.depth += 1
        inner = self.parts(data)
        self.depth -= 1
        return SubProcess(*head, inner, content)

    def call(self, head: "_Head", data: Mapping[str, Any]) -> Node:
        organisation = self.text(data, "organisation") or "competent"
        return CallActivity(*head, self.text(data, "process"), organisation, self.text(data, "content"))

    def time(self, data: Mapping[str, Any]) -> tuple[Limit | None, str]:
        """A limit or a cron text; whether just one of them is there, the check asks."""
        cron = self.text(data, "cron")
        return (self.optional_limit(data) if cron else self.limit(data)), cron

    def performer(self, data: Mapping[str, Any]) -> Performer:
        found = data.get("performer")
        if not isinstance(found, Mapping):
            return Performer("")
        self.known(found, {"role", "organisation", "otherwise"})
        otherwise = self.texts(found, "otherwise")
        return Performer(self.text(found, "role"), self.text(found, "organisation") or "competent", otherwise)

    def optional_limit(self, data: Mapping[str, Any]) -> Limit | None:
        return self.limit(data) if data.get("limit") is not None else None

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


_Head = tuple[str, Kind, str]
_Read = Callable[[_Reader, _Head, Mapping[str, Any]], Node]
_READ: Mapping[Kind, _Read] = {
    Kind.USER_TASK: _Reader.user_task,
    Kind.RECEIVE_TASK: lambda it, head, data: Catch(*head, it.text(data, "message"), it.text(data, "content")),
    Kind.SERVICE_TASK: lambda it, head, data: ServiceTask(*head, it.text(data, "service"), it.text(data, "content")),
    Kind.RULE_TASK: _Reader.rule_task,
    Kind.SUB_PROCESS: _Reader.sub_process,
    Kind.CALL: _Reader.call,
    Kind.TIMER: _Reader.boundary_timer,
    Kind.BOUNDARY_MESSAGE: _Reader.boundary,
    Kind.BOUNDARY_SIGNAL: _Reader.boundary,
    Kind.BOUNDARY_ESCALATION: _Reader.boundary,
    Kind.CATCH_TIMER: lambda it, head, data: CatchTimer(*head, *it.time(data)),
    Kind.CATCH_MESSAGE: lambda it, head, data: Catch(*head, it.text(data, "message")),
    Kind.CATCH_SIGNAL: lambda it, head, data: Catch(*head, it.text(data, "signal")),
    Kind.THROW_MESSAGE: lambda it, head, data: Throw(*head, it.text(data, "message")),
    Kind.THROW_SIGNAL: lambda it, head, data: Throw(*head, it.text(data, "signal")),
    Kind.THROW_ESCALATION: lambda it, head, data: Throw(*head, it.text(data, "escalation")),
    Kind.END: lambda it, head, data: EndEvent(*head, it.flag(data, "terminate"), it.text(data, "escalation")),
}


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
    match node:
        case UserTask():
            data["performer"] = {"role": node.performer.role, "organisation": node.performer.organisation}
            data["performer"] |= _without_empty({"otherwise": list(node.performer.otherwise)})
            data |= _without_empty({"form": node.form, "outputs": list(node.outputs), "untimed": node.untimed})
            if node.outcomes != (DONE,):
                data["outcomes"] = [vars(outcome).copy() for outcome in node.outcomes]
        case BoundaryEvent():
            data |= {"attached_to": node.attached_to, "interrupting": node.interrupting}
        case ServiceTask():
            data["service"] = node.service
        case RuleTask():
            data["table"] = dict(node.table)
        case CallActivity():
            data |= {"process": node.process, "organisation": node.organisation}
        case SubProcess():
            data |= write_definition(node.inner)
        case EndEvent():
            data |= _without_empty({"terminate": node.terminate, "escalation": node.escalation})
        case _:
            pass
    if node.kind in EVENT_KEYS:
        data[EVENT_KEYS[node.kind]] = getattr(node, "event", "")
    limit = getattr(node, "limit", None)
    if isinstance(limit, Limit):
        data["limit"] = {"amount": str(limit.amount), "unit": str(limit.unit)}
    return data | _without_empty({"content": getattr(node, "content", ""), "cron": getattr(node, "cron", "")})


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", False, [])}
