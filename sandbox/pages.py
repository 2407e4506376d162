"""What people see of the sandbox nation: phone and mailbox, and the control page. All escaped, no script."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.parcels import parcel_routes
from sandbox.service import Nation, Service
from sandbox.shelf import Record
from sandbox.switches import BadSwitch, Fault, Moment, WrongData, switches_from
from sandbox.templates import web_templates

HERE = Path(__file__).parent
FONTS = HERE.parent / "node_modules" / "@fontsource" / "be-vietnam-pro"
LONGEST_FORM = 10_000

FAULTS = {
    Fault.OFF: "Không lỗi",
    Fault.HTTP_500: "Lỗi 500",
    Fault.DROPPED: "Ngắt kết nối",
    Fault.TIMEOUT: "Im lặng",
    Fault.TOO_MANY: "Quá nhiều yêu cầu (429)",
}
MOMENTS = {Moment.BEFORE: "Trước khi xử lý", Moment.AFTER: "Sau khi đã xử lý, mất câu trả lời"}
WRONGS = {
    WrongData.OFF: "Đúng",
    WrongData.NONSENSE_JSON: "JSON vô nghĩa",
    WrongData.HTML: "HTML thay cho JSON",
    WrongData.DUPLICATE_ID: "Trùng mã với tin trước",
}
LOOKUPS = {
    "00": "Đã trả lời",
    "01": "Không trả lời: không biết ai hỏi",
    "02": "Không trả lời: thiếu tên người hỏi, mục đích hoặc hồ sơ",
    "03": "Không trả lời: câu hỏi sai dạng",
    "04": "Không có ai mang số này",
    "05": "Họ tên hoặc ngày sinh không khớp",
}


def routes(nation: Nation, services: tuple[Service, ...]) -> list[BaseRoute]:
    """The pages, the switches as JSON, the health endpoint and the style sheet."""
    static: list[BaseRoute] = [Mount("/static", StaticFiles(directory=HERE / "web" / "static"))]
    if FONTS.is_dir():
        static.insert(0, Mount("/static/be-vietnam-pro", StaticFiles(directory=FONTS)))
    return [
        *_inbox_routes(nation),
        *_lookup_routes(nation),
        *parcel_routes(nation),
        *_control_routes(nation, services),
        *_switch_routes(nation, services),
        *static,
    ]


def _inbox_routes(nation: Nation) -> list[BaseRoute]:
    templates = web_templates()

    async def inbox(request: Request) -> Response:
        phone, email = request.query_params.get("phone", ""), request.query_params.get("email", "")
        messages, letters = nation.shelf.newest("sms"), nation.shelf.newest("mail")
        page = templates.get_template("inbox.html").render(
            here="inbox",
            phone=phone,
            email=email,
            phones=_addresses(messages, "phone"),
            emails=_addresses(letters, "to"),
            messages=list(reversed(_only(messages, "phone", phone)[:50])),
            letters=_only(letters, "to", email)[:50],
        )
        return HTMLResponse(page)

    async def inbox_json(request: Request) -> Response:
        phone, email = request.query_params.get("phone", ""), request.query_params.get("email", "")
        return JSONResponse(
            {
                "sms": _only(nation.shelf.newest("sms", 10_000), "phone", phone),
                "mail": _only(nation.shelf.newest("mail", 10_000), "to", email),
            }
        )

    async def forget(_: Request) -> Response:
        nation.shelf.forget()
        return Response(status_code=204)

    return [
        Route("/", inbox, methods=["GET"]),
        Route("/inbox.json", inbox_json, methods=["GET"]),
        Route("/inbox.json", forget, methods=["DELETE"]),
    ]


def _lookup_routes(nation: Nation) -> list[BaseRoute]:
    templates = web_templates()

    async def lookups(_: Request) -> Response:
        page = templates.get_template("lookups.html").render(
            here="lookups", lookups=nation.shelf.newest("population"), results=LOOKUPS
        )
        return HTMLResponse(page)

    return [Route("/tra-cuu-dan-cu", lookups, methods=["GET"])]


def _addresses(records: list[Record], name: str) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for record in records:
        counts[record[name]] = counts.get(record[name], 0) + 1
    return list(counts.items())


def _only(records: list[Record], name: str, value: str) -> list[Record]:
    return [record for record in records if record[name] == value] if value else records


def _control_routes(nation: Nation, services: tuple[Service, ...]) -> list[BaseRoute]:
    templates, quirks = web_templates(), {service.code: service.quirks for service in services}

    def page(problem: str = "", status: int = 200) -> Response:
        choices = {"faults": FAULTS, "moments": MOMENTS, "wrongs": WRONGS}
        text = templates.get_template("control.html").render(
            here="control", services=services, switches=nation.control.all(), problem=problem, **choices
        )
        return HTMLResponse(text, status)

    async def control(_: Request) -> Response:
        return page()

    async def switch_by_form(request: Request) -> Response:
        service = _known(nation, request)
        posted = dict(parse_qsl((await _body(request)).decode("utf-8", "replace")))
        try:
            nation.control.switch(service, switches_from(posted, quirks[service]))
        except BadSwitch:
            return page("Chưa áp dụng: độ trễ và số lần phải là số nguyên trong khoảng cho phép. Xin nhập lại.", 422)
        return RedirectResponse(f"/dieu-khien#{service}", 303)

    return [
        Route("/dieu-khien", control, methods=["GET"]),
        Route("/dieu-khien/{service}", switch_by_form, methods=["POST"]),
    ]


def _switch_routes(nation: Nation, services: tuple[Service, ...]) -> list[BaseRoute]:
    """The same switches as JSON, for tests, and whether the sandbox lives."""
    quirks = {service.code: service.quirks for service in services}

    async def show(request: Request) -> Response:
        return JSONResponse(nation.control.of(_known(nation, request)).as_json())

    async def switch(request: Request) -> Response:
        service = _known(nation, request)
        try:
            nation.control.switch(service, switches_from(await _json_object(request), quirks[service]))
        except BadSwitch as error:
            return JSONResponse({"error": str(error)}, 422)
        return await show(request)

    async def show_all(_: Request) -> Response:
        return JSONResponse({service: switches.as_json() for service, switches in nation.control.all().items()})

    async def quiet(_: Request) -> Response:
        nation.control.quiet()
        return Response(status_code=204)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "services": [service.code for service in services]})

    return [
        Route("/control", show_all, methods=["GET"]),
        Route("/control", quiet, methods=["DELETE"]),
        Route("/control/{service}", show, methods=["GET"]),
        Route("/control/{service}", switch, methods=["PUT"]),
        Route("/health", health, methods=["GET"]),
    ]


def _known(nation: Nation, request: Request) -> str:
    service = str(request.path_params["service"])
    if service not in nation.control:
        raise HTTPException(404, "no such service")
    return service


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise HTTPException(413, "too large")
    return body


async def _json_object(request: Request) -> Mapping[str, object]:
    try:
        value = json.loads(await _body(request))
    except ValueError as error:
        raise BadSwitch("JSON object expected") from error
    if not isinstance(value, dict):
        raise BadSwitch("JSON object expected")
    return value


_LOOPBACK = re.compile(r"(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?")


def is_loopback(host: str) -> bool:
    """Whether a Host header names this very machine."""
    return _LOOPBACK.fullmatch(host) is not None
