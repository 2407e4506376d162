"""A process as data: what its owner drew, as frozen values. `reading` makes them of JSON and JSON of them.

Every element has an `id` that is unique in the whole process, embedded sub-processes included. The names are those of
BPMN 2.0; what is not named here is not supported.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from motcua.processes.rules.flaws import N_

RESERVED = frozenset({"outcome", "outcomes", "rounds", "messages", "heard"})
"""Variables that the engine keeps itself."""
RELATIONS = frozenset({"competent", "receiving", "record"})
UNIT_PREFIX = "unit:"


class Kind(StrEnum):
    """What a node is."""

    START = "start_event"
    USER_TASK = "user_task"
    RECEIVE_TASK = "receive_task"
    SERVICE_TASK = "service_task"
    RULE_TASK = "business_rule_task"
    SUB_PROCESS = "sub_process"
    CALL = "call_activity"
    EXCLUSIVE = "exclusive_gateway"
    PARALLEL = "parallel_gateway"
    INCLUSIVE = "inclusive_gateway"
    TIMER = "boundary_timer"
    BOUNDARY_MESSAGE = "boundary_message"
    BOUNDARY_SIGNAL = "boundary_signal"
    BOUNDARY_ESCALATION = "boundary_escalation"
    CATCH_TIMER = "catch_timer"
    CATCH_MESSAGE = "catch_message"
    CATCH_SIGNAL = "catch_signal"
    THROW_MESSAGE = "throw_message"
    THROW_SIGNAL = "throw_signal"
    THROW_ESCALATION = "throw_escalation"
    END = "end_event"


GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE})
CHOICES = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
EVENT_KEYS = {
    Kind.RECEIVE_TASK: "message",
    Kind.BOUNDARY_MESSAGE: "message",
    Kind.BOUNDARY_SIGNAL: "signal",
    Kind.BOUNDARY_ESCALATION: "escalation",
    Kind.CATCH_MESSAGE: "message",
    Kind.CATCH_SIGNAL: "signal",
    Kind.THROW_MESSAGE: "message",
    Kind.THROW_SIGNAL: "signal",
    Kind.THROW_ESCALATION: "escalation",
}
"""Under what word the JSON of a kind names its message, signal or escalation."""


UNTIMED = "untimed"
"""What stands for the unit of a limit, in files and forms, where a step's time is not counted."""


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

    `organisation` is "competent", "receiving", "record" (facts.md 0.3) or "unit:<identifier>"; `otherwise` are the
    roles there that do it while nobody holds this one, before its heads do.
    """

    role: str
    organisation: str = "competent"
    otherwise: tuple[str, ...] = ()


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
    """A step done by an official, within a limit unless it is said to be `untimed`: the citizen's turn, for example."""

    performer: Performer = Performer("")
    limit: Limit | None = None
    outcomes: tuple[Outcome, ...] = (DONE,)
    form: str = ""
    outputs: tuple[str, ...] = ()
    content: str = ""
    untimed: bool = False


@dataclass(frozen=True)
class ServiceTask(Node):
    """A step done by a registered service, by name, outside the request; what it finds become variables."""

    service: str = ""
    content: str = ""


@dataclass(frozen=True)
class RuleTask(Node):
    """A step that a decision table does at once: `table` is the JSON that `decisions.read_table` reads."""

    table: Mapping[str, Any] = field(default_factory=dict)
    content: str = ""


@dataclass(frozen=True)
class Catch(Node):
    """Waits for what it is told of: a message (receive_task, catch_message) or a signal, by name."""

    event: str = ""
    content: str = ""


@dataclass(frozen=True)
class CatchTimer(Node):
    """Waits for a time to pass (`limit`), or for the next instant that `cron` (minute hour day month weekday) says."""

    limit: Limit | None = None
    cron: str = ""


@dataclass(frozen=True)
class Throw(Node):
    """Tells a message, a signal or an escalation, by name, and goes on."""

    event: str = ""


@dataclass(frozen=True)
class BoundaryEvent(Node):
    """Something that may happen while a step waits; an interrupting one takes the step away.

    `event` is the name of the message, signal or escalation; an escalation without a name catches any.
    """

    attached_to: str = ""
    interrupting: bool = False
    event: str = ""


@dataclass(frozen=True)
class BoundaryTimer(BoundaryEvent):
    """What happens when a step takes too long, or at the next instant that `cron` says."""

    limit: Limit | None = None
    cron: str = ""


@dataclass(frozen=True)
class CallActivity(Node):
    """Another process, by its code, as a child of this one: in the organisation of that relation, to its end."""

    process: str = ""
    organisation: str = "competent"
    content: str = ""


@dataclass(frozen=True)
class EndEvent(Node):
    """Where a token ends. A terminating one takes all others of its process along; `escalation` is told upwards."""

    terminate: bool = False
    escalation: str = ""


@dataclass(frozen=True)
class Flow:
    """The way from one node to the next; `condition` and `default` only behind a gateway that chooses.

    `max_rounds`: how often a matter may take it, 0 for any number; then it is no way any more.
    """

    id: str
    source: str
    target: str
    condition: str = ""
    default: bool = False
    name: str = ""
    max_rounds: int = 0


@dataclass(frozen=True)
class Definition:
    """A whole process."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    def every_scope(self, owner: str | None = None) -> Iterator[tuple[str | None, "Definition"]]:
        """The process itself, then each embedded sub-process with the id of the node that embeds it."""
        yield owner, self
        for node in self.nodes:
            if isinstance(node, SubProcess):
                yield from node.inner.every_scope(node.id)

    def every_node(self) -> Iterator[Node]:
        """All nodes, those of embedded sub-processes included."""
        return (node for _owner, scope in self.every_scope() for node in scope.nodes)

    def every_flow(self) -> Iterator[Flow]:
        """All flows, those of embedded sub-processes included."""
        return (flow for _owner, scope in self.every_scope() for flow in scope.flows)


@dataclass(frozen=True)
class SubProcess(Node):
    """Steps drawn together: begun by its own start event, over when nothing in it is left."""

    inner: Definition = Definition((), ())
    content: str = ""
