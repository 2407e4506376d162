"""What follows where nobody is known to resolve a dossier, or where a body that holds some has ended."""

from datetime import datetime

from motcua.accounts.public import holders_of
from motcua.dossiers.actions.coordinate import alarm_coordination, place_orphans
from motcua.dossiers.events import DossierUnplaced
from motcua.dossiers.models import Coordination
from motcua.dossiers.reads.orphans import orphaned
from motcua.notifications.public import notify
from motcua.organisations.events import OrganisationClosed
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation


@every(seconds=60)
def alarm_late_coordination() -> None:
    """Coordinators hear once more of what nobody decided in time."""
    now = clock.now()
    for late in alarm_coordination(by=SYSTEM, at=now):
        _tell_coordinators("coordination_late", late, now)


@every(seconds=3600)
def place_orphaned_dossiers() -> None:
    """What lies at a body that stands no more is passed on, or waits for the coordinators."""
    now = clock.now()
    lot = orphaned(now)
    while lot:
        place_orphans(lot, by=SYSTEM, at=now)
        lot = orphaned(now, lot[-1].pk)


@on(OrganisationClosed)
def pass_on_at_once(event: OrganisationClosed) -> None:
    """What lay at a body goes to who carries its matters on as soon as it has ended."""
    del event
    place_orphaned_dossiers()


@on(DossierUnplaced)
def tell_unplaced(event: DossierUnplaced) -> None:
    """Nobody is known to resolve it: the coordinators hear of it."""
    waiting = Coordination.objects.open().select_related("dossier__version", "dossier__place_of_receipt")
    found = waiting.filter(dossier=event.dossier_id).first()
    if found is not None:
        _tell_coordinators("coordination_waiting", found, event.at)


def _tell_coordinators(template: str, waiting: Coordination, at: datetime) -> None:
    context = {
        "code": waiting.dossier.code,
        "procedure": waiting.dossier.version.name,
        "unit": waiting.dossier.place_of_receipt.name,
        "alarm_at": dmyhm(waiting.alarm_at),
        "link": f"{installation().base_url}/dieu-phoi/{waiting.dossier.code}",
    }
    for account in holders_of("coordinator", None, at):
        notify(
            template=template,
            person_id=account.person_id,
            account_id=account.pk,
            channels=("in_app", "email"),
            context=context,
            subject=waiting.dossier.subject,
            occasion=f"{template}:{waiting.pk}",
            by=SYSTEM,
            at=at,
        )
