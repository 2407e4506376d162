"""One line per request: who by kind and account number, which route, how it ended, how long it took."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.platform.logs import counted, piece_of_work
from motcua.platform.pages import actor_of_request
from motcua.platform.probes import PROBES

log = logging.getLogger("motcua.request")
HEADER = "X-Request-ID"


class RequestLogMiddleware:
    """Gives each request a name, which the answer carries as X-Request-ID, and writes its line.

    Neither the address nor the query nor the body is written: a route stands with its parameters unfilled.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        with piece_of_work() as name, counted() as statements:
            response = self.get_response(request)
            response.headers[HEADER] = name
            actor = actor_of_request(request)
            fields = {
                "method": request.method if request.method in METHODS else "?",
                "route": route_of(request),
                "status": response.status_code,
                "milliseconds": round((time.monotonic() - begun) * 1000, 1),
                "statements": statements.count,
                "bytes": None if response.streaming else len(response.content),
                "actor": actor.kind.value,
                "account": actor.account_id,
            }
            log.log(logging.ERROR if response.status_code >= 500 else logging.INFO, "request", extra={"fields": fields})
        return response


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def route_of(request: HttpRequest) -> str:
    """The pattern of the address that was asked for, its parameters unfilled; `?` for an address there is none for."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    if request.path_info in PROBES:
        return request.path_info
    return f"{settings.STATIC_URL}…" if request.path.startswith(settings.STATIC_URL) else "?"
