from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.actions._beginning import begin
from motcua.dossiers.actions._book import take, told, write
from motcua.dossiers.models import Dossier, DossierComponent, DossierFile
from motcua.dossiers.reads.linked import RESULT, Plan, agency_of, passed_answers, plan_of
from motcua.dossiers.reads.places import RECEIVING
from motcua.dossiers.rules import Channel, Status, part_code
from motcua.dossiers.rules.parts import parts_to_begin
from motcua.files.public import StoredFile
from motcua.forms.public import submitted
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action, attempt
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import LinkedPart, ProcedureCase, ProcedureVersion


@action("dossiers.open_parts")
def open_parts(whole: Dossier, *, by: Actor, at: datetime) -> list[Dossier]:
    """Begin the parts of a linked matter that can begin now, each a dossier of its own at the agency that does it.

    However often and by how many this is called, a part begins once. One that cannot (no such agency, nothing in force)
    keeps no other back: the history of the whole says why, and it is tried again.
    """
    fresh = take(whole)
    plan = plan_of(fresh) if fresh.received_at is not None and fresh.settled_at is None else None
    if plan is None:
        return []
    begun = []
    planned = {part.key: part for part in plan.parts}
    for key in parts_to_begin(plan.after, plan.states):
        try:
            with attempt():
                begun.append(_open(planned[key], plan, by=by, at=at))
        except Refused as refused:
            _note_stuck(fresh, planned[key], refused.message, by=by, at=at)
    return begun


def _open(part: LinkedPart, plan: Plan, *, by: Actor, at: datetime) -> Dossier:
    whole = plan.whole
    agency = agency_of(part, whole, at)
    if agency is None:
        raise Refused(_("Chưa có cơ quan giải quyết phần này cho xã, phường được chọn."))
    case = _case_of(part, at)
    eform = case.version.eform
    answers = passed_answers(part, plan, eform.schema["properties"] if eform else ())
    dossier = _write_dossier(part, whole, case, agency, submitted(eform, answers) if eform else {}, at)
    _pass_papers(part, plan, dossier, case, at)
    told(dossier, "submitted", by=by, at=at).save()
    begin(take(dossier), by=by, at=at)
    write(whole, "part_begun", by=by, at=at, step=part.name, outcome=part.key, public_text=agency.name)
    return dossier


def _case_of(part: LinkedPart, at: datetime) -> ProcedureCase:
    on = at.astimezone(VIETNAM).date()
    version = ProcedureVersion.objects.published(on).filter(procedure__code=part.procedure_code).first()
    cases = ProcedureCase.objects.filter(version=version).select_related("version__eform", "version__procedure")
    case = next((each for each in cases if part.case_key in ("", each.key)), None) if version else None
    if case is None:
        raise Refused(_("Thủ tục %(code)s chưa có hiệu lực ở đây.") % {"code": part.procedure_code})
    return case


def _write_dossier(
    part: LinkedPart,
    whole: Dossier,
    case: ProcedureCase,
    agency: Organisation,
    answers: Mapping[str, Any],
    at: datetime,
) -> Dossier:
    is_counter = agency.kind in RECEIVING
    return Dossier.objects.create(
        code=part_code(whole.code, part.order + 1),
        whole=whole,
        part=part,
        version=case.version,
        case=case,
        status=Status.SUBMITTED,
        channel=Channel(whole.channel),
        data_class=max(whole.data_class, case.version.data_class),
        owner_id=whole.owner_id,
        submitter_id=whole.submitter_id,
        submitter_account_id=whole.submitter_account_id,
        entity_id=whole.entity_id,
        guardianship_id=whole.guardianship_id,
        mandate_id=whole.mandate_id,
        contact_phone=whole.contact_phone,
        contact_phone_index=whole.contact_phone_index,
        contact_email=whole.contact_email,
        contact_address=whole.contact_address,
        answers=answers,
        place_of_receipt=agency,
        unit_of_record=agency,
        competent_authority_id=(agency.parent_id or agency.pk) if is_counter else agency.pk,
        submitted_at=at,
    )


def _pass_papers(part: LinkedPart, plan: Plan, dossier: Dossier, case: ProcedureCase, at: datetime) -> None:
    """Each paper of the part gets the files of the papers, and of the results, that the plan names for it."""
    came = {
        component.type.key: component
        for component in plan.whole.components.select_related("type").prefetch_related("files__file")
    }
    for kind in case.components.all():
        sources = part.papers.get(kind.key, [kind.key])
        files = [file for source in sources for file in _files_of(source, plan, came)]
        is_on_paper = any(source in came and came[source].is_on_paper for source in sources)
        if not (kind.is_required or files or is_on_paper):
            continue
        component = DossierComponent.objects.create(
            dossier=dossier, type=kind, name=kind.name, originals=kind.originals, copies=kind.copies,
            is_on_paper=is_on_paper,
        )  # fmt: skip
        DossierFile.objects.bulk_create(DossierFile(component=component, file=each, added_at=at) for each in files)


def _files_of(source: str, plan: Plan, came: dict[str, DossierComponent]) -> list[StoredFile]:
    if source.startswith(RESULT):
        result = plan.result_of(source.removeprefix(RESULT))
        return [result.paper.file] if result is not None and result.paper.file is not None else []
    return [each.file for each in came[source].files.all()] if source in came else []


def _note_stuck(whole: Dossier, part: LinkedPart, reason: str, *, by: Actor, at: datetime) -> None:
    last = whole.events.filter(kind="part_stuck", outcome=part.key).last()
    if last is None or last.note != reason:
        write(whole, "part_stuck", by=by, at=at, step=part.name, outcome=part.key, note=reason)
