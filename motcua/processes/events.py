"""What happened in a process: told to those who know what the subject is."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.platform.events import Event


@dataclass(frozen=True)
class TaskOpened(Event):
    """A step waits for somebody."""

    no_handler_because: ClassVar[str] = "inboxes read the tasks themselves; the owner of a matter may want to know"

    subject: str
    instance_id: int
    task_id: int
    node: str
    role: str
    organisation_id: int
    due_at: datetime | None
    at: datetime


@dataclass(frozen=True)
class TaskCompleted(Event):
    """A step was done, with this outcome."""

    no_handler_because: ClassVar[str] = "who completes a step is told by the Movement; figures per step come later"

    subject: str
    instance_id: int
    task_id: int
    node: str
    outcome: str
    account_id: int | None
    at: datetime


@dataclass(frozen=True)
class InstanceFinished(Event):
    """No step is left."""

    no_handler_because: ClassVar[str] = "who completes the last step is told by the Movement"

    subject: str
    instance_id: int
    at: datetime


@dataclass(frozen=True)
class TimerFired(Event):
    """A step took longer than its timer allows; `interrupting` says whether the step was taken away."""

    no_handler_because: ClassVar[str] = "what follows is drawn in the process itself"

    subject: str
    instance_id: int
    task_id: int
    node: str
    timer: str
    interrupting: bool
    at: datetime


@dataclass(frozen=True)
class MessageTold(Event):
    """A process told a message: what waits for it in the same matter is to hear it."""

    subject: str
    instance_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class SignalTold(Event):
    """A signal was told: whatever waits for it, in any matter, is to hear it."""

    name: str
    at: datetime


@dataclass(frozen=True)
class WaitCame(Event):
    """What a matter waits for is to be seen to: a service to be called, or what came while the matter was held."""

    wait_id: int
    at: datetime


@dataclass(frozen=True)
class EscalationRaised(Event):
    """A process escalated and nothing in it, nor in what called it, catches that."""

    no_handler_because: ClassVar[str] = "whom to tell of it the owner of the matter knows"

    subject: str
    instance_id: int
    name: str
    at: datetime
