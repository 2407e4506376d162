"""The gallery shows everything, and what it shows says the same thing in more than one way."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client

from motcua.platform.ui import archetypes, samples
from motcua.platform.ui.components import Components
from motcua.platform.ui.icons import LUCIDE

LUCIDE_FILES = Path(__file__).parents[4] / "node_modules" / "lucide-static" / "icons"
PAGES = [
    "/ui/",
    *(f"/ui/mau/{slug}" for slug in archetypes.TITLES),
    *(f"/ui/loi/{number}" for number in archetypes.ERRORS),
]


def components() -> Components:
    ui = engines["jinja2"].env.globals["ui"]  # type: ignore[attr-defined]
    assert isinstance(ui, Components)
    return ui


def test_every_component_is_shown() -> None:
    shown = {example.component for section in samples.SECTIONS for example in section.examples}
    assert set(components().names()) - shown - samples.SHOWN_IN_PLACE == set()


def test_an_unknown_component_is_named() -> None:
    with pytest.raises(AttributeError, match="buton"):
        components().buton  # noqa: B018


@pytest.mark.parametrize("address", PAGES)
def test_pages_open_without_inline_script_or_style(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_an_unknown_archetype_is_not_found(client: Client) -> None:
    assert client.get("/ui/mau/khong-co").status_code == 404
    assert client.get("/ui/loi/499").status_code == 404


@pytest.mark.parametrize("state", ["ok", "soon", "late", "paused", "done", "none"])
def test_the_clock_has_a_word_and_a_shape(state: str) -> None:
    pill = components().clock(state, "Còn 2 giờ")
    assert "Còn 2 giờ" in pill
    assert "<svg" in pill
    others = {
        str(components().icon(f"clock-{other}", 12)) for other in ("ok", "soon", "late", "paused") if other != state
    }
    assert not any(shape in pill for shape in others)


def test_an_error_stands_beside_its_field_and_the_summary_leads_there() -> None:
    field = components().text("name", "Họ tên", error="Ghi họ tên.")
    assert 'id="id_name"' in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_name-error"' in field
    assert 'href="#id_name"' in components().error_summary([("id_name", "Ghi họ tên.")])


def test_what_was_typed_is_given_back_escaped() -> None:
    field = components().text("name", "Họ tên", '"><script>alert(1)</script>')
    assert "<script>" not in field
    date = components().date("born", "Ngày sinh", {"day": "31", "month": "x2", "year": "2026"})
    typed = dict(re.findall(r'name="born_(\w+)"\s+value="(\w*)"', date))
    assert typed == {"day": "31", "month": "x2", "year": "2026"}


def test_what_is_unknown_is_said_and_never_shown_as_nought() -> None:
    assert "chưa có dữ liệu" in components().figure("Hài lòng", None)
    assert "chưa có dữ liệu" in components().pair("Điện thoại", None)
    assert "<b>0</b>" in components().figure("Quá hạn", 0)


@pytest.mark.skipif(not LUCIDE_FILES.exists(), reason="front-end packages are not installed")
@pytest.mark.parametrize("name", sorted(LUCIDE))
def test_icons_are_those_of_the_package(name: str) -> None:
    drawn = re.search(r"<svg[^>]*>(.*)</svg>", (LUCIDE_FILES / f"{name}.svg").read_text(), re.DOTALL)
    assert drawn is not None
    assert re.sub(r"\s*\n\s*", "", drawn[1]).replace(" />", "/>") == LUCIDE[name]


def test_preferences_are_kept_in_cookies_and_lead_back_only_to_ourselves(client: Client) -> None:
    response = client.post("/ui/tuy-chon", {"theme": "dark", "language": "en", "keys": "sometimes", "next": "/ui/?a=1"})
    assert (response.status_code, response["Location"]) == (302, "/ui/?a=1")
    assert response.cookies["theme"].value == "dark"
    assert "keys" not in response.cookies
    assert 'data-bs-theme="dark"' in client.get("/ui/").content.decode()
    assert client.post("/ui/tuy-chon", {"next": "https://elsewhere.example/"})["Location"] == "/"
    assert client.get("/ui/tuy-chon").status_code == 405
