from datetime import datetime

from django.utils.translation import gettext as _

from motcua.consultations.actions._settling import settle
from motcua.consultations.events import OpinionMoved
from motcua.consultations.models import Opinion
from motcua.consultations.rules import State
from motcua.dossiers.public import note_opinion
from motcua.organisations.public import Organisation, carried_on_by
from motcua.platform.action import Actor, action, emit
from motcua.platform.clock import VIETNAM


@action("consultations.pass_on")
def pass_on(organisation_id: int, *, by: Actor, at: datetime) -> int:
    """Ask who carries on the matters of an agency that ended for the opinions it owes, within the same time; how many.

    Where that one is asked already, or there is none, the request to the agency that ended is taken back.
    """
    heir_id = carried_on_by([organisation_id], at.astimezone(VIETNAM).date()).get(organisation_id)
    heir = Organisation.objects.filter(pk=heir_id).first() if heir_id not in (None, organisation_id) else None
    owed = Opinion.objects.waiting().filter(organisation=organisation_id).select_for_update(of=("self",))
    lot = list(owed.select_related("consultation__dossier", "organisation", "wait"))
    for opinion in lot:
        dossier = opinion.consultation.dossier
        is_asked = heir is not None and opinion.consultation.opinions.filter(organisation=heir).exists()
        if heir is None or is_asked or heir.pk == dossier.competent_authority_id:
            note = _("cơ quan được hỏi đã kết thúc hoạt động")
            settle(opinion, State.WITHDRAWN, "opinion_withdrawn", "withdrawn", note=note, by=by, at=at)
            continue
        note = f"{opinion.organisation.name} → {heir.name}"
        opinion.organisation = heir
        opinion.save(update_fields=["organisation"])
        place = "" if opinion.consultation.is_confidential else heir.name
        note_opinion(dossier, "opinion_asked", place=place, note=note, by=by, at=at)
        emit(OpinionMoved(opinion.pk, "asked", at))
    return len(lot)
