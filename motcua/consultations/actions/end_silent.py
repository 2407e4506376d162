"""What becomes of opinions that did not come in time, and reminders before that."""

from datetime import datetime

from motcua.consultations.actions._settling import settle
from motcua.consultations.events import OpinionMoved
from motcua.consultations.models import STATES, Opinion
from motcua.consultations.reads import next_reminder
from motcua.consultations.rules import Silence, State, state_after
from motcua.consultations.terms import policy_of
from motcua.organisations.public import calendar_of
from motcua.platform.action import Actor, action, emit

LOT = 100


@action("consultations.end_silent")
def end_silent(*, by: Actor, at: datetime) -> int:
    """Record for up to 100 opinions past their deadline what silence means in each; how many. Run again: none twice."""
    late = Opinion.objects.overdue(at).select_for_update(of=("self",), skip_locked=True)
    lot = list(late.select_related("consultation__dossier", "organisation", "wait")[:LOT])
    for opinion in lot:
        state = state_after(Silence(opinion.consultation.silence))
        note = f"{dict(STATES)[state]} ({opinion.consultation.basis})"
        settle(opinion, state, "opinion_silent", "silent", note=note, by=by, at=at)
    return len(lot)


@action("consultations.remind")
def remind(*, by: Actor, at: datetime) -> int:
    """Remind up to 100 agencies whose deadline comes near; how many. Each mark reminds once."""
    del by
    due = Opinion.objects.filter(state=State.OPEN, remind_at__lte=at).select_for_update(of=("self",), skip_locked=True)
    lot = list(due.select_related("consultation__dossier__version__procedure__field")[:LOT])
    for opinion in lot:
        consultation = opinion.consultation
        policy = policy_of(consultation.dossier, consultation.asked_at)
        calendar = calendar_of(opinion.organisation_id)
        opinion.remind_at = next_reminder(policy, calendar, consultation.asked_at, opinion.due_at, at)
        opinion.save(update_fields=["remind_at"])
        if at <= opinion.due_at:
            emit(OpinionMoved(opinion.pk, "reminded", at))
    return len(lot)
