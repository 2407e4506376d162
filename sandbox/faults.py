"""The switches at work on HTTP: one ASGI layer round a service that slows, breaks or falsifies its replies."""

import asyncio

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.service import Nation
from sandbox.switches import Fault, Moment, Switches, WrongData

SWITCHES = "sandbox.switches"
"""Where a service finds the switches of this very request in its scope (for `duplicate_id`)."""


class FaultLayer:
    """Apply the service's switches to each HTTP request that passes."""

    def __init__(self, app: ASGIApp, nation: Nation, service: str) -> None:
        self.app = app
        self.nation = nation
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        switches = self.nation.control.take(self.service)
        scope[SWITCHES] = switches
        await asyncio.sleep(switches.latency_ms / 1000)
        if switches.fault is not Fault.OFF:
            if switches.moment is Moment.AFTER:
                await self.app(scope, receive, _swallow)
            await self._fail(switches.fault, scope, receive, send)
        elif switches.wrong_data in (WrongData.NONSENSE_JSON, WrongData.HTML):
            await self.app(scope, receive, _swallow)
            await _falsify(switches)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _fail(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        match fault:
            case Fault.TIMEOUT:
                await self.nation.silence()
                return
            case Fault.DROPPED:
                # More is promised than sent: granian answers 500 by itself when nothing at all was sent.
                headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": b"{", "more_body": True})
                await asyncio.sleep(0.02)
                return
            case Fault.TOO_MANY:
                reply: Response = JSONResponse({"error": "too many requests"}, 429, {"Retry-After": "1"})
            case _:
                reply = JSONResponse({"error": "internal error"}, 500)
        await reply(scope, receive, send)


async def _swallow(_: Message) -> None:
    """The work was done; nobody will hear of it."""


def _falsify(switches: Switches) -> Response:
    if switches.wrong_data is WrongData.HTML:
        return HTMLResponse("<!doctype html><title>Bảo trì</title><h1>Hệ thống đang bảo trì</h1>")
    return Response('{"kod": 0, "ố": [null, {"x": "\\u0000', media_type="application/json")
