"""What the pages about the parcels of one dossier share, the officials' and the applicant's."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.posting import is_sendable
from motcua.dossiers.rules import Status
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.post.public import Direction, Home, PostOrder, fee_in_force, tracked


def order_of(dossier: Dossier, pk: int) -> PostOrder:
    """A parcel of this dossier. Raises Refused for another's."""
    order = PostOrder.objects.about(dossier.subject).filter(pk=pk).first()
    if order is None:
        raise Refused(_("Bưu gửi này không thuộc hồ sơ."))
    return order


def direction_and_home(request: HttpRequest) -> tuple[Direction, Home]:
    """What was posted. Raises Refused where it is not said which way."""
    way = request.POST.get("direction", Direction.DELIVER)
    if way not in set(Direction):
        raise Refused(_("Xin chọn bưu chính nhận hồ sơ hay trả kết quả."), "direction")
    name, phone, line, place = (
        request.POST.get(f"post-{each}", "")[:500] for each in ("name", "phone", "line", "place")
    )
    return Direction(way), Home(name, phone, line, place)


def choices(dossier: Dossier) -> list[tuple[str, str]]:
    """Which ways the post can still go for a dossier, in words."""
    live = set(PostOrder.objects.about(dossier.subject).live().values_list("direction", flat=True))
    words = {
        Direction.DELIVER: _("Trả kết quả tận nhà"),
        Direction.COLLECT: _("Bưu tá đến nhà nhận giấy tờ còn thiếu"),
    }
    return [(way.value, said) for way, said in words.items() if way not in live and is_sendable(dossier, way)]


def typed_home(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    """What stands in the form: what was typed, else how the applicant is reached."""
    if request.method == "POST":
        return {each: request.POST.get(f"post-{each}", "") for each in ("name", "phone", "line", "place")}
    return {
        "name": dossier.submitter.full_name,
        "phone": dossier.contact_phone,
        "line": dossier.contact_address or dossier.submitter.address_line,
        "place": "",
    }


def postal_context(request: HttpRequest, dossier: Dossier, refused: Refused | None = None) -> dict[str, Any]:
    """What a page about the parcels of one dossier shows, to an official or the applicant."""
    ways = choices(dossier)
    return {
        "dossier": dossier,
        "parcels": tracked(dossier.subject),
        "ways": ways,
        "way": request.POST.get("direction") or (ways[0][0] if ways else ""),
        "home": typed_home(request, dossier),
        "fee": fee_in_force(clock.today()),
        "errors": [(refused.field, refused.message)] if refused else [],
        "wrong": {refused.field: refused.message} if refused and refused.field else {},
        "is_resolved": Status(dossier.status) is Status.RESOLVED,
    }
