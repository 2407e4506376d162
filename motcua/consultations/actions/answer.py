from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.consultations.actions._settling import settle, take
from motcua.consultations.models import ConsultationFile, Opinion
from motcua.consultations.rules import LONGEST, Fault, Silence, State, faults_in, is_in_time, may_answer
from motcua.files.public import TakenIn, store_upload
from motcua.platform.action import Actor, Refused, Stale, action

MOST_FILES = 10


@action("consultations.answer")
def answer(
    opinion: Opinion,
    *,
    answers: Mapping[str, str],
    text: str = "",
    uploads: Sequence[TakenIn] = (),
    by: Actor,
    at: datetime,
) -> Opinion:
    """Give the agency's opinion. At the very instant of the deadline it is in time; later it counts as late.

    Raises Refused for a question that must be answered and is not, Stale where it was answered, is no longer wanted, or
    the agency's silence has been taken for agreement.
    """
    fresh = take(opinion)
    consultation = fresh.consultation
    if not may_answer(State(fresh.state), Silence(consultation.silence), at, fresh.due_at):
        raise Stale(_("Không trả lời được nữa: %(state)s.") % {"state": _state_words(fresh, at)})
    asked = consultation.asked
    given = {question.key: answers.get(question.key, "").strip() for question in asked}
    words = {
        Fault.MISSING: _("Câu hỏi này phải trả lời."),
        Fault.TOO_LONG: _("Trả lời dài quá 4.000 ký tự."),
        Fault.NOT_A_CHOICE: _("Xin chọn một trong các phương án."),
    }
    for key, fault in faults_in(asked, given).items():
        raise Refused(words[fault], f"answer-{key}")
    if len(text.strip()) > LONGEST:
        raise Refused(_("Ý kiến dài quá 4.000 ký tự."), "text")
    if len(uploads) > MOST_FILES:
        raise Refused(_("Mỗi lần gửi tối đa %(count)d tệp.") % {"count": MOST_FILES}, "files")
    fresh.answers, fresh.text = {key: value for key, value in given.items() if value}, text.strip()
    fresh.answered_by_id, fresh.is_late = by.account_id, not is_in_time(at, fresh.due_at)
    files = [store_upload(taken, by=by, at=at) for taken in uploads]
    ConsultationFile.objects.bulk_create(
        ConsultationFile(consultation=consultation, opinion=fresh, file=file) for file in files
    )
    settle(fresh, State.ANSWERED, "opinion_given", "answered", by=by, at=at)
    return fresh


def _state_words(opinion: Opinion, at: datetime) -> str:
    if opinion.state == State.OPEN and not is_in_time(at, opinion.due_at):
        return _("đã quá hạn, không trả lời coi như đồng ý")
    return opinion.get_state_display()
