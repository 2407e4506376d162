"""What runs beside the pages."""

from django.db.models import F, Q

from motcua.accounts.actions.end_leavers import end_leavers
from motcua.accounts.actions.forget_failures import forget_failures
from motcua.accounts.actions.outages import begin_outage, end_outage
from motcua.accounts.actions.queue_import import finish_import
from motcua.accounts.actions.renew_rights import renew_rights
from motcua.accounts.actions.reviews import close_review, remind_reviewers
from motcua.accounts.actions.warn_dormant import warn_dormant
from motcua.accounts.events import AccountImportQueued
from motcua.accounts.importing import import_in_parts
from motcua.accounts.models import AccessReview, Account, AccountImport, PositionHolding
from motcua.accounts.national import provider
from motcua.accounts.national.state import outage_now
from motcua.accounts.reads import actor_of, sessions_to_end
from motcua.accounts.sessions import SessionStore
from motcua.accounts.tables import AccountRow
from motcua.exchange.public import BadReply, ExchangeError
from motcua.organisations.events import OrganisationClosed
from motcua.persons.events import MandateMoved, PersonsMerged
from motcua.persons.public import Mandate, same_person
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.settings import installation

MOST_AT_ONCE = 1000


@every(seconds=3600)
def sweep() -> None:
    """Failed sign-ins are not kept longer than they count."""
    forget_failures(by=SYSTEM, at=clock.now())


@on(PersonsMerged)
def renew_who_they_are(event: PersonsMerged) -> None:
    """Two records are one person, or no longer: their accounts act accordingly from the next page on."""
    renew_rights(same_person(event.kept_id) | same_person(event.duplicate_id), by=SYSTEM, at=event.at)


@on(MandateMoved)
def renew_membership(event: MandateMoved) -> None:
    """Who became or stopped being a member of an organisation's account sees its dossiers, or no longer, at once."""
    renew_rights([Mandate.objects.get(pk=event.mandate_id).holder_id], by=SYSTEM, at=event.at)


@on(OrganisationClosed)
def renew_who_worked_there(event: OrganisationClosed) -> None:
    """Whoever worked at a body that ended has no right there from the next page on."""
    at = clock.now()
    there = PositionHolding.objects.not_over(at).filter(position__organisation=event.organisation_id)
    renew_rights(list(there.values_list("person_id", flat=True)), by=SYSTEM, at=at)


@every(seconds=86_400)
def clear_sessions() -> None:
    """Sessions that ended leave nothing behind."""
    SessionStore.clear_expired()


@on(AccountImportQueued)
def take_accounts_in(event: AccountImportQueued) -> None:
    """Work on a list of accounts, on the authority of whoever sent it as it is now."""
    kept = AccountImport.objects.select_related("uploaded_by").filter(pk=event.import_id).first()
    if kept is None or kept.rows is None:
        return
    at = clock.now()
    by = actor_of(kept.uploaded_by, at=at, position_id=None) if kept.uploaded_by is not None else SYSTEM
    rows = [AccountRow(number, values) for number, values in kept.rows]
    finish_import(kept, by=SYSTEM, at=clock.now(), report=import_in_parts(rows, by=by, at=at))


@every(seconds=60)
def sign_leavers_out() -> None:
    """Whoever's last position ran out is signed out within a minute."""
    at = clock.now()
    if sessions_to_end(at).exists():
        end_leavers(by=SYSTEM, at=at)


@every(seconds=3600)
def close_reviews() -> None:
    """Reviews whose day has come end by themselves."""
    at = clock.now()
    for review in AccessReview.objects.filter(closed_at=None, due_at__lte=at):
        close_review(review, by=SYSTEM, at=at)


@every(seconds=3600)
def ask_reviewers() -> None:
    """Whoever has rights to review is told of it, and again before the deadline."""
    at = clock.now()
    for review in AccessReview.objects.filter(closed_at=None, due_at__gt=at):
        remind_reviewers(review, by=SYSTEM, at=at)


@every(seconds=86_400)
def tell_owners_of_dormant_accounts() -> None:
    """Those who did not sign in for long are told, once until they do."""
    at = clock.now()
    quiet = Account.objects.dormant_since(at - installation().dormant_after)
    untold = quiet.filter(Q(dormant_warned_at__isnull=True) | Q(dormant_warned_at__lt=F("last_signed_in_at")))
    warned = list(untold[:MOST_AT_ONCE])
    if warned:
        warn_dormant(warned, by=SYSTEM, at=at)


@every(seconds=60)
def watch_provider() -> None:
    """Switch to doing without national e-identity as soon as it fails, and back by itself."""
    if not provider.is_configured():
        return
    outage = outage_now()
    try:
        provider.provider(fresh=True)
    except (ExchangeError, provider.RefusedByProvider) as error:
        if outage is None:
            reason = "bad_reply" if isinstance(error, BadReply | provider.RefusedByProvider) else "unreachable"
            begin_outage(by=SYSTEM, at=clock.now(), reason=reason)
        return
    if outage is not None:
        end_outage(outage, by=SYSTEM, at=clock.now())
