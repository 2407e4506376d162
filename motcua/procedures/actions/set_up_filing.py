from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.forms.public import EForm, area_questions
from motcua.organisations.public import Organisation
from motcua.platform.action import Actor, Refused, action, note
from motcua.platform.clock import VIETNAM
from motcua.procedures.actions._building import Built, copy_of, parts_of, store
from motcua.procedures.filing import papers_unknown, said_unknown
from motcua.procedures.models import (
    ComponentType,
    OnlineLevel,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    VersionState,
)
from motcua.processes.ports import ProcedureUse
from motcua.processes.public import Process, ProcessVersion, held_against, said_too_long

UNIT = "unit:"


@action("procedures.set_up_filing")
def set_up_filing(
    procedure: Procedure,
    *,
    eform: EForm,
    processes: Mapping[str, Process],
    area_answer: str,
    online_level: OnlineLevel = OnlineLevel.FULL,
    partial_reason: str = "",
    required_assurance: int = 1,
    data_class: int = 1,
    by: Actor,
    at: datetime,
) -> ProcedureVersion:
    """Give a procedure the form and, by key of case, the processes with which it is filed here: a draft to publish.

    A draft that waits is completed; a version in force stays as it is and the next one begins. `area_answer` names the
    question of the form that says the area, or `unit:<identifier>`. Raises Refused where form, papers, place and
    processes do not fit, and where the longest way through a process takes more than its case publishes.
    """
    Procedure.objects.select_for_update(of=["self"]).get(pk=procedure.pk)
    version = _draft(procedure, at)
    if online_level == OnlineLevel.PARTIAL and not partial_reason.strip():
        raise Refused(_("Dịch vụ công một phần phải nêu lý do công khai."), "partial_reason")
    if not eform.is_published:
        raise Refused(_("Biểu mẫu chưa ban hành."), "eform")
    _check_place(eform, area_answer, at)
    cases = list(version.cases.all())
    _check_processes(cases, processes, at)
    version.eform, version.area_answer = eform, area_answer
    version.online_level, version.partial_reason = online_level, partial_reason.strip()
    if version.delivery_answer not in eform.definition.fields:
        version.delivery_answer = ""
    if unknown := said_unknown(papers_unknown(version)):
        raise Refused(unknown, "eform")
    version.required_assurance, version.data_class = required_assurance, data_class
    version.save(
        update_fields=[
            "eform", "area_answer", "online_level", "partial_reason", "delivery_answer", "required_assurance",
            "data_class",
        ]
    )  # fmt: skip
    for case in cases:
        case.process = processes[case.key]
        case.save(update_fields=["process"])
    note(version=version.pk, eform=eform.pk)
    return version


def _draft(procedure: Procedure, at: datetime) -> ProcedureVersion:
    versions = procedure.versions.exclude(state=VersionState.SUPERSEDED).prefetch_related("cases__components")
    newest = versions.select_related("eform").order_by("-number").first()
    if newest is None or newest.is_outline:
        raise Refused(_("Danh mục mới cho biết mã và tên của thủ tục này: chưa có giấy tờ nào để nộp."))
    if newest.state == VersionState.DRAFT:
        return newest
    draft: ProcedureVersion = copy_of(newest, ProcedureVersion)
    draft.number = (procedure.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    draft.state, draft.published_at, draft.valid_to = VersionState.DRAFT, None, None
    draft.valid_from = max(at.astimezone(VIETNAM).date(), newest.valid_from + timedelta(days=1))
    cases = []
    for old in newest.cases.all():
        case = copy_of(old, ProcedureCase)
        case.version = draft
        cases.append((case, [copy_of(paper, ComponentType) for paper in old.components.all()]))
    store([Built(draft, cases, parts=parts_of(newest))])
    return ProcedureVersion.objects.prefetch_related("cases__components").get(pk=draft.pk)


def _check_place(eform: EForm, area_answer: str, at: datetime) -> None:
    if area_answer.startswith(UNIT):
        day = at.astimezone(VIETNAM).date()
        identifier = area_answer.removeprefix(UNIT)
        if not Organisation.objects.as_of(day).filter(identifier=identifier).exists():
            raise Refused(_("Không có đơn vị nào mang mã %(code)s.") % {"code": identifier}, "place")
    elif area_answer not in dict(area_questions(eform)):
        raise Refused(_("Xin chọn câu hỏi cho biết xã, phường nhận hồ sơ, hoặc một đơn vị."), "place")


def _check_processes(cases: list[ProcedureCase], processes: Mapping[str, Process], at: datetime) -> None:
    running = ProcessVersion.objects.in_force(at.astimezone(VIETNAM).date()).filter(process__in=processes.values())
    usable: dict[int, ProcessVersion] = {}
    for version in running:
        usable.setdefault(version.process_id, version)
    for case in cases:
        process = processes.get(case.key)
        if process is None:
            raise Refused(_("Xin chọn quy trình cho “%(case)s”.") % {"case": case.name}, f"process-{case.key}")
        if process.pk not in usable:
            words = _("Quy trình “{code}” chưa có phiên bản có hiệu lực.").format(code=process.code)
            raise Refused(words, f"process-{case.key}")
        _check_length(case, usable[process.pk])


def _check_length(case: ProcedureCase, process: ProcessVersion) -> None:
    """Nghị định 118/2025/NĐ-CP has the steps of an internal process fit into the procedure's time limit."""
    published = case.version
    name, amount, unit = case.name or published.name, case.limit_amount, case.limit_unit
    held = held_against(process, ProcedureUse(published.procedure.code, published.name, name, amount, unit, True))
    if held.is_too_long:
        words = _("Quy trình “%(process)s” chưa dùng được: %(why)s")
        raise Refused(words % {"process": process.process.name, "why": said_too_long([held])}, f"process-{case.key}")
