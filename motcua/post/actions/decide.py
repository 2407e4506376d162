"""Decide what is done about a parcel that is lost or came back."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.post.actions._book import take, write
from motcua.post.actions.place_order import Matter, place_order
from motcua.post.homes import Home, check_home
from motcua.post.models import PostOrder
from motcua.post.rules import DECIDED, DECISIONS, TROUBLE, Decision, Direction, State


@action("post.decide")
def decide(
    order: PostOrder, decision: Decision, home: Home | None, *, reason: str, by: Actor, at: datetime
) -> PostOrder | None:
    """Send a returned parcel again, issue a lost one anew, or let the applicant come; the new order, if any.

    A new order goes to `home` as corrected. The decision stands with who decided and why. Raises Refused where it does
    not fit, gives no reason or the address cannot be one; Stale where somebody has decided.
    """
    fresh = take(order, *TROUBLE)
    if decision not in DECISIONS[State(fresh.state)]:
        raise Refused(_("Bưu gửi thất lạc thì cấp lại, bưu gửi chuyển hoàn thì gửi lại; hoặc mời nhận tại quầy."))
    reason = reason.strip()
    if not reason:
        raise Refused(_("Xin ghi lý do quyết định."), "reason")
    checked = check_home(home, at) if home is not None and decision is not Decision.COUNTER else None
    if checked is None and decision is not Decision.COUNTER:
        raise Refused(_("Xin ghi địa chỉ gửi lại."), "post-line")
    fresh.decision, fresh.reason, fresh.decided_at, fresh.decided_by_id = decision, reason, at, by.account_id
    fresh.ended_at = at
    fresh.save(update_fields=["decision", "reason", "decided_at", "decided_by", "ended_at"])
    write(fresh, DECIDED, by=by, at=at, note=f"{fresh.get_decision_display()}: {reason}")
    if checked is None:
        return None
    matter = Matter(fresh.subject, fresh.reference, fresh.contents, fresh.organisation_id, fresh.person_id)
    return place_order(matter, Direction(fresh.direction), checked, is_ready=True, replaces=fresh, by=by, at=at)
