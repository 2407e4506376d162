"""Counting a dossier's dates anew where working days changed, and letting the applicant hear of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from motcua.dossiers.actions._book import told
from motcua.dossiers.events import DossiersRecounted
from motcua.dossiers.models import ClockPause, Dossier, DossierEvent, SupplementRequest
from motcua.dossiers.reads.clock import accept_in, counted
from motcua.dossiers.rules import Phase, Recount
from motcua.organisations.public import WorkingCalendar
from motcua.platform.action import Actor, emit
from motcua.platform.clock import VIETNAM


def tell_moved(entries: Sequence[DossierEvent], at: datetime) -> None:
    """Applicants are to hear where what they were promised is on another day; not of hours, nor of accepting."""
    moves = [(entry.dossier_id, Recount.read(entry.outcome)) for entry in entries]
    days = [pk for pk, move in moves if move.of == "due_at" and is_another_day(move.before, move.after)]
    if days:
        emit(DossiersRecounted(days, at))


def is_another_day(before: datetime, after: datetime) -> bool:
    """Whether two instants lie on different days in Vietnam."""
    return before.astimezone(VIETNAM).date() != after.astimezone(VIETNAM).date()


def recounted(dossier: Dossier, calendar: WorkingCalendar, what: str, *, by: Actor, at: datetime) -> list[DossierEvent]:
    """Count anew a dossier that the caller holds and saves; the entry, for the caller to write, if it moved."""
    prefetch_related_objects([dossier], *stops())
    change = moved(dossier, calendar, at)
    return [told(dossier, "recounted", by=by, at=at, outcome=str(change), public_text=what)] if change else []


def stops() -> tuple["Prefetch[str]", "Prefetch[str]"]:
    """What `moved` reads of dossiers besides themselves."""
    intake = SupplementRequest.objects.filter(phase=Phase.INTAKE)
    return (
        Prefetch("pauses", ClockPause.objects.filter(ended_at__isnull=False)),
        Prefetch("supplements", intake.only("dossier", "answered_at")),
    )


def moved(dossier: Dossier, calendar: WorkingCalendar, at: datetime) -> Recount | None:
    """Set the dates to what the calendar says now; what that changed, None where nothing."""
    if dossier.received_at is None:
        before = dossier.accept_by
        if before is None:
            return None
        supplied = [each.answered_at for each in dossier.supplements.all() if each.answered_at is not None]
        since = max([dossier.submitted_at, *supplied])
        dossier.accept_by = accept_in(calendar, since, dossier.case.accept_within_hours)
        return Recount("accept_by", before, dossier.accept_by) if dossier.accept_by != before else None
    explanation, before = counted(dossier, dossier.pauses.all(), calendar), dossier.due_at
    if explanation is None or before is None or explanation.due_at == before:
        return None
    dossier.due_at, dossier.watch_at = explanation.due_at, at
    return Recount("due_at", before, dossier.due_at)
