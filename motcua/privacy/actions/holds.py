from datetime import datetime

from django.utils.translation import gettext as _

from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.text import clean
from motcua.privacy.models import LegalHold


@action("privacy.place_hold")
def place_hold(person: Person, *, ground: str, by: Actor, at: datetime) -> LegalHold:
    """Keep everything about this person until it is lifted: an inspection or a complaint needs it.

    Raises Refused without a ground, Stale when one is in force.
    """
    words = clean(ground)[:500]
    if len(words) < 5:
        raise Refused(_("Xin ghi căn cứ: số, ngày của quyết định hoặc đơn khiếu nại."), "ground")
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if LegalHold.objects.in_force().filter(person=person).exists():
        raise Stale(_("Dữ liệu của người này đang được giữ."))
    return LegalHold.objects.create(person=person, ground=words, placed_at=at, placed_by_id=by.account_id)


@action("privacy.lift_hold")
def lift_hold(hold: LegalHold, *, by: Actor, at: datetime) -> LegalHold:
    """End a hold. Raises Stale when it ended before."""
    fresh = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if fresh.lifted_at is not None:
        raise Stale(_("Lệnh giữ này đã hết."))
    fresh.lifted_at, fresh.lifted_by_id = at, by.account_id
    fresh.save(update_fields=["lifted_at", "lifted_by"])
    return fresh
