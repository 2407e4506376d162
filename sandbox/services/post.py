"""Public postal service: orders over HTTP JSON with the carrier's own names of fields, and word of each parcel.

`POST /post/v1/orders` takes an order with the header `access_token` and answers {Status, Message, ItemCode}; the same
OrderNumber never makes a second parcel. Where the header `callback` names an address on this machine, the post tells it
of the parcel, signed: by hand on the page `/buu-gui`, or by `POST /post/v1/orders/{number}/told?status=…`. What it
tells, with its headers, is answered there too, and kept under `/post/v1/told.json`. `GET /post/v1/orders/{number}` says
all that became of one: {Status, Events}.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from sandbox.faults import SWITCHES
from sandbox.service import Nation, Service
from sandbox.shelf import Record, now
from sandbox.switches import WrongData

TOKEN, CUSTOMER, SECRET = "sandbox", "MOTCUA", "sandbox"
STATUSES = ("handed_over", "in_transit", "delivered", "returned", "lost")
ANOTHERS_CODE, NO_STATUS = "anothers_code", "no_status"
NOWHERE = "99999"
"""A commune that the post does not deliver to."""

CODES = {
    "100": "Thành công",
    "401": "access_token không đúng",
    "402": "CustomerCode không đúng",
    "404": "Không có bưu gửi này",
    "410": "Thiếu hoặc sai trường dữ liệu",
    "411": "Không phát được tới địa chỉ này",
    "412": "Tiền thu hộ phải bằng 0",
}
_NEEDED = ("OrderNumber", "SenderName", "SenderAddress", "ReceiverName", "ReceiverAddress", "Description")
LONGEST = 500


def _answer(code: str, **more: object) -> JSONResponse:
    return JSONResponse({"Status": code, "Message": CODES[code], **more})


async def _posted(request: Request) -> dict[str, Any] | None:
    try:
        body: Any = json.loads(await request.body())
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _fault_in(order: dict[str, Any] | None, token: str) -> str | None:
    if token != TOKEN:
        return "401"
    if order is None or order.get("CustomerCode") != CUSTOMER:
        return "402" if order is not None else "410"
    texts = [order.get(name) for name in _NEEDED]
    if not all(isinstance(text, str) and 0 < len(text) <= LONGEST for text in texts) or order.get("FlagConfig") != 2:
        return "410"
    if order.get("CODAmount") != 0:
        return "412"
    return "411" if NOWHERE in (order.get("ReceiverDistrict"), order.get("SenderDistrict")) else None


def is_here(url: str) -> bool:
    """Whether an address is on this very machine: the post tells nobody else."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")


def told_of(record: Record, status: str, place: str = "", note: str = "", at: str = "") -> Record:
    """What the post says of a parcel, as it is sent: `body`, and the `headers` that sign it."""
    body = json.dumps(
        {
            "EventId": token_hex(8),
            "OrderNumber": record["number"],
            "ItemCode": record["item_code"],
            "Status": status,
            "StatusTime": at or now(),
            "Place": place,
            "Note": note,
        },
        ensure_ascii=False,
    )
    timestamp = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"{timestamp}.{body}".encode(), hashlib.sha256).hexdigest()
    return {"body": body, "headers": {"X-Timestamp": timestamp, "X-Signature": signed}, "delivered": None}


async def tell(
    nation: Nation, number: str, status: str, place: str = "", note: str = "", at: str = ""
) -> Record | None:
    """Tell whoever ordered a parcel, where they listen on this machine; what was said, None for an unknown one."""
    record = nation.shelf.get("post", number)
    if record is None:
        return None
    said = told_of(record, status, place, note, at)
    if is_here(record["callback"]):
        try:
            async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
                headers = {**said["headers"], "content-type": "application/json"}
                reply = await client.post(record["callback"], content=said["body"].encode(), headers=headers)
                said["delivered"] = reply.status_code
        except httpx.HTTPError:
            said["delivered"] = 0
    nation.shelf.put("post", number, {**record, "status": status, "told": record["told"] + 1})
    nation.shelf.put("post_told", token_hex(8), said)
    return said


def _routes(nation: Nation) -> Sequence[BaseRoute]:
    async def order(request: Request) -> JSONResponse:
        posted = await _posted(request)
        fault = _fault_in(posted, request.headers.get("access_token", ""))
        if fault or posted is None:
            return _answer(fault or "410")
        switches, previous = request.scope[SWITCHES], nation.shelf.newest("post", most=1)
        number = posted["OrderNumber"]
        record = nation.shelf.get("post", number) or _new_parcel(posted, request.headers.get("callback", ""))
        record["requests"] += 1
        nation.shelf.put("post", number, record)
        if switches.quirk == NO_STATUS:
            return JSONResponse({"Message": "OK"})
        wrong = switches.quirk == ANOTHERS_CODE or switches.wrong_data is WrongData.DUPLICATE_ID
        code = previous[0]["item_code"] if wrong and previous else record["item_code"]
        return _answer("100", ItemCode=code)

    async def way(request: Request) -> JSONResponse:
        number = request.path_params["number"]
        if request.headers.get("access_token", "") != TOKEN:
            return _answer("401")
        if nation.shelf.get("post", number) is None:
            return _answer("404")
        words = [json.loads(said["body"]) for said in nation.shelf.newest("post_told", 10_000)]
        return _answer("100", Events=[word for word in words if word["OrderNumber"] == number])

    async def told(request: Request) -> JSONResponse:
        query = request.query_params
        status = query.get("status", "")
        if status not in STATUSES:
            return _answer("410")
        said = await tell(
            nation, request.path_params["number"], status, query.get("place", ""), query.get("note", ""),
            query.get("at", ""),
        )  # fmt: skip
        return JSONResponse(said) if said else _answer("404")

    async def all_told(_: Request) -> JSONResponse:
        return JSONResponse(nation.shelf.newest("post_told", 10_000))

    async def orders(_: Request) -> JSONResponse:
        return JSONResponse(nation.shelf.newest("post", 10_000))

    return [
        Route("/v1/orders", order, methods=["POST"]),
        Route("/v1/orders/{number}", way, methods=["GET"]),
        Route("/v1/orders/{number}/told", told, methods=["POST"]),
        Route("/v1/orders.json", orders, methods=["GET"]),
        Route("/v1/told.json", all_told, methods=["GET"]),
    ]


def _new_parcel(order: dict[str, Any], callback: str) -> Record:
    return {
        "number": order["OrderNumber"],
        "item_code": order.get("ItemCode") or f"RE{token_hex(4).upper()}VN",
        "description": order["Description"],
        "sender": {name: order.get(f"Sender{name}", "") for name in ("Name", "Address", "Tel", "Province", "District")},
        "receiver": {
            name: order.get(f"Receiver{name}", "") for name in ("Name", "Address", "Tel", "Province", "District")
        },
        "callback": callback,
        "status": "ordered",
        "told": 0,
        "requests": 0,
        "at": now(),
    }


SERVICE = Service(
    code="post",
    name="Bưu chính công ích",
    summary="Nhận đặt bưu gửi qua HTTP, báo từng chặng đường; trang Bưu gửi để làm bưu tá.",
    routes=_routes,
    quirks={ANOTHERS_CODE: "Trả mã bưu gửi của bưu gửi trước", NO_STATUS: "Trả lời thiếu Status"},
)
