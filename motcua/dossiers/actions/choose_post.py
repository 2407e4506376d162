"""Choose that papers are fetched from home, or the result delivered there, by the public postal service."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import take
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.acting import serves
from motcua.dossiers.reads.posting import contents_of, is_sendable
from motcua.platform.action import Actor, ActorKind, NotAllowed, Refused, action
from motcua.post.public import CheckedHome, Direction, Home, Matter, PostOrder, State, cancel, place_order


@action("dossiers.choose_post")
def choose_post(
    dossier: Dossier, direction: Direction, home: Home | CheckedHome, *, by: Actor, at: datetime
) -> PostOrder:
    """Let the post deliver the result, or fetch papers that are still needed (Nghị định 118/2025/NĐ-CP, điều 17, 22).

    A result that is not there yet is a wish until it is. An official records it where the applicant is served. Raises
    Refused where there is nothing to carry any more, or the address cannot be one; NotAllowed at another counter.
    """
    if by.kind is ActorKind.OFFICIAL and not serves(by, "dossiers.choose_post", dossier):
        raise NotAllowed(_("Chỉ nơi tiếp nhận hồ sơ được ghi nhận thay người nộp."))
    fresh = take(dossier)
    if not is_sendable(fresh, direction):
        raise Refused(
            _("Hồ sơ ở trạng thái “%(status)s”: không còn gì để gửi.") % {"status": fresh.get_status_display()}
        )
    matter = Matter(
        fresh.subject, fresh.code, contents_of(fresh, direction), fresh.place_of_receipt_id, fresh.submitter_id
    )
    is_ready = direction is Direction.COLLECT or fresh.resolved_at is not None
    return place_order(matter, direction, home, is_ready=is_ready, by=by, at=at)


@action("dossiers.leave_post")
def leave_post(dossier: Dossier, order: PostOrder, *, by: Actor, at: datetime) -> PostOrder:
    """Take the choice back while nothing was sent. Raises Refused for another matter's parcel, Stale afterwards."""
    if order.subject != dossier.subject:
        raise Refused(_("Bưu gửi này không thuộc hồ sơ."))
    if by.kind is ActorKind.OFFICIAL and not serves(by, "dossiers.leave_post", dossier):
        raise NotAllowed(_("Chỉ nơi tiếp nhận hồ sơ được ghi nhận thay người nộp."))
    if order.direction == Direction.DELIVER and order.state == State.WISHED:
        return cancel(order, by=by, at=at)
    return cancel(order, reason=_("Người nộp không cần nữa"), by=by, at=at)
