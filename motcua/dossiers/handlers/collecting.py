"""Results given out in parts, and those that nobody comes for."""

from motcua.dossiers.actions.remind_collection import remind_uncollected
from motcua.dossiers.events import OutputDelivered, OutputIssued, ResultUncollected
from motcua.dossiers.handlers import _dossier, _tell
from motcua.dossiers.models import DossierOutput, ResultDelivery
from motcua.dossiers.reads.outputs import contents_of_delivery, waiting_outputs
from motcua.dossiers.reads.pages import place_to_collect
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.formats import dmy, dmyhm


@every(seconds=3600)
def remind_of_uncollected() -> None:
    """Remind lot by lot, each in a transaction of its own."""
    while remind_uncollected(by=SYSTEM, at=clock.now()):
        pass


@on(ResultUncollected)
def tell_uncollected(event: ResultUncollected) -> None:
    """The result waits; nothing is said where it was handed over meanwhile."""
    dossier = _dossier(event.dossier_id)
    waits = waiting_outputs(dossier)
    if waits:
        place = place_to_collect(dossier).name
        _tell(dossier, "result_uncollected", event.at, since=dmy(waits[0].issued_at), place=place)


@on(OutputIssued)
def tell_output(event: OutputIssued) -> None:
    """One of the results is there; the rest goes on and keeps its due date."""
    dossier = _dossier(event.dossier_id)
    output = DossierOutput.objects.get(pk=event.output_id)
    place = place_to_collect(dossier).name
    _tell(dossier, "dossier_output", event.at, occasion=f"output {output.pk}", result=output.name, place=place)


@on(OutputDelivered)
def tell_output_delivered(event: OutputDelivered) -> None:
    """Some of it was handed over: whoever did not receive it should say so."""
    dossier = _dossier(event.dossier_id)
    delivery = ResultDelivery.objects.prefetch_related("outputs").get(pk=event.delivery_id)
    _tell(
        dossier, "dossier_output_delivered", event.at, occasion=f"delivery {delivery.pk}",
        result=contents_of_delivery(delivery), delivered_at=dmyhm(event.at),
    )  # fmt: skip
