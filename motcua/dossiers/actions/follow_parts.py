from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.actions._book import count_clock, put, take, write
from motcua.dossiers.actions.deliver import deliver
from motcua.dossiers.actions.open_parts import open_parts
from motcua.dossiers.actions.resolve import resolve
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.models import ClockPause, Dossier
from motcua.dossiers.reads.linked import Plan, part_end_words, plan_of
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE
from motcua.dossiers.rules import Resolution, Status
from motcua.dossiers.rules.parts import PartState, merged_stretches
from motcua.platform.action import Actor, Refused, action, attempt
from motcua.processes.public import deliver_message

# What the process of a linked procedure waits for: all parts have ended.
ENDED = "parts.ended"
_TOLD = {
    PartState.GRANTED: "part_granted",
    PartState.REFUSED: "part_refused",
    PartState.STOPPED: "part_stopped",
}


@action("dossiers.follow_parts")
def follow_parts(whole: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Let a linked matter follow its parts: its clock stands while one waits for the applicant, what ended is written
    down, what comes after begins, and once nothing is left the whole is settled (Nghị định 118/2025/NĐ-CP, điều 17).

    Counted anew from how the parts stand: however often this is called, in whichever order, it ends the same.
    """
    fresh = take(whole)
    plan = plan_of(fresh) if fresh.received_at is not None and fresh.settled_at is None else None
    if plan is None:
        return fresh
    _write_down(plan, by=by, at=at)
    _stand_or_run(plan, by=by, at=at)
    begun = open_parts(fresh, by=by, at=at)
    if not begun and plan.end is not None:
        _settle(plan, plan.end, by=by, at=at)
    return fresh


def _write_down(plan: Plan, *, by: Actor, at: datetime) -> None:
    """What parts ended with, once each; one that was decided is handed over with the whole."""
    written = set(plan.whole.events.filter(kind__in=_TOLD.values()).values_list("outcome", flat=True))
    for part in plan.parts:
        dossier, kind = plan.begun.get(part.key), _TOLD.get(plan.states[part.key])
        if dossier is None or kind is None or part.key in written:
            continue
        if dossier.ended_at is None:
            _hand_over(dossier, plan.whole, by=by, at=at)
        agency = dossier.competent_authority.name
        write(plan.whole, kind, by=by, at=at, step=part.name, outcome=part.key, public_text=agency)


def _hand_over(dossier: Dossier, whole: Dossier, *, by: Actor, at: datetime) -> None:
    try:
        with attempt():
            deliver(dossier, way="whole", receiver=whole.code, by=by, at=at)
    except Refused:
        # Its agency has a step left after deciding; it ends it by itself.
        return


def _stand_or_run(plan: Plan, *, by: Actor, at: datetime) -> None:
    """The clock of the whole stands while one part waits for the applicant."""
    whole = plan.whole
    waited = ClockPause.objects.filter(dossier__whole=whole, ground="supplement").values_list("started_at", "ended_at")
    stands = merged_stretches(list(waited))
    kept = list(whole.pauses.filter(ground="part"))
    if [(pause.started_at, pause.ended_at) for pause in kept] == stands:
        return
    for pause in kept[len(stands) :]:
        pause.delete()
    for pause in kept:
        pause.started_at, pause.ended_at = next(iter(stands[kept.index(pause) : kept.index(pause) + 1]), (at, at))
    ClockPause.objects.bulk_update(kept[: len(stands)], ["started_at", "ended_at"])
    ClockPause.objects.bulk_create(
        ClockPause(dossier=whole, started_at=start, ended_at=end, ground="part") for start, end in stands[len(kept) :]
    )
    is_waiting = any(end is None for _start, end in stands)
    whole.status = Status.AWAITING_SUPPLEMENT if is_waiting else Status.IN_PROGRESS
    count_clock(whole, at)
    put(whole, "status", "due_at")
    names = ", ".join(part.name for part in plan.parts if plan.states[part.key] is PartState.WAITING)
    write(whole, "part_waits" if is_waiting else "part_goes_on", by=by, at=at, step=names)


def _settle(plan: Plan, end: PartState, *, by: Actor, at: datetime) -> None:
    whole = plan.whole
    if end is PartState.STOPPED:
        stop(whole, reason=_ends(plan), ground=_ground(), by=by, at=at)
        return
    deliver_message(whole.subject, name=ENDED, by=by, at=at)
    if end is PartState.GRANTED:
        resolve(whole, resolution=Resolution.GRANTED, by=by, at=at)
    else:
        resolve(whole, resolution=Resolution.REFUSED, reason=_ends(plan), by=by, at=at)


@override(OFFICIAL_LANGUAGE)
def _ground() -> str:
    return _("các cơ quan đã dừng giải quyết phần việc của mình")


@override(OFFICIAL_LANGUAGE)
def _ends(plan: Plan) -> str:
    """How each part ended and, where it was refused or stopped, why."""
    told = []
    for part in plan.parts:
        dossier = plan.begun.get(part.key)
        event = dossier.events.filter(kind__in=("not_granted", "stopped", "withdrawn")).last() if dossier else None
        why = f" ({event.public_text.rstrip('.')})" if event is not None and event.public_text else ""
        told.append(f"{part.name}: {part_end_words(plan, part)}{why}")
    return "; ".join(told)
