"""Ask other agencies for their opinion about a dossier."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.consultations.events import OpinionMoved
from motcua.consultations.models import Consultation, ConsultationFile, Opinion
from motcua.consultations.reads import next_reminder
from motcua.consultations.rules import MOST_QUESTIONS, MOST_UNITS, Fault, Policy, Question, fault_of
from motcua.consultations.terms import policy_of
from motcua.dossiers.public import (
    Dossier,
    begin_outside_wait,
    has_step_of,
    note_opinion,
    open_tasks_of,
    pause_for_opinion,
)
from motcua.files.public import StoredFile
from motcua.organisations.public import (
    Organisation,
    TimeLimit,
    Unit,
    calendar_of,
    explain_due,
)
from motcua.platform.action import SYSTEM, Actor, Refused, action, emit
from motcua.platform.text import clean


@dataclass(frozen=True)
class Asked:
    """What is asked, of whom, with which files of the dossier; `note` is what the agencies must know to answer."""

    title: str
    note: str
    questions: Sequence[Question]
    organisations: Sequence[Organisation]
    files: Collection[StoredFile] = ()
    is_confidential: bool = False


@action("consultations.ask")
def ask(dossier: Dossier, asked: Asked, *, by: Actor, at: datetime) -> Consultation:
    """Ask one or several agencies; each owes its opinion within the declared days of its own working time.

    The legal clock of the dossier runs on (Nghị định 118/2025/NĐ-CP), unless the policy names the article by which it
    stands until the agency's deadline: the wait is recorded as each agency's either way.
    Raises Refused without a question or an agency, for a question that cannot be answered, of the asker's own agency,
    and for officials without an open step of the dossier.
    """
    if not has_step_of(dossier, by):
        raise Refused(_("Chỉ người đang giữ một bước của hồ sơ được lấy ý kiến."))
    checked = _checked(asked, dossier)
    policy = policy_of(dossier, at)
    consultation = Consultation.objects.create(
        dossier=dossier,
        step=", ".join(task.name for task in open_tasks_of(dossier)),
        organisation_id=by.organisation_id or dossier.competent_authority_id,
        asked_by_id=by.account_id,
        asked_at=at,
        title=checked.title,
        background=checked.note,
        questions=[question.as_json() for question in checked.questions],
        is_confidential=checked.is_confidential,
        silence=policy.silence,
        basis=policy.basis,
    )
    ConsultationFile.objects.bulk_create(
        ConsultationFile(consultation=consultation, file=file) for file in checked.files
    )
    for organisation in checked.organisations:
        _open(consultation, dossier, organisation, policy, by, at)
    return consultation


def _open(
    consultation: Consultation, dossier: Dossier, organisation: Organisation, policy: Policy, by: Actor, at: datetime
) -> None:
    calendar = calendar_of(organisation.pk)
    due_at = explain_due(at, TimeLimit(Decimal(policy.days), Unit.WORKING_DAY), calendar).due_at
    # Somebody may have written down by hand that this agency is waited for.
    wait = dossier.outside_waits.filter(partner=organisation.name, ended_at=None).first() or begin_outside_wait(
        dossier, partner=organisation.name, kind="consultation", ground=policy.basis, by=SYSTEM, at=at
    )
    if policy.pauses:
        pause_for_opinion(dossier, wait, until=due_at, article=policy.pause_basis, by=by, at=at)
    opinion = Opinion.objects.create(
        consultation=consultation,
        organisation=organisation,
        due_at=due_at,
        remind_at=next_reminder(policy, calendar, at, due_at, at),
        wait=wait,
    )
    place = "" if consultation.is_confidential else organisation.name
    note_opinion(dossier, "opinion_asked", place=place, note=f"{organisation.name}: {consultation.title}", by=by, at=at)
    emit(OpinionMoved(opinion.pk, "asked", at))


def _checked(asked: Asked, dossier: Dossier) -> Asked:
    title, note = clean(asked.title), asked.note.strip()
    if not title or len(title) > 300:
        raise Refused(_("Xin ghi xin ý kiến về việc gì (không quá 300 ký tự)."), "title")
    if len(note) > 10_000:
        raise Refused(_("Nội dung dài quá 10.000 ký tự."), "note")
    if not asked.questions or len(asked.questions) > MOST_QUESTIONS:
        raise Refused(_("Xin đặt từ một đến %(count)d câu hỏi.") % {"count": MOST_QUESTIONS}, "words-0")
    words = {
        Fault.NO_WORDS: _("Xin ghi câu hỏi."),
        Fault.TOO_LONG: _("Câu hỏi dài quá 4.000 ký tự."),
        Fault.FEW_CHOICES: _("Câu hỏi chọn một cần ít nhất hai phương án khác nhau, cách nhau bằng dấu chấm phẩy."),
    }
    for question in asked.questions:
        if fault := fault_of(question):
            raise Refused(words[fault], f"words-{question.key}")
    units = list({unit.pk: unit for unit in asked.organisations}.values())
    if not units or len(units) > MOST_UNITS:
        raise Refused(_("Xin chọn từ một đến %(count)d cơ quan.") % {"count": MOST_UNITS}, "unit-0")
    if any(unit.pk == dossier.competent_authority_id for unit in units):
        raise Refused(_("Cơ quan đang giải quyết không tự xin ý kiến mình."), "unit-0")
    open_now = Opinion.objects.waiting().filter(consultation__dossier=dossier, organisation__in=[u.pk for u in units])
    if waiting := open_now.select_related("organisation").first():
        raise Refused(_("%(unit)s đang được xin ý kiến về hồ sơ này.") % {"unit": waiting.organisation.name}, "unit-0")
    return replace(asked, title=title, note=note, organisations=units)
