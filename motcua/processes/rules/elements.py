"""What can be seen on one element alone: a name that is missing, a step without performer, a clock without a step."""

import re
from collections.abc import Iterator

from motcua.processes.rules.cron import BadCron, read_cron
from motcua.processes.rules.decisions import table_flaws
from motcua.processes.rules.definition import (
    EVENT_KEYS,
    GATEWAYS,
    RELATIONS,
    UNIT_PREFIX,
    BoundaryEvent,
    BoundaryTimer,
    CallActivity,
    CatchTimer,
    Definition,
    EndEvent,
    Kind,
    Node,
    RuleTask,
    ServiceTask,
    SubProcess,
    UserTask,
)
from motcua.processes.rules.flaws import N_, Flaw

EVENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}")
BOUNDARY = frozenset({Kind.TIMER, Kind.BOUNDARY_MESSAGE, Kind.BOUNDARY_SIGNAL, Kind.BOUNDARY_ESCALATION})
HOSTS = frozenset({Kind.USER_TASK, Kind.RECEIVE_TASK, Kind.SERVICE_TASK, Kind.SUB_PROCESS, Kind.CALL})
"""On what a boundary event can stand."""
_UNNAMED = {
    "message": N_("“{node}” cần mã thông điệp: chữ không dấu, số, gạch và dấu chấm."),
    "signal": N_("“{node}” cần mã tín hiệu: chữ không dấu, số, gạch và dấu chấm."),
    "escalation": N_("“{node}” cần mã báo vượt cấp: chữ không dấu, số, gạch và dấu chấm."),
}


def named(node: Node) -> dict[str, str]:
    """How a sentence calls the node."""
    return {"node": node.name or node.id}


def element_flaws(scope: Definition) -> Iterator[Flaw]:
    """What is wrong with the single elements of one scope: a process, or an embedded sub-process by itself."""
    for node in scope.nodes:
        ways_in = sum(flow.target == node.id for flow in scope.flows)
        ways_out = sum(flow.source == node.id for flow in scope.flows)
        yield from _ways(node, ways_in, ways_out)
        yield from _event(node)
        if isinstance(node, UserTask):
            yield from _task(node)
        elif isinstance(node, BoundaryEvent):
            yield from _boundary(node, scope)
        elif isinstance(node, CatchTimer):
            yield from _time(node)
        elif isinstance(node, ServiceTask):
            yield from _service(node)
        elif isinstance(node, CallActivity):
            yield from _call(node)
        elif isinstance(node, RuleTask):
            yield from table_flaws(node.id, node.name or node.id, node.table)
        elif isinstance(node, EndEvent):
            yield from _end(node)


def _ways(node: Node, ways_in: int, ways_out: int) -> Iterator[Flaw]:
    if node.kind is Kind.START or node.kind in BOUNDARY:
        if ways_in:
            yield Flaw(node.id, N_("Không được có đường đi vào “{node}”."), named(node))
    elif not ways_in:
        yield Flaw(node.id, N_("Không có đường nào đi vào “{node}”."), named(node))
    if node.kind is Kind.END:
        if ways_out:
            yield Flaw(node.id, N_("Không được có đường đi ra từ điểm kết thúc “{node}”."), named(node))
    elif not ways_out:
        yield Flaw(node.id, N_("Không có đường nào đi ra từ “{node}”."), named(node))
    elif ways_out > 1 and node.kind not in GATEWAYS:
        yield Flaw(node.id, N_("“{node}” chỉ được có một đường ra; muốn rẽ xin dùng cổng rẽ nhánh."), named(node))


def _task(task: UserTask) -> Iterator[Flaw]:
    if not task.name:
        yield Flaw(task.id, N_("Bước “{node}” chưa có tên."), named(task))
    if not task.performer.role:
        yield Flaw(task.id, N_("Bước “{node}” chưa có người thực hiện."), named(task))
    yield from _place(task, task.performer.organisation)
    if task.limit is None and not task.untimed:
        yield Flaw(
            task.id, N_("Bước “{node}” chưa có thời gian; không tính thì xin chọn “không tính thời gian”."), named(task)
        )
    elif task.limit is not None and task.untimed:
        yield Flaw(task.id, N_("Bước “{node}” vừa có thời gian, vừa ghi không tính thời gian."), named(task))
    keys = [outcome.key for outcome in task.outcomes]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Flaw(task.id, N_("Bước “{node}” có hai kết quả cùng mã “{key}”."), named(task) | {"key": key})
    if not any(outcome.completes for outcome in task.outcomes):
        yield Flaw(task.id, N_("Bước “{node}” không có kết quả nào làm xong bước."), named(task))


def _place(node: Node, where: str) -> Iterator[Flaw]:
    if where not in RELATIONS and not (where.startswith(UNIT_PREFIX) and len(where) > len(UNIT_PREFIX)):
        values = named(node) | {"where": where[:80]}
        yield Flaw(node.id, N_("Bước “{node}”: không rõ cơ quan thực hiện “{where}”."), values)


def _event(node: Node) -> Iterator[Flaw]:
    if node.kind not in EVENT_KEYS:
        return
    event = getattr(node, "event", "")
    if node.kind is Kind.BOUNDARY_ESCALATION and not event:
        return
    if not EVENT_NAME.fullmatch(event):
        yield Flaw(node.id, _UNNAMED[EVENT_KEYS[node.kind]], named(node))


def _boundary(event: BoundaryEvent, scope: Definition) -> Iterator[Flaw]:
    host = next((node for node in scope.nodes if node.id == event.attached_to), None)
    if host is None or host.kind not in HOSTS:
        yield Flaw(event.id, N_("Đồng hồ hoặc sự kiện “{node}” chưa gắn vào bước nào."), named(event))
    elif event.kind is Kind.BOUNDARY_ESCALATION and not isinstance(host, SubProcess | CallActivity):
        template = N_("“{node}” bắt báo vượt cấp thì phải gắn vào quy trình con hoặc quy trình được gọi.")
        yield Flaw(event.id, template, named(event))
    if isinstance(event, BoundaryTimer):
        yield from _time(event)


def _time(node: BoundaryTimer | CatchTimer) -> Iterator[Flaw]:
    if (node.limit is None) == (not node.cron):
        yield Flaw(node.id, N_("Đồng hồ “{node}” cần hoặc thời hạn, hoặc lịch hẹn."), named(node))
    elif node.cron:
        try:
            read_cron(node.cron)
        except BadCron as bad:
            yield Flaw(node.id, N_("Đồng hồ “{node}”: {why}."), named(node) | {"why": str(bad)})


def _service(task: ServiceTask) -> Iterator[Flaw]:
    if not EVENT_NAME.fullmatch(task.service):
        yield Flaw(task.id, N_("Bước tự động “{node}” chưa có mã dịch vụ."), named(task))


def _end(end: EndEvent) -> Iterator[Flaw]:
    if end.terminate and end.escalation:
        yield Flaw(end.id, N_("“{node}” không thể vừa dừng tất cả vừa báo vượt cấp."), named(end))
    elif end.escalation and not EVENT_NAME.fullmatch(end.escalation):
        yield Flaw(end.id, _UNNAMED["escalation"], named(end))


def _call(call: CallActivity) -> Iterator[Flaw]:
    if not call.process:
        yield Flaw(call.id, N_("“{node}” chưa nói gọi quy trình nào."), named(call))
    yield from _place(call, call.organisation)
