"""What somebody just did to a dossier and can still take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.reads.wording import span_words
from motcua.dossiers.rules import undo_until
from motcua.platform.action import Actor
from motcua.platform.settings import installation


@dataclass(frozen=True)
class Undoable:
    """An act that its doer can take back until then; `words` says which."""

    event: int
    words: str
    until: datetime
    left: str


def occasion_of(at: datetime) -> str:
    """Under which occasion word of an act goes out that may be undone, so that it can be taken back with it."""
    return f"undoable {at.astimezone(UTC).isoformat()}"


def last_act(events: Sequence[DossierEvent]) -> DossierEvent | None:
    """The last thing that somebody did; what the system does by itself, as handing out steps, is no act."""
    return next((event for event in reversed(events) if event.account_id is not None), None)


def undoable(events: Sequence[DossierEvent], actor: Actor, now: datetime) -> Undoable | None:
    """What this actor may still undo: their own last act, where nothing happened since and it has a way back."""
    last = last_act(events)
    if last is None or last.account_id != actor.account_id or last.way_back is None:
        return None
    until = undo_until(last.kind, last.at, installation().undo_within)
    if until is None or now > until:
        return None
    step = f" “{last.step}”" if last.step else ""
    return Undoable(last.pk, f"{last.get_kind_display()}{step}", until, span_words(until - now))


def undone(events: Sequence[DossierEvent]) -> frozenset[int]:
    """The events that were taken back."""
    return frozenset(event.way_back["undoes"] for event in events if event.kind == "undone" and event.way_back)
