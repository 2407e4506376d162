"""Time that a partner took while the clock ran: recorded as an interval with the partner's name."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, put, required, take, write
from motcua.dossiers.actions._recounting import is_another_day
from motcua.dossiers.events import StoodForOpinion
from motcua.dossiers.models import ClockPause, Dossier, OutsideWait
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.rules import UNDECIDED, Status
from motcua.organisations.public import calendar_of, working_time_between
from motcua.platform.action import Actor, ActorKind, Refused, Stale, action, emit
from motcua.processes.public import relist

KINDS = dict(OutsideWait.KINDS)


@action("dossiers.record_outside_wait")
def begin_outside_wait(
    dossier: Dossier, *, partner: str, kind: str, ground: str = "", by: Actor, at: datetime
) -> OutsideWait:
    """Record from when a partner (`consultation`) or a system of theirs (`system`) keeps a dossier waiting.

    The legal clock runs on: the delay is the partner's in the figures. Raises Refused where no partner is named, it is
    recorded already, or the official has no part in the dossier.
    """
    partner = required(partner, "partner", _("Xin ghi tên cơ quan hoặc hệ thống đang chờ."))
    if kind not in KINDS:
        raise Refused(_("Xin chọn đang chờ việc gì."), "kind")
    fresh = take(dossier, expect=UNDECIDED | {Status.AWAITING_SUPPLEMENT})
    _check(fresh, by)
    if fresh.outside_waits.filter(partner=partner, ended_at=None).exists():
        raise Refused(_("Đã ghi nhận đang chờ nơi này."), "partner")
    wait = OutsideWait.objects.create(
        dossier=fresh, partner=partner, kind=kind, ground=ground.strip(), started_at=at, recorded_by_id=by.account_id
    )
    write(fresh, "outside_wait_begun", by=by, at=at, outcome=kind, note=partner)
    return wait


@action("dossiers.pause_for_opinion", open_to_all=True)
def pause_for_opinion(
    dossier: Dossier, wait: OutsideWait, *, until: datetime, article: str, by: Actor, at: datetime
) -> ClockPause | None:
    """Let the clock stand from now until the agency's deadline, by the article of law that says so; an answer before
    ends it. Whoever calls has asked whether they may. None where no clock runs: of a part of a linked matter, before
    receipt, or once it is settled.
    """
    fresh = take(dossier)
    if fresh.whole_id is not None or fresh.received_at is None or fresh.settled_at is not None or until <= at:
        return None
    pause = ClockPause.objects.create(
        dossier=fresh, started_at=at, ended_at=until, ground="consultation", article=article,
        approved_by_id=by.account_id,
    )  # fmt: skip
    OutsideWait.objects.filter(pk=wait.pk).update(pause=pause)
    _count_anew(fresh, by=by, at=at)
    return pause


def _count_anew(fresh: Dossier, *, by: Actor, at: datetime) -> None:
    before = fresh.due_at
    count_clock(fresh, at)
    if before is not None and fresh.due_at is not None and is_another_day(before, fresh.due_at):
        emit(StoodForOpinion(fresh.pk, before, at))
    put(fresh, "due_at")
    if fresh.instance_id is not None and fresh.status != Status.AWAITING_SUPPLEMENT:
        relist({fresh.instance_id: fresh.due_at}, by=by, at=at)


@action("dossiers.record_outside_wait")
def end_outside_wait(dossier: Dossier, *, wait_id: int, by: Actor, at: datetime) -> OutsideWait:
    """Record that what was waited for is there. Raises Stale where it is no longer waited for."""
    fresh = take(dossier)
    _check(fresh, by)
    wait = OutsideWait.objects.select_for_update().filter(pk=wait_id, dossier=fresh, ended_at=None).first()
    if wait is None:
        raise Stale(_("Nơi này không còn đang chờ nữa."))
    calendar = calendar_of(fresh.unit_of_record_id)
    wait.ended_at = max(at, wait.started_at)
    wait.working_minutes = working_time_between(calendar, wait.started_at, wait.ended_at) // timedelta(minutes=1)
    wait.save(update_fields=["ended_at", "working_minutes"])
    if wait.pause is not None and wait.pause.ended_at is not None and wait.pause.ended_at > wait.ended_at:
        wait.pause.ended_at = wait.ended_at
        wait.pause.save(update_fields=["ended_at"])
        if fresh.settled_at is None:
            _count_anew(fresh, by=by, at=at)
    write(fresh, "outside_wait_ended", by=by, at=at, outcome=wait.kind, note=wait.partner)
    return wait


def _check(dossier: Dossier, by: Actor) -> None:
    if by.kind is ActorKind.SYSTEM:
        return
    here = (dossier.unit_of_record_id, dossier.competent_authority_id)
    if not reaches(by, "dossiers.record_outside_wait", *here):
        raise Refused(_("Chỉ cơ quan tiếp nhận hoặc giải quyết hồ sơ được ghi nhận việc này."))
