"""Form 06 of Thông tư 03/2025/TT-VPCP, written anew from what happened: from hand to hand, and whether in time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.models import Dossier, DossierEvent, ResultDelivery
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE, common_of
from motcua.dossiers.rules import is_before_day
from motcua.papers.public import ControlSlipData, HandOver
from motcua.processes.public import Task, TaskState


class _Giver(NamedTuple):
    unit: str
    name: str
    outcome: str = ""


def outcome_words(due_at: datetime | None, done_at: datetime | None) -> str:
    """Before the day it was due, in time, or too late; "" where nothing was due or nothing is done."""
    if due_at is None or done_at is None:
        return ""
    if done_at > due_at:
        return _("Quá hạn")
    return _("Trước hạn") if is_before_day(done_at, due_at) else _("Đúng hạn")


def slip_subject(dossier: Dossier) -> str:
    """Under which name form 06 is kept: it goes from hand to hand among officials and is no paper for the applicant."""
    return f"dossiers.control_slip:{dossier.pk}"


def is_early(dossier: Dossier) -> bool:
    """Whether the matter was settled before the day that was promised."""
    due, settled = dossier.due_at, dossier.resolved_at
    return due is not None and settled is not None and is_before_day(settled, due)


@override(OFFICIAL_LANGUAGE)
def control_slip(dossier: Dossier, at: datetime) -> ControlSlipData:
    """Who handed it to whom and when, with the result of each, as far as it has come; of one that was accepted."""
    assert dossier.received_at is not None
    parts = list(dossier.parts.select_related("competent_authority", "part").order_by("received_at", "pk"))
    tasks = list(_steps(dossier))
    rows = [*(_of_parts(dossier, parts) if parts else ()), *_of_steps(dossier, tasks), *_to_the_applicant(dossier)]
    here = {dossier.unit_of_record_id, dossier.competent_authority_id, dossier.place_of_receipt_id}
    others = [task.organisation.name for task in tasks if task.organisation_id not in here]
    return ControlSlipData(
        **common_of(dossier, at),
        resolving_unit=dossier.competent_authority.name,
        coordinating_units=tuple(dict.fromkeys([*(part.competent_authority.name for part in parts), *others])),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        hand_overs=tuple(sorted(rows, key=lambda row: row.at)),
    )


def _steps(dossier: Dossier) -> QuerySet[Task]:
    steps = Task.objects.of_subject(dossier.subject).exclude(state=TaskState.CANCELLED)
    return steps.select_related("organisation", "assignee", "closed_by").order_by("opened_at", "id")


def _counter(dossier: Dossier) -> _Giver:
    accepted = DossierEvent.objects.filter(dossier=dossier, kind="received").select_related("account").first()
    name = accepted.account.display_name if accepted is not None and accepted.account is not None else ""
    return _Giver(dossier.place_of_receipt.name, name)


def _of_steps(dossier: Dossier, tasks: Sequence[Task]) -> Iterator[HandOver]:
    counter = _counter(dossier)
    for task in tasks:
        done = [each for each in tasks if each.pk < task.pk and each.closed_at and each.closed_at <= task.opened_at]
        before = max(done, key=lambda each: (each.closed_at, each.pk), default=None)
        giver = counter if before is None else _giver(before)
        taker = task.closed_by or task.assignee
        yield HandOver(
            from_unit=giver.unit,
            to_unit=task.organisation.name,
            at=task.opened_at,
            from_name=giver.name,
            to_name=taker.display_name if taker is not None else "",
            outcome=giver.outcome,
            note=task.name,
        )


def _giver(task: Task) -> _Giver:
    name = task.closed_by.display_name if task.closed_by is not None else ""
    return _Giver(task.organisation.name, name, outcome_words(task.due_at, task.closed_at))


def _of_parts(dossier: Dossier, parts: Sequence[Dossier]) -> Iterator[HandOver]:
    """What each agency of a linked matter was given, and gave back."""
    unit = dossier.unit_of_record.name
    for part in parts:
        agency, name = part.competent_authority.name, part.part.name if part.part is not None else ""
        if part.received_at is not None:
            yield HandOver(from_unit=unit, to_unit=agency, at=part.received_at, note=name)
        if part.settled_at is not None:
            outcome = outcome_words(part.due_at, part.settled_at)
            yield HandOver(from_unit=agency, to_unit=unit, at=part.settled_at, outcome=outcome, note=name)


def _to_the_applicant(dossier: Dossier) -> Iterator[HandOver]:
    """Results in the hands of who asked for them; the one that settles it is measured by the day that was promised."""
    deliveries = ResultDelivery.objects.filter(dossier=dossier).select_related("organisation", "delivered_by")
    for handed in deliveries.prefetch_related("outputs").order_by("delivered_at", "pk"):
        parts = ", ".join(part.name for part in handed.outputs.all())
        yield HandOver(
            from_unit=(handed.organisation or dossier.unit_of_record).name,
            to_unit=_("Người nộp hồ sơ"),
            at=handed.delivered_at,
            from_name=handed.delivered_by.display_name if handed.delivered_by is not None else "",
            to_name=handed.receiver,
            outcome=outcome_words(dossier.due_at, dossier.resolved_at) if handed.has_last else "",
            note=_("Trả kết quả") if handed.has_last else _("Trả từng phần: %(names)s") % {"names": parts},
        )
