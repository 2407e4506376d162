"""SMS gateway: brandname messages over HTTP JSON, as the telephone companies offer it.

`POST /sms/v1/messages` takes {brandname, phone, message, user, pass, reference} and answers {code, message_id, …};
the same reference never makes a second message. `POST /sms/v1/status` takes {user, pass, message_id | reference}.
"""

import json
import re
from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from sandbox.faults import SWITCHES
from sandbox.service import Nation, Service
from sandbox.shelf import Record, now
from sandbox.switches import WrongData

USER, PASSWORD, BRANDNAME = "sandbox", "sandbox", "MOTCUA"
NOBODY = "0900000404"
"""A number that is never reached: the delivery status becomes `failed`."""

LONGEST = 459
CODES = {
    "00": "accepted",
    "01": "wrong user or password",
    "02": "brandname not registered",
    "03": "not a mobile number of Việt Nam",
    "04": "text empty or longer than 459 characters",
    "05": "text has characters outside the unaccented alphabet",
    "06": "no such message",
    "07": "malformed request",
}
_MOBILE = re.compile(r"(0|84)[35789]\d{8}")


def normal(phone: str) -> str:
    """The number as dialled at home: 0912345678."""
    return "0" + phone[2:] if phone.startswith("84") else phone


def segments(message: str) -> int:
    """How many messages the network sends: 160 characters in one, 153 in each of several."""
    return 1 if len(message) <= 160 else -(-len(message) // 153)


async def _posted(request: Request) -> dict[str, str] | None:
    try:
        body: Any = json.loads(await request.body())
    except ValueError:
        return None
    if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
        return None
    return {str(name): str(value) for name, value in body.items()}


def _refusal(posted: dict[str, str] | None) -> str | None:
    if posted is None:
        return "07"
    if (posted.get("user"), posted.get("pass")) != (USER, PASSWORD):
        return "01"
    return None


def _fault_in(posted: dict[str, str]) -> str | None:
    message = posted.get("message", "")
    if posted.get("brandname") != BRANDNAME:
        return "02"
    if not _MOBILE.fullmatch(posted.get("phone", "")):
        return "03"
    if not 0 < len(message) <= LONGEST:
        return "04"
    if not message.isascii() or not message.replace("\n", " ").isprintable():
        return "05"
    return None if posted.get("reference") else "07"


def _answer(code: str, **more: object) -> JSONResponse:
    return JSONResponse({"code": code, "description": CODES[code], **more})


def _routes(nation: Nation) -> Sequence[BaseRoute]:
    async def send(request: Request) -> JSONResponse:
        posted = await _posted(request)
        code = _refusal(posted) or _fault_in(posted or {})
        if code or posted is None:
            return _answer(code or "07")
        reference = posted["reference"]
        previous = nation.shelf.newest("sms", most=1)
        record = nation.shelf.get("sms", reference) or _new_message(posted)
        record["requests"] += 1
        nation.shelf.put("sms", reference, record)
        duplicated = request.scope[SWITCHES].wrong_data is WrongData.DUPLICATE_ID and previous
        message_id = previous[0]["message_id"] if duplicated else record["message_id"]
        return _answer("00", message_id=message_id, segments=record["segments"])

    async def status(request: Request) -> JSONResponse:
        posted = await _posted(request)
        code = _refusal(posted)
        if code or posted is None:
            return _answer(code or "07")
        record = _find(nation, posted)
        if record is None:
            return _answer("06")
        reached = record["phone"] != NOBODY
        return _answer(
            "00", message_id=record["message_id"], status="delivered" if reached else "failed", at=record["at"]
        )

    return [Route("/v1/messages", send, methods=["POST"]), Route("/v1/status", status, methods=["POST"])]


def _new_message(posted: dict[str, str]) -> Record:
    return {
        "message_id": f"S{token_hex(6).upper()}",
        "reference": posted["reference"],
        "phone": normal(posted["phone"]),
        "brandname": posted["brandname"],
        "message": posted["message"],
        "segments": segments(posted["message"]),
        "requests": 0,
        "at": now(),
    }


def _find(nation: Nation, posted: dict[str, str]) -> Record | None:
    if "reference" in posted:
        return nation.shelf.get("sms", posted["reference"])
    wanted = posted.get("message_id")
    return next((record for record in nation.shelf.newest("sms", 10_000) if record["message_id"] == wanted), None)


SERVICE = Service(
    code="sms",
    name="Tổng đài tin nhắn",
    summary="Nhận tin nhắn thương hiệu qua HTTP và chuyển tới điện thoại.",
    routes=_routes,
)
