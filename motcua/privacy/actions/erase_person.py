from datetime import datetime

from motcua.persons.public import Person, anonymise_person, same_person
from motcua.platform.action import Actor, Refused, action
from motcua.platform.retention import forget
from motcua.privacy.models import Erasure
from motcua.privacy.reads.erasing import PERSON, kept_back


@action("privacy.erase_person")
def erase_person(person_id: int, *, ground: str, by: Actor, at: datetime) -> None:
    """Make a person anonymous: name, numbers, what finds them, their accounts as a citizen, messages and drafts.

    What counts them, and the log, which names them by a number alone, stay. Raises Refused, with every reason, while
    something binds them.
    """
    # Records that were merged are one person: they go together, or not at all.
    records = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=same_person(person_id)).order_by("pk"))
    if reasons := list(dict.fromkeys(reason for record in records for reason in kept_back(record.pk))):
        raise Refused(" ".join(f"{reason}." for reason in reasons), "answer")
    for record in records:
        forget(record.pk, by, at)
        anonymise_person(record, by=by, at=at)
        Erasure.objects.get_or_create(code=PERSON, key=record.pk, defaults={"at": at, "ground": ground})
