"""The sandbox nation put together: every service behind its switches, the pages, and rules for all HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox import pages
from sandbox.faults import FaultLayer
from sandbox.service import Nation, Service

HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self';"
        b" base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]


class HouseRules:
    """No foreign Host (unless public), no change asked for by another site's page, strict headers on every reply."""

    def __init__(self, app: ASGIApp, public: bool) -> None:
        self.app = app
        self.public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if not self.public and not pages.is_loopback(host):
            await PlainTextResponse("unknown host", 421)(scope, receive, send)
        elif request.method not in ("GET", "HEAD") and origin not in (None, f"{request.url.scheme}://{host}"):
            await PlainTextResponse("not from another site", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return send_with_headers


def build_app(nation: Nation, services: tuple[Service, ...], *, public: bool = False) -> Starlette:
    """The ASGI application. Its lifespan runs what the services run (the SMTP server)."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for service in services:
                await stack.enter_async_context(service.running(nation))
            stack.callback(nation.shelf.close)
            yield

    mounts = [
        Mount(f"/{service.code}", FaultLayer(Router(service.routes(nation)), nation, service.code))
        for service in services
    ]
    return Starlette(
        routes=[*mounts, *pages.routes(nation, services)],
        lifespan=lifespan,
        middleware=[Middleware(HouseRules, public=public)],
    )
