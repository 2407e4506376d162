from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.accounts.public import Account
from motcua.audit.public import persons_seen_by
from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, action, note
from motcua.privacy.models import Breach, BreachPerson

LONGEST = timedelta(days=366)


@action("privacy.name_affected")
def name_affected(
    breach: Breach, *, account: Account | None, since: datetime | None, until: datetime | None, by: Actor, at: datetime
) -> int:
    """Enter all whose data an account looked at within a time, as the log has it; how many are new.

    Raises Refused for an unknown account, and for a time that is missing, reversed or longer than a year.
    """
    del by
    if account is None:
        raise Refused(_("Không có tài khoản này."), "account")
    if since is None or until is None or not since < until or until - since > LONGEST:
        raise Refused(_("Xin ghi ngày, giờ từ lúc nào đến lúc nào, không quá một năm."), "since")
    seen = set(persons_seen_by(account.pk, since, until)) - {account.person_id}
    known = set(BreachPerson.objects.filter(breach=breach, person__in=seen).values_list("person", flat=True))
    there = Person.objects.filter(pk__in=seen - known).order_by("pk").values_list("pk", flat=True)
    rows = [BreachPerson(breach=breach, person_id=person, found_at=at) for person in there]
    BreachPerson.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    note(account=account.pk, found=len(rows))
    return len(rows)
