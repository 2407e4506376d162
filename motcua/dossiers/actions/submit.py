from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import told
from motcua.dossiers.actions._filing import file_all
from motcua.dossiers.events import DossierSubmitted
from motcua.dossiers.models import Dossier, Draft, DraftFile
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.places import receiving_unit
from motcua.dossiers.rules import Channel, Status, dossier_code
from motcua.forms.public import FieldError, submitted, validate
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action, emit
from motcua.platform.clock import VIETNAM
from motcua.platform.codes import next_serial


class Incomplete(Refused):
    """The draft cannot be filed yet: what is missing or wrong, by field of the form and by component."""

    def __init__(self, errors: list[FieldError], components: list[str]) -> None:
        super().__init__(_("Hồ sơ còn thiếu hoặc chưa đúng. Xin xem các mục được nêu."))
        self.errors = errors
        self.components = components


@action("dossiers.submit")
def submit(draft: Draft, *, by: Actor, at: datetime) -> Dossier:
    """File a draft, once: pressing again, reloading or racing gives the same dossier.

    Nothing is accepted yet and no legal clock runs (Nghị định 118/2025/NĐ-CP, điều 17). Raises Incomplete.
    """
    # The draft alone is locked and read anew; what a join shows to one who waited for the lock may be old.
    fresh = Draft.objects.for_filing().select_for_update(of=("self",)).get(pk=draft.pk)
    if fresh.dossier is not None:
        return fresh.dossier
    if fresh.state != "open" or fresh.version.eform is None:
        raise Refused(_("Bản nháp này đã bị xóa."))
    attached = DraftFile.objects.filter(draft=fresh, component=OuterRef("pk"))
    types = list(fresh.case.components.annotate(is_attached=Exists(attached)))
    missing = [kind.key for kind in types if kind.is_required and not kind.replaced_by and not kind.is_attached]
    errors = validate(fresh.version.eform, fresh.answers)
    if errors or missing:
        raise Incomplete(errors, missing)
    unit = receiving_unit(fresh.version, fresh.answers, at)
    if unit is None:
        raise Refused(_("Xin chọn nơi nộp hồ sơ. Nơi ông/bà chọn chưa nhận hồ sơ tại đây."), fresh.version.area_answer)
    dossier = _dossier(fresh, unit, submitted(fresh.version.eform, fresh.answers), by, at)
    event = told(dossier, "submitted", by=by, at=at)
    file_all(dossier, fresh, [kind for kind in types if kind.is_required or kind.is_attached], event)
    emit(DossierSubmitted(dossier_id=dossier.pk, at=at))
    return dossier


def _dossier(draft: Draft, unit: Organisation, answers: dict[str, Any], by: Actor, at: datetime) -> Dossier:
    day = at.astimezone(VIETNAM).strftime("%y%m%d")
    return Dossier(
        version=draft.version,
        case=draft.case,
        status=Status.SUBMITTED,
        channel=Channel.ONLINE,
        owner=draft.person,
        submitter=draft.person,
        submitter_account_id=by.account_id,
        contact_phone=draft.person.phone,
        contact_phone_index=draft.person.phone_index,
        contact_email=draft.person.email,
        answers=answers,
        place_of_receipt=unit,
        unit_of_record=unit,
        competent_authority_id=unit.parent_id or unit.pk,
        submitted_at=at,
        accept_by=accept_by(unit.pk, at, draft.case.accept_within_hours),
        code=dossier_code(unit.identifier, day, next_serial(f"dossier:{unit.identifier}:{day}")),
    )
