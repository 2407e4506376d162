"""Who is asked, who asked, and those who lead them hear of it; deadlines are watched."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.public import Account, holders_of
from motcua.consultations.actions.end_silent import end_silent, remind
from motcua.consultations.actions.pass_on import pass_on
from motcua.consultations.actions.withdraw import withdraw
from motcua.consultations.events import OpinionMoved, WordWritten
from motcua.consultations.models import Opinion, OpinionMessage
from motcua.consultations.rules import State
from motcua.dossiers.events import DossierResolved, DossierStopped, DossierWithdrawn
from motcua.dossiers.public import Dossier
from motcua.notifications.public import notify
from motcua.organisations.events import OrganisationClosed
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation

# Who answers for an agency, and who is told when it has not.
ANSWERING = ("specialist", "division_head")
LEADING = ("department_leader",)
MOST_TOLD = 50


@on(OpinionMoved)
def tell(event: OpinionMoved) -> None:
    """The agency hears that it is asked, reminded or no longer asked; who asked hears how it ended."""
    opinion = Opinion.objects.select_related(
        "consultation__asked_by", "consultation__organisation", "consultation__dossier", "organisation"
    ).get(pk=event.opinion_id)
    is_owed = opinion.state in (State.OPEN, State.ESCALATED)
    if event.move in ("asked", "reminded"):
        if is_owed:
            _notify(opinion, f"opinion_{event.move}", _of(opinion, ANSWERING, event.at), event.at, event.move)
        return
    asker = [opinion.consultation.asked_by] if opinion.consultation.asked_by else []
    if event.move == "withdrawn":
        _notify(opinion, "opinion_settled", _of(opinion, ANSWERING, event.at), event.at, event.move)
        return
    _notify(opinion, "opinion_settled", asker, event.at, event.move)
    if opinion.state == State.ESCALATED:
        _notify(opinion, "opinion_settled", _of(opinion, LEADING, event.at), event.at, event.move)


@on(DossierResolved)
def end_of_resolved(event: DossierResolved) -> None:
    """The matter is decided: nobody waits for opinions any more."""
    _end(event.dossier_id)


@on(DossierWithdrawn)
def end_of_withdrawn(event: DossierWithdrawn) -> None:
    """The matter ended: nobody waits for opinions any more."""
    _end(event.dossier_id)


@on(DossierStopped)
def end_of_stopped(event: DossierStopped) -> None:
    """The matter ended: nobody waits for opinions any more."""
    _end(event.dossier_id)


def _end(dossier_id: int) -> None:
    dossier = Dossier.objects.get(pk=dossier_id)
    if dossier.settled_at is None:
        return
    reason = _("Hồ sơ: %(status)s") % {"status": dossier.get_status_display()}
    for opinion in Opinion.objects.waiting().filter(consultation__dossier=dossier):
        withdraw(dossier, opinion, reason=reason, by=SYSTEM, at=clock.now())


@on(WordWritten)
def tell_of_word(event: WordWritten) -> None:
    """The other side hears that something was written, not what."""
    written = OpinionMessage.objects.select_related(
        "opinion__consultation__asked_by", "opinion__consultation__organisation", "opinion__consultation__dossier",
        "opinion__organisation",
    ).get(pk=event.message_id)  # fmt: skip
    opinion = written.opinion
    asker = opinion.consultation.asked_by
    is_from_asker = written.organisation_id == opinion.consultation.organisation_id
    told = _of(opinion, ANSWERING, event.at) if is_from_asker else [asker] if asker else []
    _notify(opinion, "opinion_message", told, event.at, f"message {written.pk}")


def _of(opinion: Opinion, roles: Iterable[str], at: datetime) -> list[Account]:
    found = {each.pk: each for role in roles for each in holders_of(role, opinion.organisation_id, at)[:MOST_TOLD]}
    return list(found.values())


def _notify(opinion: Opinion, template: str, told: Iterable[Account], at: datetime, occasion: str) -> None:
    consultation = opinion.consultation
    context = {
        "code": consultation.dossier.code,
        "title": consultation.title,
        "agency": opinion.organisation.name,
        "asker": consultation.organisation.name,
        "due": dmyhm(opinion.due_at),
        "state": str(opinion.get_state_display()),
        "link": f"{installation().base_url}{reverse('consultations:opinion', args=[opinion.pk])}",
    }
    for account in told:
        notify(
            template=template, person_id=account.person_id, account_id=account.pk, channels=("in_app",),
            context=context, subject=f"consultations.opinion:{opinion.pk}", by=SYSTEM, at=at,
            occasion=f"{occasion} {at.isoformat()}",
        )  # fmt: skip


@every(seconds=60)
def watch() -> None:
    """Deadlines that have passed, lot by lot, then reminders."""
    now = clock.now()
    if Opinion.objects.overdue(now).exists():
        while end_silent(by=SYSTEM, at=now):
            pass
    if Opinion.objects.filter(state=State.OPEN, remind_at__lte=now).exists():
        while remind(by=SYSTEM, at=now):
            pass


@on(OrganisationClosed)
def ask_who_carries_on(event: OrganisationClosed) -> None:
    """An agency that ended owes nothing more: who carries its matters on does."""
    pass_on(event.organisation_id, by=SYSTEM, at=clock.now())
