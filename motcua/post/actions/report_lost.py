from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, ActorKind, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy
from motcua.post.actions._book import take, write
from motcua.post.actions._trouble import put_in_charge
from motcua.post.models import PostOrder
from motcua.post.rules import State
from motcua.post.terms import terms_on


@action("post.report_lost")
def report_lost(order: PostOrder, *, note: str, by: Actor, at: datetime) -> PostOrder:
    """Report that a parcel is lost: who handed it over answers for it, and it is decided upon within the term.

    An applicant may once it is late. Raises Refused before, and where nothing is said of it; Stale where it is not on
    the road.
    """
    fresh = take(order, State.HANDED_OVER, State.IN_TRANSIT)
    note = note.strip()
    if not note:
        raise Refused(_("Xin ghi vì sao cho là thất lạc: đã hỏi ai, từ bao giờ."), "note")
    if by.kind is not ActorKind.OFFICIAL and fresh.handed_over_at is not None:
        late_at = fresh.handed_over_at + terms_on(at.astimezone(VIETNAM).date()).late_after
        if at < late_at:
            raise Refused(_("Bưu gửi còn trong thời gian phát, đến hết ngày %(on)s.") % {"on": dmy(late_at)})
    fresh.state = State.LOST
    put_in_charge(fresh, at=at, fallback=by.account_id if by.kind is ActorKind.OFFICIAL else None)
    fresh.save(update_fields=["state", "accountable", "decide_by"])
    write(fresh, State.LOST, by=by, at=at, note=note)
    return fresh
