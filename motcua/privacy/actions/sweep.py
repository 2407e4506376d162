from contextlib import suppress
from datetime import datetime

from motcua.accounts.public import Account
from motcua.platform.action import Actor, Refused, action, attempt, note
from motcua.platform.retention import Keeper
from motcua.privacy.actions.erase_person import erase_person
from motcua.privacy.models import Erasure
from motcua.privacy.reads.erasing import free, held, over_before

AT_ONCE = 100


@action("privacy.sweep")
def sweep(keeper: Keeper, *, by: Actor, at: datetime) -> int:
    """Erase some of what the law no longer lets be kept of one kind; how many. Call again until nothing is left.

    Whom then nothing binds any more, and who signs in nowhere, is made anonymous with it.
    """
    set_now, before = over_before(keeper, at)
    if before is None:
        return 0
    ids = keeper.over(before, held(), AT_ONCE)
    if not ids:
        return 0
    persons = keeper.persons_of(ids) if keeper.persons_of else set[int]()
    keeper.erase(ids, by=by, at=at)
    rows = [Erasure(code=keeper.code, key=key, at=at, ground=set_now.basis) for key in ids]
    Erasure.objects.bulk_create(rows, ignore_conflicts=True)
    using = set(Account.objects.active().filter(person__in=persons).values_list("person_id", flat=True))
    for person in free(persons - using):
        # Another record of the same person may still be bound; then all of them stay.
        with suppress(Refused), attempt():
            erase_person(person, ground=set_now.basis, by=by, at=at)
    note(kind=keeper.code, erased=len(ids))
    return len(ids)
