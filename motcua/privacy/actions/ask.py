from datetime import datetime

from django.utils.translation import gettext as _

from motcua.audit.public import look_at
from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, action, concern
from motcua.platform.text import clean
from motcua.privacy.models import DataQuestion
from motcua.privacy.reads.looks import withheld

LONGEST = 1000


@action("privacy.ask")
def ask(person: Person, *, entry: int, text: str, by: Actor, at: datetime) -> DataQuestion:
    """Ask the unit that took this look why; asked twice, the first question stands.

    Raises Refused for a look that is not told to this person, that no unit took, or for an empty question.
    """
    look = look_at(by.persons or {person.pk}, entry, withheld=withheld(at))
    if look is None or by.account_id is None:
        raise Refused(_("Không có lần xem này."))
    if look.organisation_id is None:
        raise Refused(_("Lần xem này không phải của một cơ quan."))
    words = clean(text)[:LONGEST]
    if not words:
        raise Refused(_("Xin viết câu hỏi."), "text")
    question, _is_new = DataQuestion.objects.get_or_create(
        person=person,
        entry_id=look.id,
        defaults={
            "account_id": by.account_id,
            "organisation_id": look.organisation_id,
            "looked_at": look.at,
            "looked_by_id": look.account_id,
            "purpose": look.purpose,
            "subject": look.subject,
            "text": words,
            "asked_at": at,
        },
    )
    concern(question)
    return question
