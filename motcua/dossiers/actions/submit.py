from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import is_below
from motcua.dossiers.actions._book import told
from motcua.dossiers.actions._filing import Expired, Incomplete, Reach, StepUpNeeded, file_all, new_dossier
from motcua.dossiers.events import DossierSubmitted
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.filing import ReadyDraft, lock_ready, parts_of
from motcua.dossiers.reads.missing import missing_papers
from motcua.dossiers.reads.places import receiving_unit
from motcua.dossiers.reads.provenance import to_file
from motcua.dossiers.reads.uploads import asked_in_form
from motcua.dossiers.rules import Channel
from motcua.forms.public import bound_here, steps_of, submitted, validate
from motcua.persons.public import Authority, Reference, held_authority
from motcua.platform.action import Actor, Refused, action, concern, emit
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import ComponentType


@action("dossiers.submit")
def submit(draft: Draft, *, by: Actor, at: datetime) -> Dossier:
    """File a draft, once: pressing again, reloading or racing gives the same dossier.

    Nothing is accepted yet and no legal clock runs (Nghị định 118/2025/NĐ-CP, điều 17). Raises Incomplete, Expired, and
    StepUpNeeded where the procedure asks for a surer sign-in than this one; Unrepresented where it is for another
    and that is not allowed any more.
    """
    ready = lock_ready(draft.pk)
    if ready is not None and ready.dossier_id is not None:
        filed_before = Dossier.objects.get(pk=ready.dossier_id)
        concern(filed_before)
        return filed_before
    if ready is None or ready.state != "open":
        raise Refused(_("Bản nháp này đã bị xóa."))
    on = at.astimezone(VIETNAM).date()
    if not ready.terms.take_dossiers(on=on):
        raise Expired
    filed = _complete_parts(ready, draft, on)
    if is_below(by, ready.required_assurance, ready.procedure_code, at=at):
        raise StepUpNeeded
    authority = _authority(ready, by, at)
    unit = receiving_unit(ready.area_answer, ready.answers, at, organisations=ready.calendars)
    if unit is None:
        raise Refused(_("Xin chọn nơi nộp hồ sơ. Nơi ông/bà chọn chưa nhận hồ sơ tại đây."), ready.area_answer)
    answers = submitted(ready.eform, ready.answers)
    dossier = new_dossier(
        version_id=ready.version_id,
        case_id=ready.case_id,
        channel=Channel.ONLINE,
        person_id=ready.person_id,
        reach=Reach(ready.phone, ready.phone_index, ready.email),
        answers=answers,
        unit=unit,
        place=unit,
        at=at,
        data_class=ready.data_class,
    )
    asked_of = bound_here(ready.eform, ready.answers, (step.code for step in steps_of(ready.eform)))
    dossier.provenance = to_file(ready.provenance, answers, asked=[each.name for each in asked_of])
    dossier.submitter_account_id = by.account_id
    for name, value in (authority.as_kept() if authority else {}).items():
        setattr(dossier, name, value)
    dossier.accept_by = accept_by(unit.pk, at, ready.accept_within_hours, calendars=ready.calendars)
    file_all(dossier, filed, told(dossier, "submitted", by=by, at=at), draft_id=draft.pk)
    concern(dossier)
    emit(DossierSubmitted(dossier_id=dossier.pk, at=at))
    return dossier


def _complete_parts(ready: ReadyDraft, draft: Draft, on: date) -> list[ComponentType]:
    """The papers that go with the dossier: those required, and those given besides. Raises Incomplete."""
    asked = asked_in_form(ready.eform, ready.answers)
    parts = [each for each in parts_of(ready, draft.pk) if asked.get(each[0].key, False) is not None]
    given = {part.key for part, has_files in parts if has_files}
    missing = missing_papers((part for part, _files in parts), given, asked)
    errors = validate(ready.eform, ready.answers, on=on)
    if errors or missing:
        raise Incomplete(errors, [kind.key for kind in missing])
    return [part for part, has_files in parts if part.is_required or has_files]


def _authority(ready: ReadyDraft, by: Actor, at: datetime) -> Authority | None:
    if ready.owner_id is None:
        return None
    reference = Reference(ready.guardianship_id, ready.mandate_id, ready.entity_id)
    return held_authority(by, reference, ready.procedure_code, at=at)
