"""Text travels compressed to whoever takes it; what is compressed already, small or not wanted stays as it is."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.platform.compression import CompressionMiddleware, compressed

TEXT = "Hồ sơ một cửa. " * 500


def answer(accept: str, response: HttpResponse) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": accept})
    return CompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize("accept", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "deflate,gzip;q=0.05"])
def test_a_page_travels_compressed(accept: str) -> None:
    page = answer(accept, HttpResponse(TEXT, headers={"ETag": '"a"'}))
    assert page["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content).decode() == TEXT
    assert int(page["Content-Length"]) == len(page.content) < len(TEXT) / 10
    assert page["ETag"] == 'W/"a"'
    assert page["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accept", ["", "br", "identity", "gzip;q=0", "gzip;q=0.0, br"])
def test_who_does_not_take_it_gets_it_plain(accept: str) -> None:
    page = answer(accept, HttpResponse(TEXT))
    assert page.content.decode() == TEXT
    assert "Content-Encoding" not in page.headers
    assert page["Vary"] == "Accept-Encoding", "a cache between must not give one to the other"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("ngắn"),
        HttpResponse(TEXT, content_type="application/pdf"),
        HttpResponse(TEXT, headers={"Content-Encoding": "br"}),
    ],
    ids=["short", "pdf", "compressed already"],
)
def test_what_gains_nothing_stays_as_it_is(response: HttpResponse) -> None:
    before = response.content
    assert answer("gzip", response).content == before


def test_the_length_does_not_tell_the_content() -> None:
    assert len({len(compressed(TEXT.encode())) for _ in range(60)}) > 10
