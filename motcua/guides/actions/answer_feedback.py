from datetime import datetime

from django.utils.translation import gettext as _

from motcua.guides.models import Feedback
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.text import clean

LONGEST = 2000


@action("guides.answer_feedback")
def answer_feedback(feedback: Feedback, *, answer: str, by: Actor, at: datetime) -> Feedback:
    """Say what becomes of it; whoever wrote it reads that under Trợ giúp.

    Raises Refused for an empty answer, Stale when it was answered already.
    """
    words = clean(answer)[:LONGEST]
    if not words:
        raise Refused(_("Xin viết câu trả lời."), "answer")
    fresh = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if fresh.answered_at is not None:
        raise Stale(_("Góp ý này đã được trả lời."))
    fresh.answer, fresh.answered_at, fresh.answered_by_id = words, at, by.account_id
    fresh.save(update_fields=["answer", "answered_at", "answered_by"])
    return fresh
