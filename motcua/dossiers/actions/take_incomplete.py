"""What lacks something is not sent away with words: it is filed, and form 02 or 03 says what and why."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._counter import CounterFiling, filed_at_counter, taken_with
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.request_supplement import Wanted, request_supplement
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.grounds import fault_words
from motcua.dossiers.reads.missing import missing_papers
from motcua.dossiers.rules import PaperFault
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action, concern


@action("dossiers.take_at_counter")
def ask_at_counter(unit: Organisation, filing: CounterFiling, *, words: str = "", by: Actor, at: datetime) -> Dossier:
    """File what lacks papers, or has faulty ones, and ask for them on form 02, each with its fault from the list.

    Nghị định 118/2025/NĐ-CP, điều 11, 17. `words` may add to it. Raises Refused where nothing is missing or wrong, and
    what `take_at_counter` raises for all but the papers.
    """
    if filing.key is not None and (taken := taken_with(filing.key, unit)):
        concern(taken)
        return taken
    types = list(filing.case.components.all())
    lacking = {kind.key: PaperFault.MISSING for kind in missing_papers(types, filing.given)}
    told = {key: filing.handed[key].fault or PaperFault.MISSING for key in filing.faulty}
    faults = {**lacking, **told}
    if not faults:
        raise Refused(_("Giấy tờ đã đủ và đúng: không có gì để yêu cầu bổ sung."))
    dossier, _placed = filed_at_counter(unit, filing, by=by, at=at, lacks=True)
    items = [
        Wanted(part, fault_words(faults[part.type.key]), faults[part.type.key])
        for part in dossier.components.select_related("type")
        if part.type.key in faults
    ]
    reason = words.strip() or _("Giấy tờ nộp tại quầy còn thiếu hoặc chưa đúng.")
    request_supplement(dossier, items=items, reason=reason, by=by, at=at)
    return Dossier.objects.get(pk=dossier.pk)


@action("dossiers.take_at_counter")
def refuse_at_counter(
    unit: Organisation, filing: CounterFiling, *, ground: int, words: str = "", by: Actor, at: datetime
) -> Dossier:
    """File what cannot be accepted, and refuse it on form 03, on a ground from the list, by its key; `words` may add.

    Nghị định 118/2025/NĐ-CP, điều 17. The form need not be filled in.
    """
    if filing.key is not None and (taken := taken_with(filing.key, unit)):
        concern(taken)
        return taken
    dossier, _placed = filed_at_counter(unit, filing, by=by, at=at, refused=True)
    refuse(dossier, listed=ground, reason=words, by=by, at=at)
    return Dossier.objects.get(pk=dossier.pk)
