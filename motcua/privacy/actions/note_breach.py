from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, Stale, action
from motcua.platform.text import clean
from motcua.privacy.models import Breach, BreachNote

LONGEST = 4000


@action("privacy.note_breach")
def note_breach(breach: Breach, *, text: str, closes: bool = False, by: Actor, at: datetime) -> BreachNote:
    """Write down what was done about a breach afterwards; `closes` ends the matter.

    Raises Refused without words, or when it would end before the authority was told; Stale when it is closed.
    """
    words = clean(text)[:LONGEST]
    if not words:
        raise Refused(_("Xin ghi việc đã làm."), "text")
    fresh = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if fresh.closed_at is not None:
        raise Stale(_("Sự cố này đã kết thúc."))
    if closes:
        if fresh.reported_at is None:
            raise Refused(_("Chưa báo cơ quan chuyên trách thì chưa kết thúc được."), "text")
        fresh.closed_at = at
        fresh.save(update_fields=["closed_at"])
    return BreachNote.objects.create(breach=fresh, at=at, account_id=by.account_id, text=words)
