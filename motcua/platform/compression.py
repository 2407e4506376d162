"""Pages travel compressed; static files were compressed when they were collected."""

import re
import secrets
import zlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

WORTH_IT = 1000
# Most of what a higher level saves, for half of its time.
LEVEL = 4
TEXT = ("text/", "application/json", "application/problem+json", "image/svg+xml")
ACCEPTS = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
# A gzip file with a name in it; its length varies, so that the length of a page tells nothing of what it quotes.
HEAD = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"
LONGEST_NAME = 64


class CompressionMiddleware:
    """Sends text as gzip to whoever takes it; the length is blurred against guessing secrets by it (BREACH)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or len(response.content) < WORTH_IT or response.has_header("Content-Encoding"):
            return response
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if ACCEPTS.search(request.headers.get("Accept-Encoding", "")):
            response.content = compressed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
            if (tag := response.headers.get("ETag", "")).startswith('"'):
                response.headers["ETag"] = f"W/{tag}"
        return response


def compressed(content: bytes) -> bytes:
    """The content as a gzip file of a slightly random length."""
    name = secrets.token_hex(LONGEST_NAME // 2)[: secrets.randbelow(LONGEST_NAME) + 1].encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    tail = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return HEAD + name + b"\0" + body + tail
