from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.notifications.public import delete_messages, notify, told_about
from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, Stale, action, concern
from motcua.platform.clock import VIETNAM
from motcua.platform.settings import installation
from motcua.platform.text import clean
from motcua.privacy.actions.erase_person import erase_person
from motcua.privacy.models import ErasureRequest
from motcua.privacy.terms import term

LONGEST = 2000
# A message is tried for hours, not for days.
LONGEST_FAREWELL = timedelta(days=30)


@action("privacy.ask_erasure")
def ask_erasure(person: Person, *, text: str, by: Actor, at: datetime) -> ErasureRequest:
    """Ask for one's data to be erased; answered within the term of the law. Raises Refused while one is waiting."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if by.account_id is None or ErasureRequest.objects.waiting().filter(person=person).exists():
        raise Refused(_("Đã có một yêu cầu đang chờ trả lời."))
    length = term("erasure_answer", at.astimezone(VIETNAM).date()).length
    assert length is not None
    request = ErasureRequest.objects.create(
        person=person, account_id=by.account_id, text=clean(text)[:LONGEST], asked_at=at, due_at=at + length
    )
    concern(request)
    return request


@action("privacy.answer_erasure")
def answer_erasure(request: ErasureRequest, *, grants: bool, answer: str, by: Actor, at: datetime) -> ErasureRequest:
    """Erase what was asked for, or refuse with the ground of law; the person is told at the addresses they
    had before the data go.

    Raises Refused without words, or with every reason why it cannot be granted now; Stale when it was answered.
    """
    words = clean(answer)[:LONGEST]
    if len(words) < 10:
        raise Refused(_("Xin ghi rõ câu trả lời và căn cứ pháp luật."), "answer")
    fresh = ErasureRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if fresh.answered_at is not None:
        raise Stale(_("Yêu cầu này đã được trả lời."))
    fresh.was_granted, fresh.answer, fresh.answered_at, fresh.answered_by_id = grants, words, at, by.account_id
    if grants:
        fresh.text = ""
    fresh.save(update_fields=["was_granted", "answer", "answered_at", "answered_by", "text"])
    if grants:
        _say_farewell(fresh, words, by=by, at=at)
        ground = term("erasure_answer", at.astimezone(VIETNAM).date()).basis
        erase_person(fresh.person_id, ground=ground, by=by, at=at)
        return fresh
    notify(
        template="data_request_answered",
        person_id=fresh.person_id,
        account_id=fresh.account_id,
        channels=("in_app",),
        context={"answer": words, "link": reverse("privacy:mine")},
        subject=fresh.subject,
        by=by,
        at=at,
    )
    return fresh


def _say_farewell(request: ErasureRequest, answer: str, *, by: Actor, at: datetime) -> None:
    """The last message goes to the addresses they had; it is nobody's in the system, and goes once it was sent."""
    notify(
        template="erasure_granted",
        person_id=None,
        phone=request.person.phone,
        email=request.person.email,
        channels=("email", "sms"),
        context={"answer": answer, "link": installation().base_url},
        subject=request.subject,
        by=by,
        at=at,
    )


@action("privacy.forget_farewells")
def forget_farewells(*, by: Actor, at: datetime) -> int:
    """Erase the last messages to people who were erased, once they were sent or cannot be; how many."""
    granted = ErasureRequest.objects.filter(was_granted=True, answered_at__gte=at - LONGEST_FAREWELL)
    told = [pk for each in granted for pk in told_about(each.subject).settled().values_list("pk", flat=True)]
    return delete_messages(told, by=by, at=at) if told else 0
