"""What pages show of consultations, and when an agency is reminded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from motcua.consultations.models import ConsultationFile, Opinion
from motcua.consultations.rules import Policy, Question, State
from motcua.organisations.public import WorkingCalendar, add_working_time, working_time_between
from motcua.platform.action import Actor

TABS = ("waiting", "answered", "asked")


def next_reminder(
    policy: Policy, calendar: WorkingCalendar, asked_at: datetime, due_at: datetime, after: datetime
) -> datetime | None:
    """The next instant after `after` at which an agency is reminded, so many of its working hours before the deadline.

    None where none is left; marks from before it was asked are left out.
    """
    whole = working_time_between(calendar, asked_at, due_at)
    ahead = [whole - timedelta(hours=hours) for hours in policy.remind_hours]
    marks = [add_working_time(calendar, asked_at, each) for each in ahead if each > timedelta()]
    return min((mark for mark in marks if after < mark < due_at), default=None)


def in_tab(actor: Actor, tab: str) -> Any:
    """The opinions that the actor may see, in one of the `TABS`: owed, given, asked by their agency."""
    received = Opinion.objects.received_by(actor)
    return {
        "waiting": received.waiting(),
        "answered": received.exclude(state__in=(State.OPEN, State.ESCALATED)),
        "asked": Opinion.objects.asked_by(actor),
    }[tab]


def counts(actor: Actor, now: datetime) -> Mapping[str, int]:
    """How many opinions the actor's agency owes, and how many of them are late. One statement."""
    late = Count("pk", filter=Q(due_at__lt=now))
    return Opinion.objects.received_by(actor).waiting().order_by().aggregate(waiting=Count("pk"), late=late)


@dataclass(frozen=True)
class Answered:
    """A question with what an agency answered to it, "" for nothing yet."""

    question: Question
    given: str


def answered(opinion: Opinion) -> list[Answered]:
    """The questions of an opinion with its answers."""
    return [Answered(question, opinion.answers.get(question.key, "")) for question in opinion.consultation.asked]


def opinions_of(dossier_id: int, actor: Actor) -> list[Opinion]:
    """Every opinion about a dossier that the actor may see, the last asked first, with files at hand."""
    seen = Opinion.objects.visible_to(actor).filter(consultation__dossier=dossier_id)
    named = seen.select_related("consultation__asked_by", "organisation", "answered_by")
    return list(named.prefetch_related("files__file").order_by("-consultation_id", "id"))


def siblings_of(opinion: Opinion, actor: Actor) -> list[Opinion]:
    """What the other agencies asked say, where the actor may see it."""
    others = Opinion.objects.visible_to(actor).filter(consultation=opinion.consultation).exclude(pk=opinion.pk)
    return list(others.select_related("organisation", "consultation").order_by("id"))


def files_of(opinion: Opinion) -> tuple[Sequence[ConsultationFile], Sequence[ConsultationFile]]:
    """What the asker showed, and what this agency attached. One statement."""
    shown = ConsultationFile.objects.filter(consultation=opinion.consultation_id).select_related("file")
    files = [each for each in shown if each.opinion_id in (None, opinion.pk)]
    return [each for each in files if each.opinion_id is None], [each for each in files if each.opinion_id is not None]
