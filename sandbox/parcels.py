"""The page on which somebody plays the postman: every parcel, and what to tell of it."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.service import Nation
from sandbox.services.post import STATUSES, tell
from sandbox.templates import web_templates

LONGEST_FORM = 2_000
WORDS = {
    "ordered": "Đã đặt, chưa giao",
    "handed_over": "Bưu chính đã nhận",
    "in_transit": "Đang trên đường",
    "delivered": "Đã phát",
    "returned": "Chuyển hoàn",
    "lost": "Thất lạc",
}


def parcel_routes(nation: Nation) -> Sequence[BaseRoute]:
    """The list of parcels and its buttons."""
    templates = web_templates()

    async def parcels(_: Request) -> Response:
        page = templates.get_template("parcels.html").render(
            here="parcels", parcels=nation.shelf.newest("post"), words=WORDS, statuses=STATUSES
        )
        return HTMLResponse(page)

    async def move(request: Request) -> Response:
        body = await request.body()
        posted = dict(parse_qsl(body[:LONGEST_FORM].decode("utf-8", "replace")))
        status = posted.get("status", "")
        place = posted.get("place", "")[:200]
        if status not in STATUSES or await tell(nation, posted.get("number", ""), status, place) is None:
            raise HTTPException(404, "no such parcel")
        return RedirectResponse("/buu-gui", 303)

    return [Route("/buu-gui", parcels, methods=["GET"]), Route("/buu-gui", move, methods=["POST"])]
