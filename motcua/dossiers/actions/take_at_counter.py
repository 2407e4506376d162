from datetime import datetime

from motcua.dossiers.actions._beginning import begin
from motcua.dossiers.actions._counter import Applicant, CounterFiling, OtherDetails, filed_at_counter, taken_with
from motcua.dossiers.models import Dossier
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, action, concern

__all__ = ["Applicant", "CounterFiling", "OtherDetails", "take_at_counter"]


@action("dossiers.take_at_counter")
def take_at_counter(unit: Organisation, filing: CounterFiling, *, by: Actor, at: datetime) -> Dossier:
    """File and accept a dossier at the counter in one act; form 01 is issued (Nghị định 118/2025/NĐ-CP, điều 17).

    The counter of `unit` is the place of receipt, wherever in the province the matter belongs. Where nobody receives
    for the area named it waits there for the coordinators. Raises Incomplete where the form or a required paper is
    missing or a paper is faulty, Expired, OtherDetails, Refused where no such area is.
    """
    if filing.key is not None and (taken := taken_with(filing.key, unit)):
        concern(taken)
        return taken
    dossier, is_placed = filed_at_counter(unit, filing, by=by, at=at)
    begin(dossier, by=by, at=at, is_placed=is_placed)
    return dossier
