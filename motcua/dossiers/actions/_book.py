"""What every action on a dossier does the same way: take it, check it is not stale, write what happened."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from motcua.dossiers.events import LinkedMoved
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.reads.acting import serves
from motcua.dossiers.reads.clock import explain
from motcua.dossiers.reads.signals import WENT_ON, signals_of
from motcua.dossiers.rules import Status
from motcua.platform.action import SYSTEM, Actor, ActorKind, NotAllowed, Refused, Stale, emit
from motcua.procedures.public import LinkedPart
from motcua.processes.public import Task

LONGEST_REASON = 1000
# What happened to a linked matter or one of its parts, so that the rest must follow.
MOVING = frozenset(
    {
        "received", "supplement_requested", "supplemented", "supplemented_at_counter", "resolved", "not_granted",
        "withdrawn", "withdrawn_at_counter", "stopped", "undone",
    }
)  # fmt: skip


def take(dossier: Dossier, *, revision: int | None = None, expect: frozenset[Status] | None = None) -> Dossier:
    """The dossier's row, locked and fresh. Raises Stale where somebody moved it since `revision` was read."""
    locked = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related(
            "version__procedure",
            "version__eform",
            "case__process",
            "part",
            "owner",
            "unit_of_record",
            "competent_authority",
        )
        .annotate(has_parts=Exists(LinkedPart.objects.filter(version=OuterRef("version")).order_by()))
    )
    try:
        fresh = locked.get(pk=dossier.pk)
    except Dossier.DoesNotExist:
        # Whom we waited for gave it to another body: the row no longer fits what it was joined with. It is there.
        fresh = locked.get(pk=dossier.pk)
    if revision is not None and fresh.revision != revision:
        raise Stale(_("Hồ sơ vừa được người khác xử lý. Xin xem lại trạng thái mới trước khi làm tiếp."))
    if expect is not None and Status(fresh.status) not in expect:
        raise moved_on(fresh)
    return fresh


def moved_on(dossier: Dossier) -> Stale:
    """What to raise where the dossier stands elsewhere than somebody thinks."""
    return Stale(
        _("Việc này không còn làm được: hồ sơ đang ở trạng thái “%(status)s”.")
        % {"status": dossier.get_status_display()}
    )


def put(dossier: Dossier, *fields: str) -> None:
    """Save the changed fields and raise the revision."""
    dossier.revision += 1
    if "due_at" in fields:
        fields = (*fields, "watch_at")
    dossier.save(update_fields=[*fields, "revision"])


def count_clock(dossier: Dossier, at: datetime) -> None:
    """Set `due_at` to what the events say, as of now; fields only, the caller saves. The clock is looked at anew."""
    explanation = explain(dossier, at)
    dossier.due_at = explanation.due_at if explanation else None
    dossier.watch_at = at if explanation else None


def write(
    dossier: Dossier,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    step: str = "",
    outcome: str = "",
    public_text: str = "",
    note: str = "",
    way_back: dict[str, Any] | None = None,
) -> DossierEvent:
    """Add to the dossier's history, as it stands now; `way_back` is what undoing it needs."""
    event = told(dossier, kind, by=by, at=at, step=step, outcome=outcome, public_text=public_text, note=note)
    event.way_back = way_back
    event.save()
    if kind in MOVING and (dossier.whole_id is not None or dossier.is_linked):
        emit(LinkedMoved(dossier.whole_id or dossier.pk, at))
    return event


def told(
    dossier: Dossier,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    step: str = "",
    outcome: str = "",
    public_text: str = "",
    note: str = "",
) -> DossierEvent:
    """A line of the dossier's history, not written yet."""
    return DossierEvent(
        dossier=dossier,
        at=at,
        kind=kind,
        status=dossier.status,
        account_id=by.account_id,
        position_id=by.position_id,
        organisation_id=by.organisation_id,
        step=step,
        outcome=outcome,
        public_text=public_text,
        note=note,
    )


def is_at_counter(dossier: Dossier, permission: str, *, by: Actor) -> bool:
    """Whether an official acts for the applicant who stands at the counter. Raises NotAllowed at another counter."""
    if by.kind is not ActorKind.OFFICIAL:
        return False
    if not serves(by, permission, dossier):
        raise NotAllowed(_("Chỉ nơi tiếp nhận hồ sơ được ghi nhận thay người nộp."))
    return True


def go_on(dossier: Dossier, reason: str, *, by: Actor, at: datetime, more: Collection[str] = ()) -> None:
    """Write down why an official goes on in spite of what warned them, if anything did; `more` is what warned besides.

    Raises Refused for far too long a reason.
    """
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Lý do dài quá 1.000 ký tự."), "went_on")
    kinds = {*more, *(signal.kind for signal in signals_of(dossier, SYSTEM))} if reason else set()
    if kinds:
        write(dossier, WENT_ON, by=by, at=at, outcome=" ".join(sorted(kinds)), note=reason)


def required(text: str, field: str, message: str) -> str:
    """A text that must not be blank. Raises Refused."""
    text = text.strip()
    if not text:
        raise Refused(message, field)
    return text


def task_of(dossier: Dossier, task_id: int) -> Task:
    """An open step of this dossier. Raises Refused for one of another dossier, closed, or made up."""
    task = (
        Task.objects.select_related("instance__version")
        .filter(pk=task_id, instance=dossier.instance_id, state="open")
        .first()
    )
    if task is None or dossier.instance_id is None:
        raise Refused(_("Bước này không còn mở hoặc không thuộc hồ sơ."))
    return task
