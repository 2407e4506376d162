"""Finding on the pages: questions are counted without names, officials teach words, lists are filtered by address."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.platform import clock
from motcua.procedures.public import SearchedWords, Synonym
from motcua.procedures.tests import make

pytestmark = pytest.mark.django_db


def page(address: str, **wanted: str) -> str:
    return Client().get(address, wanted).content.decode()


@pytest.fixture
def catalogue(db: None) -> None:
    make.procedure(make.spec(code="1.000101", name="Thủ tục đăng ký khai sinh"))
    make.procedure(make.spec(code="1.000102", name="Đăng ký kết hôn", levels=("province",)))
    make.procedure(make.spec(code="1.000103", name="Ấn định thuế"))
    make.procedure(make.spec(code="1.000104", name="Tách hộ"))


@pytest.mark.usefixtures("catalogue")
def test_questions_are_counted_without_numbers_or_names() -> None:
    client = Client()
    client.get("/tim", {"q": "khai sinh cho 0912345678"})
    client.get("/tim", {"q": "Zzqq wwxx"})
    client.get("/tim", {"q": "zzqq wwxx"})
    client.get("/tim", {"q": "an@example.vn"})
    client.get("/tim/1.000101", {"q": "khai sinh cho 0912345678"})
    counted = {row.words: (row.asked, row.found_nothing, row.opened) for row in SearchedWords.objects.all()}
    assert counted == {"khai sinh cho 0000000000": (1, 0, 1), "zzqq wwxx": (2, 2, 0)}
    assert client.get("/tim/9.999999", {"q": "x"}).status_code == 404


@pytest.mark.usefixtures("catalogue")
def test_an_official_teaches_a_word_that_works_at_once() -> None:
    official = Client()
    official.force_login(accounts.official(role="administrator"))
    assert "Tách hộ" not in page("/tim", q="chia sổ gạo")
    assert "chia so gao" in official.get("/tu-khoa").content.decode()
    answer = official.post("/tu-khoa/dong-nghia", {"phrase": "Chia sổ gạo", "meanings": "tách hộ\n"})
    assert answer.status_code == 302
    assert "Tách hộ" in official.get(answer["Location"]).content.decode()
    assert "Tách hộ" in "".join(page("/tim", q="chia so gao").replace("<mark>", "").replace("</mark>", ""))
    synonym = Synonym.objects.get()
    assert synonym.changed_by_id is not None
    official.post(f"/tu-khoa/dong-nghia/{synonym.pk}/bo")
    assert "Tách hộ" not in page("/tim", q="chia so gao").replace("<mark>", "").replace("</mark>", "")


def test_wrong_words_are_refused_and_kept() -> None:
    official = Client()
    official.force_login(accounts.official(role="administrator"))
    answer = official.post("/tu-khoa/dong-nghia", {"phrase": "sổ đỏ", "meanings": "Sổ đỏ"})
    assert answer.status_code == 422
    assert "Sổ đỏ" in answer.content.decode()
    assert official.post("/tu-khoa/dong-nghia", {"phrase": "...", "meanings": "x"}).status_code == 422
    assert not Synonym.objects.exists()


def test_seldom_opened_words_have_a_list_and_old_ones_leave_it() -> None:
    today = clock.today()
    SearchedWords.objects.create(day=today, words="it mo", asked=9, opened=1)
    SearchedWords.objects.create(day=today, words="hay mo", asked=9, opened=8)
    SearchedWords.objects.create(day=today - timedelta(days=40), words="cu roi", asked=9)
    official = Client()
    official.force_login(accounts.official(role="administrator"))
    shown = official.get("/tu-khoa?xem=it-mo").content.decode()
    assert "it mo" in shown and "hay mo" not in shown and "cu roi" not in shown


def test_words_are_for_those_who_may() -> None:
    assert Client().get("/tu-khoa").status_code == 302
    citizen = Client()
    citizen.force_login(accounts.citizen())
    assert citizen.get("/tu-khoa").status_code in (403, 404)


@pytest.mark.usefixtures("catalogue")
def test_the_list_is_in_vietnamese_order_and_filtered_by_its_address() -> None:
    shown = page("/thu-tuc")
    places = [shown.index(name) for name in ("Ấn định thuế", "Đăng ký kết hôn", "Thủ tục đăng ký khai sinh", "Tách hộ")]
    assert places[0] == min(places) and places[3] == max(places)
    assert "Tách hộ" not in page("/thu-tuc", chu="đ") and "đăng ký khai sinh" in page("/thu-tuc", chu="đ")
    assert "Ấn định thuế" in page("/thu-tuc", chu="a")
    assert "Đăng ký kết hôn" in page("/thu-tuc", cap="province")
    assert "Tách hộ" not in page("/thu-tuc", cap="province")
    assert "Không có thủ tục nào như vậy" in page("/thu-tuc", **{"su-kien": "không có"})
    for hostile in ("'", "%", "a" * 3000):
        assert (
            Client()
            .get("/thu-tuc", dict.fromkeys(("chu", "cap", "linh-vuc", "doi-tuong", "after"), hostile))
            .status_code
            == 200
        )
