"""Finding a procedure in plain words: with accents or without, in old orthography, and whatever else is typed."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.platform.clock import today
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.public import answering
from motcua.procedures.rules import searchable, words
from motcua.procedures.tests import make

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
CATALOGUE = {
    "Thủ tục đăng ký khai sinh": ("làm giấy khai sinh", "khai sanh", "sinh con"),
    "Thủ tục đăng ký khai tử": ("báo tử", "người mất"),
    "Thủ tục đăng ký kết hôn": ("lấy vợ", "lấy chồng", "giấy kết hôn"),
    "Cấp Giấy chứng nhận quyền sử dụng đất lần đầu": ("làm sổ đỏ", "sổ hồng"),
    "Đổi giấy phép lái xe": ("bằng lái", "đổi bằng lái xe"),
    "Cấp phiếu lý lịch tư pháp": ("lý lịch tư pháp",),
    "Hoà giải tranh chấp đất đai": (),
}


@pytest.fixture
def catalogue(db: None) -> None:
    for name, keywords in CATALOGUE.items():
        make.procedure(make.spec(name=name, keywords=keywords))


def found(text: str) -> list[str]:
    return [version.name for version in answering(ProcedureVersion.objects.published(ON), text).versions]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lam giay khai sinh cho con", "Thủ tục đăng ký khai sinh"),
        ("làm giấy khai sinh cho con", "Thủ tục đăng ký khai sinh"),
        ("LÀM GIẤY KHAI SINH", "Thủ tục đăng ký khai sinh"),
        ("khai sanh", "Thủ tục đăng ký khai sinh"),
        ("tôi muốn làm thủ tục đăng ký kết hôn", "Thủ tục đăng ký kết hôn"),
        ("sổ đỏ", "Cấp Giấy chứng nhận quyền sử dụng đất lần đầu"),
        ("so do", "Cấp Giấy chứng nhận quyền sử dụng đất lần đầu"),
        ("bằng lái", "Đổi giấy phép lái xe"),
        ("hòa giải", "Hoà giải tranh chấp đất đai"),
        ("hoà giải", "Hoà giải tranh chấp đất đai"),
        ("ly lich tu phap", "Cấp phiếu lý lịch tư pháp"),
        ("la\u0300m gia\u0302\u0301y khai sinh", "Thủ tục đăng ký khai sinh"),
        ("khai​ sinh", "Thủ tục đăng ký khai sinh"),
    ],
)
def test_plain_words_find_the_procedure_first(text: str, name: str) -> None:
    assert found(text)[0] == name


HOSTILE = [
    "'", "''", "khai'sinh", ":*", "khai:*", "&|!", "khai & | ! sinh", "!khai", "(", "<->", "khai <-> sinh", "\\", "%",
    "_", "--", "; DROP TABLE procedures_procedure", "a" * 10_000, "khai " * 2_000, "á" * 10_000, "\u202e\u200b", "🙂",
    "",
]  # fmt: skip


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_finds_something_or_nothing(text: str) -> None:
    assert isinstance(found(text), list)
    for answer in (Client().get("/tim", {"q": text}), Client().get("/api/v1/procedures", {"query": text})):
        assert answer.status_code == 200
    assert ProcedureVersion.objects.count() == len(CATALOGUE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_the_search(db: None, text: str) -> None:
    found(text)


@pytest.mark.usefixtures("catalogue")
def test_operators_are_words_like_others() -> None:
    assert found("!khai & sinh") == found("khai sinh")
    assert found("khai:*") == found("khai")
    assert found("xyz") == found("&|!") == found("") == []


def test_the_name_counts_most_then_the_peoples_words() -> None:
    make.procedure(make.spec(name="Cấp thẻ khác", summary="Việc liên quan đến hộ tịch, khai sinh"))
    make.procedure(make.spec(name="Việc hộ tịch", keywords=["khai sinh"]))
    make.procedure(make.spec(name="Đăng ký khai sinh"))
    assert found("khai sinh") == ["Đăng ký khai sinh", "Việc hộ tịch", "Cấp thẻ khác"]


def test_only_what_is_in_force_is_found() -> None:
    make.draft(make.spec(name="Đăng ký khai sinh"))
    make.procedure(make.spec(name="Đăng ký khai sinh từ mai", valid_from=date(2026, 11, 24)))
    assert found("khai sinh") == []
    assert len(answering(ProcedureVersion.objects.published(date(2026, 11, 24)), "khai sinh").versions) == 1


def test_words_and_their_pairs_are_indexed() -> None:
    assert words("khai sinh") == ["khai", "sinh", "khaisinh"]
    assert searchable("Khai sinh", ["đẻ con"], "Tóm tắt", "Hộ tịch") == (
        "khai sinh khaisinh",
        "de con decon",
        "tom tat ho tich tomtat tatho hotich",
    )


def test_the_page_and_the_interface_find_the_same() -> None:
    make.procedure(make.spec(name="Đăng ký khai sinh", valid_from=date(2025, 7, 1)))
    assert today() >= date(2025, 7, 1)
    assert "Đăng ký <mark>khai</mark> <mark>sinh</mark>" in Client().get("/tim?q=khai+sinh").content.decode()
    assert [each["name"] for each in Client().get("/api/v1/procedures?query=khai+sinh").json()] == ["Đăng ký khai sinh"]
