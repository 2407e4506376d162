"""Filing here: whether form, papers and process fit each other, and what a new version changes for those who file."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from motcua.forms.public import file_questions
from motcua.organisations.public import describe_limit
from motcua.platform.formats import money
from motcua.procedures.models import ComponentType, ProcedureCase, ProcedureVersion, VersionState


def papers_unknown(version: ProcedureVersion) -> list[tuple[str, str]]:
    """Questions for files whose paper no case of the version asks for: the code and the question."""
    if version.eform is None:
        return []
    known = {paper.key for case in version.cases.all() for paper in case.components.all()}
    asked = [(each.limits.component, each.label) for each in file_questions(version.eform, {})]
    return [(code, label) for code, label in asked if code not in known]


def said_unknown(papers: list[tuple[str, str]]) -> str:
    """In words, why a form does not fit the papers; empty where it does."""
    if not papers:
        return ""
    named = "; ".join(f"“{label}” ({code})" for code, label in papers)
    return _("Biểu mẫu hỏi tệp cho giấy tờ mà thủ tục không có: %(papers)s.") % {"papers": named}


def filed_before(version: ProcedureVersion) -> ProcedureVersion | None:
    """The version under which dossiers are filed here until this one goes in force; None where none are."""
    versions = ProcedureVersion.objects.filter(procedure_id=version.procedure_id, state=VersionState.PUBLISHED)
    newest = versions.filter(number__lt=version.number).select_related("procedure", "eform").order_by("-number").first()
    return newest if newest is not None and newest.is_fileable else None


def changes_of_filing(version: ProcedureVersion) -> list[str]:
    """What the version changes for who files here, in sentences; none where nobody does, or nothing changes."""
    before = filed_before(version)
    return filing_changes(before, version) if before is not None else []


def filing_changes(before: ProcedureVersion, after: ProcedureVersion) -> list[str]:
    """What changes for who files under the newer version, a sentence each; none where nothing does."""
    return list(_changes(before, after))


def _changes(before: ProcedureVersion, after: ProcedureVersion) -> Iterator[str]:
    if before.online_level != after.online_level:
        yield _told(_("Mức trực tuyến"), before.get_online_level_display(), after.get_online_level_display())
    if before.eform_id != after.eform_id:
        yield _told(_("Biểu mẫu"), str(before.eform or ""), str(after.eform or ""))
    if before.area_answer != after.area_answer:
        yield _told(_("Nơi nhận hồ sơ theo câu hỏi"), before.area_answer, after.area_answer)
    old, new = ({case.key: case for case in version.cases.all()} for version in (before, after))
    yield from (_("Không còn trường hợp “%(name)s”.") % {"name": old[key].name} for key in old if key not in new)
    yield from (_("Thêm trường hợp “%(name)s”.") % {"name": new[key].name} for key in new if key not in old)
    for key in old:
        if key in new:
            yield from _of_case(old[key], new[key], several=len(new) > 1)
    if unknown := said_unknown(papers_unknown(after)):
        yield unknown


def _of_case(old: ProcedureCase, new: ProcedureCase, *, several: bool) -> Iterator[str]:
    of = f"{new.name}: " if several else ""
    if old.limit != new.limit:
        yield of + _told(_("Thời hạn"), _limit(old), _limit(new))
    if old.fee != new.fee:
        yield of + _told(_("Phí, lệ phí"), _fee(old), _fee(new))
    if old.process_id != new.process_id:
        yield of + _told(_("Quy trình"), str(old.process or ""), str(new.process or ""))
    before, after = _papers(old), _papers(new)
    for key in before:
        if key not in after:
            yield of + _("Không còn hỏi giấy tờ “%(name)s”.") % {"name": before[key].name}
        elif before[key].is_required and not after[key].is_required:
            yield of + _("“%(name)s” không còn bắt buộc.") % {"name": after[key].name}
        elif after[key].is_required and not before[key].is_required:
            yield of + _("“%(name)s” nay bắt buộc.") % {"name": after[key].name}
    yield from (
        of + _("Hỏi thêm giấy tờ “%(name)s”.") % {"name": after[key].name} for key in after if key not in before
    )


def _told(what: str, old: str, new: str) -> str:
    none = _("không có")
    return _("%(what)s: từ “%(old)s” thành “%(new)s”.") % {"what": what, "old": old or none, "new": new or none}


def _limit(case: ProcedureCase) -> str:
    return describe_limit(case.limit) if case.limit else ""


def _fee(case: ProcedureCase) -> str:
    if case.fee is None:
        return _("chưa rõ mức")
    return money(case.fee) if case.fee else _("Miễn phí")


def _papers(case: ProcedureCase) -> Mapping[str, ComponentType]:
    return {paper.key: paper for paper in case.components.all() if not paper.is_note}
