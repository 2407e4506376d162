from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import told
from motcua.dossiers.actions._filing import file_all
from motcua.dossiers.events import DossierSubmitted
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.filing import ReadyDraft, lock_ready, parts_of
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
    ready = lock_ready(draft.pk)
    if ready is not None and ready.dossier_id is not None:
        return Dossier.objects.get(pk=ready.dossier_id)
    if ready is None or ready.state != "open":
        raise Refused(_("Bản nháp này đã bị xóa."))
    parts = parts_of(ready, draft.pk)
    missing = [part.key for part, has_files in parts if part.is_required and not part.replaced_by and not has_files]
    errors = validate(ready.eform, ready.answers)
    if errors or missing:
        raise Incomplete(errors, missing)
    unit = receiving_unit(ready.area_answer, ready.answers, at)
    if unit is None:
        raise Refused(_("Xin chọn nơi nộp hồ sơ. Nơi ông/bà chọn chưa nhận hồ sơ tại đây."), ready.area_answer)
    dossier = _dossier(ready, unit, by, at)
    filed = [part for part, has_files in parts if part.is_required or has_files]
    file_all(dossier, draft.pk, filed, told(dossier, "submitted", by=by, at=at))
    emit(DossierSubmitted(dossier_id=dossier.pk, at=at))
    return dossier


def _dossier(ready: ReadyDraft, unit: Organisation, by: Actor, at: datetime) -> Dossier:
    day = at.astimezone(VIETNAM).strftime("%y%m%d")
    return Dossier(
        version_id=ready.version_id,
        case_id=ready.case_id,
        status=Status.SUBMITTED,
        channel=Channel.ONLINE,
        owner_id=ready.person_id,
        submitter_id=ready.person_id,
        submitter_account_id=by.account_id,
        contact_phone=ready.phone,
        contact_phone_index=ready.phone_index,
        contact_email=ready.email,
        answers=submitted(ready.eform, ready.answers),
        place_of_receipt=unit,
        unit_of_record=unit,
        competent_authority_id=unit.parent_id or unit.pk,
        submitted_at=at,
        accept_by=accept_by(unit.pk, at, ready.accept_within_hours, calendars=ready.calendars),
        code=dossier_code(unit.identifier, day, next_serial(f"dossier:{unit.identifier}:{day}")),
    )
