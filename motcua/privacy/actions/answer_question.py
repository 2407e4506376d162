from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.notifications.public import notify
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.formats import dmyhm
from motcua.platform.text import clean
from motcua.privacy.models import DataQuestion

LONGEST = 4000


@action("privacy.answer_question")
def answer_question(question: DataQuestion, *, answer: str, by: Actor, at: datetime) -> DataQuestion:
    """Tell the person why their data were looked at, and tell them that there is an answer.

    Raises Refused for an empty answer, Stale when it was answered already.
    """
    words = clean(answer)[:LONGEST]
    if not words:
        raise Refused(_("Xin viết câu trả lời."), "answer")
    fresh = DataQuestion.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=question.pk)
    if fresh.answered_at is not None:
        raise Stale(_("Câu hỏi này đã được trả lời."))
    fresh.answer, fresh.answered_at, fresh.answered_by_id = words, at, by.account_id
    fresh.save(update_fields=["answer", "answered_at", "answered_by"])
    notify(
        template="data_question_answered",
        person_id=fresh.person_id,
        account_id=fresh.account_id,
        channels=("in_app",),
        context={
            "unit": fresh.organisation.name,
            "looked_at": dmyhm(fresh.looked_at),
            "link": reverse("privacy:asked", args=[fresh.pk]),
        },
        subject=f"privacy.dataquestion:{fresh.pk}",
        by=by,
        at=at,
    )
    return fresh
