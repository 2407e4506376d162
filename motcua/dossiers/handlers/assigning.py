"""Steps that come are handed out where the unit chose so, and those who are given some hear of it."""

from datetime import datetime

from django.urls import reverse

from motcua.accounts.public import Account
from motcua.dossiers.actions.distribute import distribute
from motcua.dossiers.events import StepsGiven
from motcua.dossiers.reads.practice import units_that_hand_out
from motcua.dossiers.reads.undoing import occasion_of
from motcua.notifications.public import notify
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.settings import installation
from motcua.processes.public import Task


@every(seconds=15)
def hand_out() -> None:
    """What came since the last time, unit by unit: a unit that cannot be served does not stop the others."""
    at = clock.now()
    for organisation_id, way in units_that_hand_out(at):
        unit = Organisation.objects.get(pk=organisation_id)
        if Task.objects.filter(organisation=unit, state="open", assignee=None, listed_number__isnull=False).exists():
            distribute(unit, way=way, by=SYSTEM, at=at)


@on(StepsGiven)
def tell_who_was_given(event: StepsGiven) -> None:
    """The official hears how many they were given, once that cannot be undone any more, of those they still hold."""
    account = Account.objects.get(pk=event.account_id)
    if event.by_account is None or event.by_account == event.account_id:
        return
    kept = list(Task.objects.filter(pk__in=event.tasks, assignee=account, state="open").select_related("instance"))
    if not kept:
        return
    # Of a single dossier it stands with that, so that undoing takes it back.
    subject = kept[0].instance.subject if len(event.tasks) == 1 else f"account:{account.pk}"
    giver = Account.objects.get(pk=event.by_account).display_name
    link = f"{installation().base_url}{reverse('dossiers:inbox')}?tab=mine"
    notify(
        template="dossiers_given", person_id=account.person_id, account_id=account.pk, channels=("in_app",),
        context={"count": str(len(kept)), "giver": giver, "link": link}, subject=subject, by=SYSTEM,
        at=event.at, occasion=occasion_of(event.at), not_before=_after(event.at),
    )  # fmt: skip


def _after(at: datetime) -> datetime:
    return at + installation().undo_within
