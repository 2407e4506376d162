"""Many dossiers out of one spreadsheet: kept, confirmed, made line by line, each by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.public import is_below
from motcua.dossiers.actions._filing import Incomplete, StepUpNeeded
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.events import BulkConfirmed
from motcua.dossiers.models import BulkFiling, BulkLine, Draft
from motcua.dossiers.reads.sheets import CheckedLine
from motcua.forms.public import flat_columns
from motcua.persons.public import Authority, Reference, Unrepresented, held_authority
from motcua.platform.action import Actor, Refused, action, attempt, concern, emit
from motcua.procedures.public import ProcedureCase, ProcedureVersion


@action("dossiers.keep_bulk")
def keep_bulk(
    version: ProcedureVersion, case: ProcedureCase, lines: Sequence[CheckedLine], *, authority: Authority, name: str,
    by: Actor, at: datetime,
) -> BulkFiling:  # fmt: skip
    """Keep the sound lines of a spreadsheet and what is wrong with the others; nothing is filed yet.

    Raises Unrepresented where the actor may not file for that organisation in that procedure.
    """
    held = held_authority(by, authority.reference, version.procedure.code, at=at)
    if by.account_id is None or held.entity is None:
        raise Unrepresented(_("Chỉ nộp nhiều hồ sơ cho một tổ chức."))
    kept = BulkFiling.objects.create(
        account_id=by.account_id, entity=held.entity, mandate=held.mandate, version=version, case=case, name=name[:200],
        faults=[[line.number, *fault] for line in lines for fault in line.faults], uploaded_at=at,
    )  # fmt: skip
    sound = [line for line in lines if not line.faults]
    BulkLine.objects.bulk_create(BulkLine(bulk=kept, number=line.number, answers=line.answers) for line in sound)
    concern(kept)
    return kept


@action("dossiers.confirm_bulk")
def confirm_bulk(bulk: BulkFiling, *, submits: bool, by: Actor, at: datetime) -> BulkFiling:
    """Let the lines become dossiers, or drafts only; once more changes nothing.

    Raises Unrepresented where that is not allowed any more, StepUpNeeded where filing asks for a surer sign-in.
    """
    fresh = BulkFiling.objects.select_for_update(of=("self",)).select_related("version__procedure").get(pk=bulk.pk)
    if fresh.confirmed_at is not None:
        return fresh
    if not fresh.lines.exists():
        raise Refused(_("Không có dòng nào nộp được. Xin sửa bảng tính rồi gửi lại."))
    code = fresh.version.procedure.code
    _authority(fresh, by, at)
    if submits and is_below(by, fresh.version.required_assurance, code, at=at):
        raise StepUpNeeded
    fresh.submits, fresh.assurance, fresh.confirmed_at = submits, by.assurance, at
    fresh.save(update_fields=["submits", "assurance", "confirmed_at"])
    emit(BulkConfirmed(fresh.pk))
    return fresh


@action("dossiers.file_line")
def file_line(line: BulkLine, *, by: Actor, at: datetime) -> BulkLine:
    """Make a draft of one line and file it where that was asked for; once more changes nothing.

    What keeps it from being filed, a paper that is missing above all, leaves it a draft with the reason beside it.
    """
    fresh = BulkLine.objects.select_for_update(of=("self",)).select_related("bulk__version__procedure").get(pk=line.pk)
    if fresh.done_at is not None:
        return fresh
    try:
        with attempt():
            draft = _drafted(fresh, by, at)
        fresh.draft = draft
        if fresh.bulk.submits:
            with attempt():
                submit(draft, by=by, at=at)
    except Incomplete as lacking:
        fresh.reason = _lacking(fresh.bulk, lacking)
    except Refused as refused:
        fresh.reason = refused.message
    fresh.answers, fresh.done_at = {}, at
    fresh.save(update_fields=["draft", "reason", "answers", "done_at"])
    return fresh


@action("dossiers.finish_bulk")
def finish_bulk(bulk: BulkFiling, *, reason: str = "", by: Actor, at: datetime) -> None:
    """All lines were seen to; `reason` says why those that were not could not be."""
    left = bulk.lines.filter(done_at=None)
    for line in left:
        line.reason, line.answers, line.done_at = reason, {}, at
    BulkLine.objects.bulk_update(left, ["reason", "answers", "done_at"])
    BulkFiling.objects.filter(pk=bulk.pk, finished_at=None).update(finished_at=at)


def _authority(bulk: BulkFiling, by: Actor, at: datetime) -> Authority:
    reference = Reference(mandate_id=bulk.mandate_id, entity_id=bulk.entity_id)
    return held_authority(by, reference, bulk.version.procedure.code, at=at)


def _drafted(line: BulkLine, by: Actor, at: datetime) -> Draft:
    bulk = line.bulk
    begun = start_draft(bulk.version, bulk.case, authority=_authority(bulk, by, at), by=by, at=at)
    # What the account says of who files is not what the line leaves blank.
    eform = bulk.version.eform
    assert eform is not None
    told = {column.name: line.answers.get(column.name) for column in flat_columns(eform)}
    return save_draft(begun, answers=told, by=by, at=at)


def _lacking(bulk: BulkFiling, lacking: Incomplete) -> str:
    names = dict(bulk.case.components.values_list("key", "name"))
    words = [error.message for error in lacking.errors]
    words += [_("Thiếu giấy tờ: %(name)s.") % {"name": names[key]} for key in lacking.components]
    return " ".join(words)
