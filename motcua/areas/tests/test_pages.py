"""What anybody may look up, on pages and by program."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from motcua.areas.public import Area, AreaKind, import_boundaries, import_province
from motcua.areas.tests import make
from motcua.areas.tests.test_boundaries import collection, square
from motcua.platform.action import SYSTEM

AT = datetime(2026, 11, 22, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_phong() -> None:
    """Hải Phòng, present and past."""
    import_province("31", by=SYSTEM, at=AT)


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("words", ["phường Máy Chai, Ngô Quyền, Hải Phòng", "may chai"])
def test_an_old_ward_is_found_with_what_it_became(client: Client, hai_phong: None, words: str) -> None:
    text = page(client, "/don-vi-hanh-chinh", q=words)
    assert "Phường Máy Chai" in text
    assert "đến hết 30/06/2025" in text
    assert "Nay là" in text
    assert "/don-vi-hanh-chinh/11329" in text


def test_a_split_ward_names_every_part(client: Client, hai_phong: None) -> None:
    text = page(client, "/don-vi-hanh-chinh", q="thị trấn Trường Sơn, An Lão")
    assert "Nay thuộc" in text
    assert "Phường Phù Liễn" in text
    assert "phần lớn" in text


def test_a_code_tells_its_history(client: Client, hai_phong: None) -> None:
    text = page(client, "/don-vi-hanh-chinh/11329")
    assert "Trước đó là" in text
    assert "Phường Máy Chai" in text
    assert "Nghị quyết 1669/NQ-UBTVQH15" in text
    assert "(114)" in page(client, "/don-vi-hanh-chinh/31")
    assert "Cấp huyện kết thúc" in page(client, "/don-vi-hanh-chinh/304")
    assert client.get("/don-vi-hanh-chinh/99998").status_code == 404


def test_nothing_found_and_nothing_asked_are_said(client: Client, hai_phong: None) -> None:
    assert "Không tìm thấy" in page(client, "/don-vi-hanh-chinh", q="zzz")
    assert page(client, "/don-vi-hanh-chinh").count("/don-vi-hanh-chinh/") == 34


def test_long_answers_come_in_pages(client: Client, hai_phong: None) -> None:
    seen: list[str] = []
    address, query = "/api/v1/areas", {"parent": "31"}
    answer = client.get(address, query).json()
    seen += [area["code"] for area in answer["areas"]]
    assert (len(seen), answer["next"]) == (114, None)
    whole = client.get(address, {"query": "", "on": "2025-06-30"}).json()
    following = client.get(address, {"query": "", "on": "2025-06-30", "after": whole["next"]}).json()
    codes = [area["code"] for area in whole["areas"] + following["areas"]]
    assert len(codes) == len(set(codes)) == 400


def test_programs_ask_for_a_point_an_address_a_history(client: Client) -> None:
    ward = make.area(code="11311", name="Phường Hồng Bàng", parent=make.province())
    import_boundaries(collection(("11311", square(106.6, 20.8))), by=SYSTEM, at=AT)
    at = client.get("/api/v1/areas/at", {"lon": "106.65", "lat": "20.85"}).json()
    assert (at["code"], at["parent"], at["valid_to"]) == (ward.code, "31", None)
    assert client.get("/api/v1/areas/at", {"lon": "106.75", "lat": "20.85"}).status_code == 404
    assert client.get("/api/v1/areas/at", {"lon": "nan", "lat": "inf"}).status_code == 404
    assert client.get("/api/v1/areas/at", {"lon": "x", "lat": "1"}).status_code == 422
    named = client.get("/api/v1/areas/convert", {"province": "hai phong", "ward": "hong bang"}).json()
    assert (named["sure"], named["candidates"][0]["area"]["code"]) == (True, "11311")


def test_programs_read_what_a_ward_became(client: Client, hai_phong: None) -> None:
    old = Area.objects.get(name="Phường Máy Chai", kind=AreaKind.WARD)
    history = client.get(f"/api/v1/areas/{old.code}").json()[-1]
    assert history["area"]["valid_from"] is None
    assert history["area"]["valid_to"] == "2025-07-01"
    assert [each["area"]["code"] for each in history["successors"]] == ["11329"]
    assert client.get("/api/v1/areas/99998").status_code == 404
