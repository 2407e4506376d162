"""What happened to accounts that others may want to know."""

from dataclasses import dataclass
from datetime import datetime

from motcua.platform.events import Event


@dataclass(frozen=True)
class FactorsReset(Event):
    """An administrator took the second factors off somebody's account."""

    account_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True)
class ViewedAs(Event):
    """Somebody looks at the system through an official's eyes from now on; `reason` as they gave it."""

    account_id: int
    person_id: int
    viewer_id: int
    reason: str
    at: datetime


@dataclass(frozen=True)
class AccountImportQueued(Event):
    """A list of accounts waits to be worked on."""

    import_id: int


@dataclass(frozen=True)
class ReviewAsked(Event):
    """So many rights of people whom this person leads wait to be kept or taken away, until `due_at`."""

    review_id: int
    person_id: int
    left: int
    due_at: datetime
    at: datetime


@dataclass(frozen=True)
class DormantWarned(Event):
    """Nobody used an official's account for `days`; from `lock_at` an administrator may lock it."""

    account_id: int
    person_id: int
    days: int
    lock_at: datetime
    at: datetime
