from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, take, task_of, write
from motcua.dossiers.events import DossierUndone
from motcua.dossiers.models import AnswersVersion, Dossier, DossierEvent
from motcua.dossiers.reads.undoing import last_act, occasion_of
from motcua.dossiers.rules import undo_until
from motcua.notifications.public import recall
from motcua.papers.public import papers_of
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, emit
from motcua.platform.settings import installation
from motcua.processes import public as processes

Way = dict[str, Any]


@action("dossiers.undo")
def undo(dossier: Dossier, *, event_id: int, by: Actor, at: datetime) -> Dossier:
    """Take back what one just did to a dossier, by a new event: nothing is struck out.

    Which acts is a table (`rules.UNDOABLE`), for how long a setting. Raises Stale where anybody did something since or
    word of it has gone out, Refused where it is too late or a paper was issued, NotAllowed for another's act.
    """
    fresh = take(dossier)
    event = last_act(list(fresh.events.all()))
    if event is None or event.pk != event_id:
        raise Stale(_("Đã có việc khác xảy ra với hồ sơ, không hoàn tác được nữa."))
    if event.account_id != by.account_id:
        raise NotAllowed(_("Chỉ người vừa làm việc này hoàn tác được."))
    until = undo_until(event.kind, event.at, installation().undo_within)
    if until is None or event.way_back is None:
        raise Refused(_("Việc này không hoàn tác được."))
    if at > until:
        raise Refused(_("Đã quá thời gian hoàn tác."))
    if papers_of(fresh.subject).filter(issued_at__gt=event.at).exists():
        raise Refused(_("Đã phát hành giấy tờ sau việc này, không hoàn tác được."))
    recall(subject=fresh.subject, occasion=occasion_of(event.at), by=by, at=at)
    fresh.status = event.way_back["status"]
    _BACK[event.kind](fresh, event, event.way_back, by, at)
    put(fresh, "status", "ended_at", "answers")
    write(fresh, "undone", by=by, at=at, step=event.step, outcome=event.kind, way_back={"undoes": event.pk})
    emit(DossierUndone(dossier_id=fresh.pk, at=at, undone_at=event.at))
    return fresh


def _give_back(dossier: Dossier, event: DossierEvent, way: Way, by: Actor, at: datetime) -> None:
    processes.assign(task_of(dossier, way["task"]), way.get("assignee"), by=by, at=at)


def _step_back(dossier: Dossier, event: DossierEvent, way: Way, by: Actor, at: datetime) -> None:
    processes.undo(way["moved"], by=by, at=at)


def _go_on(dossier: Dossier, event: DossierEvent, way: Way, by: Actor, at: datetime) -> None:
    dossier.ended_at = None


def _answers_back(dossier: Dossier, event: DossierEvent, way: Way, by: Actor, at: datetime) -> None:
    earlier = AnswersVersion.objects.get(pk=way["version"], dossier=dossier)
    AnswersVersion.objects.create(
        dossier=dossier, answers=dossier.answers, reason=_("Hoàn tác"), replaced_at=at, replaced_by_id=by.account_id
    )
    dossier.answers = earlier.answers


_BACK: dict[str, Callable[[Dossier, DossierEvent, Way, Actor, datetime], None]] = {
    "claimed": _give_back,
    "assigned": _give_back,
    "step_completed": _step_back,
    "withdrawn": _go_on,
    "withdrawn_at_counter": _go_on,
    "corrected": _answers_back,
}
