"""How often one account, or one address that nobody signed in from, may write and search: far more than a person does.

Counted in each process, so that it costs no statement; with several processes the bounds are that much wider.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.accounts.models import Account
from motcua.accounts.reads import address_of
from motcua.accounts.rules import address_block
from motcua.platform import pages
from motcua.platform.settings import installation

SAFE = {"GET", "HEAD", "OPTIONS"}
SEARCHED_BY = ("q", "ten", "tim")
KEPT_AT_MOST = 20_000


@dataclass
class Buckets:
    """One bucket for each who: it holds a minute's worth of acts and fills evenly (`clock` in seconds)."""

    clock: Callable[[], float] = time.monotonic
    levels: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, kind: str, who: str, per_minute: int) -> float:
        """Take one act out; return the seconds to wait where the bucket is empty, else zero."""
        now = self.clock()
        with self.lock:
            if len(self.levels) > KEPT_AT_MOST:
                self.levels = {key: kept for key, kept in self.levels.items() if now - kept[1] < 60}
            level, since = self.levels.get((kind, who), (float(per_minute), now))
            level = min(float(per_minute), level + (now - since) * per_minute / 60)
            if level < 1:
                self.levels[kind, who] = (level, now)
                return (1 - level) * 60 / per_minute
            self.levels[kind, who] = (level - 1, now)
            return 0.0


class RateLimitMiddleware:
    """Answers 429 with plain words and Retry-After to whoever writes or searches faster than any hand."""

    buckets = Buckets()

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wait = self._wait(request)
        if not wait:
            return self.get_response(request)
        seconds = int(wait) + 1
        words = _("Ông/bà thao tác nhanh quá mức. Xin thử lại sau %(seconds)d giây.") % {"seconds": seconds}
        response = pages.error_page(request, 429, words)
        response.headers["Retry-After"] = str(seconds)
        return response

    def _wait(self, request: HttpRequest) -> float:
        here = installation()
        if request.method not in SAFE:
            return self.buckets.take("write", _who(request), here.writes_per_minute)
        if any(request.GET.get(name) for name in SEARCHED_BY):
            return self.buckets.take("search", _who(request), here.searches_per_minute)
        return 0.0


def _who(request: HttpRequest) -> str:
    if isinstance(request.user, Account):
        return f"account:{request.user.pk}"
    return f"address:{address_block(address_of(request))}"
