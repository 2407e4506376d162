"""A result in parts: what is ready is given out at once, the rest follows (Nghị định 118/2025/NĐ-CP, điều 22)."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import put, required, take, write
from motcua.dossiers.events import OutputIssued
from motcua.dossiers.models import Dossier, DossierOutput
from motcua.dossiers.reads.outputs import listed, may_issue, settling, still_to_issue
from motcua.dossiers.reads.results import partial_paper, symbol_of
from motcua.dossiers.rules import RUNNING, Status
from motcua.papers.public import issue_paper
from motcua.platform.action import Actor, Refused, action, emit
from motcua.platform.text import clean

LONGEST_NAME = 200


@action("dossiers.issue_output")
def issue_output(
    dossier: Dossier, *, name: str, words: str = "", revision: int | None = None, by: Actor, at: datetime
) -> DossierOutput:
    """Sign and give out one of several results while the rest goes on; the clock is not stopped by it.

    `name` is an output that the procedure lists, filled from the declaration, or what the signer calls it: then `words`
    say what is granted. The output that settles the matter is issued by deciding it. Raises Refused for that one, one
    given out before, no words, or who does not sign for the authority; Stale where the dossier ended.
    """
    name = required(clean(name), "name", _("Xin chọn hoặc ghi tên kết quả."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("Tên kết quả dài quá 200 ký tự."), "name")
    fresh = take(dossier, revision=revision, expect=RUNNING | {Status.RESOLVED})
    if not may_issue(fresh, by):
        raise Refused(_("Chỉ người ký của cơ quan giải quyết được phát hành kết quả từng phần."))
    named = next((each for each in listed(fresh) if each["name"] == name), {})
    if named and name not in still_to_issue(fresh):
        is_settling = name == settling(fresh).get("name")
        raise Refused(
            _("Đây là kết quả cuối cùng: phát hành bằng cách ký duyệt hồ sơ.")
            if is_settling
            else _("Kết quả này đã phát hành."),
            "name",
        )
    if fresh.outputs.filter(name=name).exists():
        raise Refused(_("Kết quả này đã phát hành."), "name")
    if not named:
        words = required(words, "words", _("Xin ghi nội dung của kết quả từng phần."))
    paper = issue_paper(
        partial_paper(fresh, named=named or {"name": name, "facts": []}, words=words.strip(), by=by, at=at),
        subject=fresh.subject,
        organisation_id=fresh.competent_authority_id,
        symbol=symbol_of(named),
        by=by,
        at=at,
    )
    output = DossierOutput.objects.create(
        dossier=fresh, name=name, number=paper.number, paper=paper, issued_at=at, signed_by_id=by.account_id
    )
    put(fresh)
    write(fresh, "output_issued", by=by, at=at, step=name)
    emit(OutputIssued(dossier_id=fresh.pk, output_id=output.pk, at=at))
    return output
