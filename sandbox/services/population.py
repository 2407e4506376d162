"""Population register (cơ sở dữ liệu quốc gia về dân cư): who somebody is, told to those who say what for.

`POST /population/v1/lookups` takes {caller, key, purpose, reference, personal_id, full_name?, birth_date?} and answers
{code, description, person, as_of}. `reference` is the dossier or the officer that the look-up is for; name and birth
date, where given, must be those of who bears the number. Every look-up is written down here too, also a refused one.
"""

import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from sandbox.faults import SWITCHES
from sandbox.people import Citizen, citizen, family, find
from sandbox.service import Nation, Service
from sandbox.shelf import Record, now
from sandbox.templates import VIETNAM

CALLER, KEY = "MOTCUA", "sandbox"
SOMEBODY_ELSE, NO_SUCH_DAY = "somebody_else", "no_such_day"
CODES = {
    "00": "found",
    "01": "unknown caller",
    "02": "caller, purpose and reference are required",
    "03": "malformed request",
    "04": "nobody bears this number",
    "05": "name or birth date are not those of who bears this number",
}
_WORDS = ("caller", "key", "purpose", "reference", "personal_id", "full_name", "birth_date")
LONGEST_WORD = 300


async def _posted(request: Request) -> dict[str, str] | None:
    try:
        body: Any = json.loads(await request.body())
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    told = {name: body.get(name, "") for name in _WORDS}
    return told if all(isinstance(value, str) and len(value) <= LONGEST_WORD for value in told.values()) else None


def _same_name(one: str, other: str) -> bool:
    first, second = (" ".join(unicodedata.normalize("NFC", name).casefold().split()) for name in (one, other))
    return first == second


def _looked_up(told: dict[str, str] | None) -> tuple[str, Citizen | None]:
    if told is None:
        return "03", None
    if not all(told[name].strip() for name in ("caller", "purpose", "reference")):
        return "02", None
    if (told["caller"], told["key"]) != (CALLER, KEY):
        return "01", None
    person = find(told["personal_id"])
    if person is None:
        return "04", None
    if told["full_name"] and not _same_name(told["full_name"], person.full_name):
        return "05", None
    if told["birth_date"] and told["birth_date"] != person.birth_date.isoformat():
        return "05", None
    return "00", person


def _as_json(person: Citizen) -> dict[str, object]:
    nearest = family(person)
    return {
        "personal_id": person.personal_id,
        "full_name": person.full_name,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "nationality": "VN",
        "permanent_address": {"commune": person.area, "line": person.address},
        "father": nearest.father,
        "mother": nearest.mother,
        "spouse": nearest.spouse,
        "children": list(nearest.children),
    }


def _entry(told: dict[str, str] | None, code: str) -> Record:
    kept = {name: (told or {}).get(name, "") for name in ("caller", "purpose", "reference", "personal_id")}
    return {**kept, "code": code, "description": CODES[code], "at": now()}


def _routes(nation: Nation) -> Sequence[BaseRoute]:
    async def look_up(request: Request) -> JSONResponse:
        told = await _posted(request)
        code, person = _looked_up(told)
        nation.shelf.put("population", token_hex(8), _entry(told, code))
        if person is None:
            return JSONResponse({"code": code, "description": CODES[code]})
        quirk = request.scope[SWITCHES].quirk
        answer = _as_json(citizen(2 if person.number == 1 else 1) if quirk == SOMEBODY_ELSE else person)
        if quirk == NO_SUCH_DAY:
            answer["birth_date"] = "1990-02-31"
        as_of = datetime.now(UTC).astimezone(VIETNAM).date().isoformat()
        return JSONResponse({"code": code, "description": CODES[code], "person": answer, "as_of": as_of})

    async def log(_: Request) -> JSONResponse:
        return JSONResponse(nation.shelf.newest("population", 10_000))

    return [Route("/v1/lookups", look_up, methods=["POST"]), Route("/log.json", log, methods=["GET"])]


SERVICE = Service(
    code="population",
    name="Cơ sở dữ liệu quốc gia về dân cư",
    summary="Trả lời ai mang số định danh này, khi người hỏi nói rõ để làm gì; ghi lại mọi lần tra cứu.",
    routes=_routes,
    quirks={SOMEBODY_ELSE: "Trả lời về người khác", NO_SUCH_DAY: "Ngày sinh không có trong lịch"},
)
