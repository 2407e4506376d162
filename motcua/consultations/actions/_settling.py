"""How an opinion comes to an end, in whichever way: the wait for it ends, the dossier's history says so."""

from datetime import datetime

from motcua.consultations.events import OpinionMoved
from motcua.consultations.models import Opinion
from motcua.consultations.rules import State
from motcua.dossiers.public import end_outside_wait, note_opinion
from motcua.platform.action import SYSTEM, Actor, emit


def settle(opinion: Opinion, state: State, kind: str, move: str, *, note: str = "", by: Actor, at: datetime) -> None:
    """Set the state of a locked opinion and tell of it; the caller saves what else it changed."""
    opinion.state = state
    opinion.settled_at, opinion.remind_at = at, None
    opinion.save()
    consultation = opinion.consultation
    if opinion.wait is not None and opinion.wait.ended_at is None and state is not State.ESCALATED:
        end_outside_wait(consultation.dossier, wait_id=opinion.wait.pk, by=SYSTEM, at=at)
    name = opinion.organisation.name
    place = "" if consultation.is_confidential else name
    words = f"{name}: {note or opinion.get_state_display()}"
    note_opinion(consultation.dossier, kind, place=place, note=words, by=by, at=at)
    emit(OpinionMoved(opinion.pk, move, at))


def take(opinion: Opinion) -> Opinion:
    """The opinion's row, locked and fresh, with what belongs to it."""
    locked = Opinion.objects.select_for_update(of=("self",)).select_related(
        "consultation__dossier", "organisation", "wait"
    )
    return locked.get(pk=opinion.pk)
