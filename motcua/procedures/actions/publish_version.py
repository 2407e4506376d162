from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop

from motcua.forms.public import asked_though_known
from motcua.platform.action import Actor, ActorKind, Refused, action, emit
from motcua.platform.text import fold
from motcua.procedures.actions._fields import fields_named
from motcua.procedures.events import ProcedurePublished
from motcua.procedures.filing import changes_of_filing, papers_unknown, said_unknown
from motcua.procedures.models import OnlineLevel, Procedure, ProcedureVersion, VersionState
from motcua.procedures.rules import missing_before_publication
from motcua.procedures.rules.preparing import faults

SENTENCES = {
    "name": _lazy("Chưa có tên thủ tục."),
    "levels": _lazy("Chưa có cấp thực hiện."),
    "cases": _lazy("Chưa có trường hợp nào."),
    "form": _lazy("Thủ tục trực tuyến phải có biểu mẫu điện tử."),
    "process": _lazy("Có trường hợp chưa gắn quy trình."),
}
QUESTIONS = {
    "shape": gettext_noop("Bộ câu hỏi “Tôi cần gì?” chưa đúng dạng: mỗi câu cần mã, lời hỏi và ít nhất hai lựa chọn."),
    "too_many": gettext_noop("Bộ câu hỏi “Tôi cần gì?” có %(about)s câu, nhiều nhất là 5."),
    "twice": gettext_noop("Câu hỏi “%(about)s” bị trùng mã hoặc có lựa chọn trùng."),
    "when": gettext_noop("Điều kiện hỏi nhắc đến “%(about)s” mà không câu nào hỏi trước đó."),
    "case": gettext_noop("Câu hỏi nhắc đến trường hợp “%(about)s” không có trong thủ tục."),
    "paper": gettext_noop("Câu hỏi nhắc đến giấy tờ “%(about)s” không có trong thủ tục."),
}


@action("procedures.publish_version")
def publish_version(
    version: ProcedureVersion, *, by: Actor, at: datetime, valid_from: date | None = None, confirmed: bool = False
) -> ProcedureVersion:
    """Put a draft in force from its date, or from `valid_from`; the version before it ends there.

    Raises Refused where the version is no draft, is incomplete, or starts before the one it replaces; and where it
    changes how people file here and the official has not confirmed having seen it.
    """
    procedure = Procedure.objects.select_for_update(of=["self"]).select_related("field").get(pk=version.procedure_id)
    version = ProcedureVersion.objects.prefetch_related("cases__components").get(pk=version.pk)
    if version.state != VersionState.DRAFT:
        raise Refused(_("Chỉ công bố được bản nháp."))
    if missing := _missing(version) or _asks_twice(version):
        raise Refused(missing)
    _check_questions(version)
    if by.kind is ActorKind.OFFICIAL:
        _check_filing(version, confirmed=confirmed)
    version.valid_from = valid_from or version.valid_from
    _end_before(version)
    version.state = VersionState.PUBLISHED
    version.published_at = at
    version.save(update_fields=["state", "published_at", "valid_from"])
    if version.domain and fold(version.domain) != fold(procedure.field.name):
        procedure.field = fields_named([version.domain])[fold(version.domain)]
        procedure.save(update_fields=["field"])
    emit(ProcedurePublished(version_id=version.pk))
    return version


def _asks_twice(version: ProcedureVersion) -> str:
    """What its form asks although a source gives it, where it was published before that was looked at."""
    found = asked_though_known(version.eform) if version.eform is not None else []
    if not found:
        return ""
    names = ", ".join(f"“{problem.params['label']}”" for problem in found)
    return _("Biểu mẫu hỏi lại thông tin cơ quan nhà nước đã có: %(names)s. Xin sửa ở trang biểu mẫu.") % {
        "names": names
    }


def _missing(version: ProcedureVersion) -> str:
    """What the version lacks, in words; empty where it may go out."""
    cases = list(version.cases.all())
    missing = missing_before_publication(
        name=version.name,
        # Of an outline nobody knows more than code and name; its page says so.
        levels=version.levels or ["unknown"] * version.is_outline,
        case_count=len(cases),
        online=version.online_level != OnlineLevel.INFO,
        has_form=version.eform_id is not None,
        without_process=sum(case.process_id is None for case in cases),
    )
    return " ".join(str(SENTENCES[part]) for part in missing)


def _check_filing(version: ProcedureVersion, *, confirmed: bool) -> None:
    """What an official must have seen before people file under the version."""
    if version.is_fileable and (unknown := said_unknown(papers_unknown(version))):
        raise Refused(unknown, "eform")
    if not confirmed and changes_of_filing(version):
        raise Refused(_("Bản này thay đổi việc nộp hồ sơ tại đây. Xin xem những thay đổi và xác nhận."), "confirmed")


def _check_questions(version: ProcedureVersion) -> None:
    cases = list(version.cases.prefetch_related("components"))
    papers = (component.key for case in cases for component in case.components.all())
    found = faults(version.questions, (case.key for case in cases), papers)
    if found:
        raise Refused(" ".join(_(QUESTIONS[code]) % {"about": about} for code, about in found), "questions")


def _end_before(version: ProcedureVersion) -> None:
    before = (
        ProcedureVersion.objects.filter(procedure_id=version.procedure_id, state=VersionState.PUBLISHED)
        .filter(Q(valid_to=None) | Q(valid_to__gt=version.valid_from))
        .order_by("-number")
        .first()
    )
    if before is None:
        return
    if before.valid_from >= version.valid_from:
        raise Refused(_("Ngày có hiệu lực phải sau ngày có hiệu lực của bản đang áp dụng."), "valid_from")
    before.valid_to = version.valid_from
    before.save(update_fields=["valid_to"])
