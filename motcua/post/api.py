"""Where the carrier tells of parcels: signed, as often as it likes, in any order."""

from django.http import HttpRequest
from ninja import Router, Schema, Status

from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.pages import enter
from motcua.platform.registry import PortUnanswered
from motcua.post.actions.record_told import record_told
from motcua.post.models import PostOrder
from motcua.post.ports import CARRIER
from motcua.post.rules import is_signed
from motcua.post.words import read_word

router = Router()
LARGEST = 10_000


class ToldOut(Schema):
    """`Status` "100": kept, now or before; "401": not signed; "404": no such order; "422": not understood."""

    Status: str
    Message: str


@router.post("/post/told", response={200: ToldOut, 401: ToldOut, 404: ToldOut, 422: ToldOut})
@enter("anyone")
def told(request: HttpRequest) -> Status[ToldOut]:
    """Keep what the carrier tells of a parcel: {EventId, OrderNumber, ItemCode, Status, StatusTime, Place, Note}.

    `Status` is handed_over, in_transit, delivered, returned or lost; `StatusTime` ISO 8601. The headers `X-Timestamp`
    (seconds) and `X-Signature` (HMAC-SHA256 in hex of time, full stop and body) say who speaks. The same EventId twice
    is kept once; what comes late changes nothing that is known better.
    """
    body = request.body
    timestamp, signed = request.headers.get("X-Timestamp", ""), request.headers.get("X-Signature", "")
    now = clock.now()
    if len(body) > LARGEST or not is_signed(_secret(), timestamp, body, signed, now):
        return Status(401, ToldOut(Status="401", Message="not signed, or too long ago"))
    read = read_word(body)
    if read is None:
        return Status(422, ToldOut(Status="422", Message="not understood"))
    number, word = read
    order = PostOrder.objects.filter(number=number).first()
    if order is None:
        return Status(404, ToldOut(Status="404", Message="no such order"))
    record_told(order, word, by=SYSTEM, at=now)
    return Status(200, ToldOut(Status="100", Message="kept"))


def _secret() -> str:
    """What the carrier signs with; "", by which nothing is signed, where the installation has no carrier."""
    try:
        return CARRIER.answer().secret()
    except PortUnanswered:
        return ""
