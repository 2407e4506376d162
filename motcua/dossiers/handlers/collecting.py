"""Results that nobody comes for."""

from motcua.dossiers.actions.remind_collection import remind_uncollected
from motcua.dossiers.events import ResultUncollected
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.reads.pages import place_to_collect
from motcua.dossiers.rules import Status
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.formats import dmy


@every(seconds=3600)
def remind_of_uncollected() -> None:
    """Remind lot by lot, each in a transaction of its own."""
    while remind_uncollected(by=SYSTEM, at=clock.now()):
        pass


@on(ResultUncollected)
def tell_uncollected(event: ResultUncollected) -> None:
    """The result waits; nothing is said where it was handed over meanwhile."""
    dossier = _dossier(event.dossier_id)
    if dossier.status == Status.RESOLVED and dossier.resolved_at is not None:
        place = place_to_collect(dossier).name
        _tell(dossier, "result_uncollected", event.at, since=dmy(dossier.resolved_at), place=place)
