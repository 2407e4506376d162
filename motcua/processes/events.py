"""What happened in a process: told to those who know what the subject is."""

from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class TaskOpened(Event):
    """A step waits for somebody."""

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

    subject: str
    instance_id: int
    at: datetime


@dataclass(frozen=True)
class TimerFired(Event):
    """A step took longer than its timer allows; `interrupting` says whether the step was taken away."""

    subject: str
    instance_id: int
    task_id: int
    node: str
    timer: str
    interrupting: bool
    at: datetime
