"""Who follows a dossier by its code must know the phone number, and cannot try them all."""

import pytest
from django.test import Client

from motcua.dossiers.tests import make


def ask(code: str, phone: str) -> tuple[int, str]:
    answer = Client().post("/tra-cuu", {"code": code, "phone": phone})
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_guessing_the_phone_number_is_slowed_down_even_for_the_right_one() -> None:
    dossier = make.dossier()
    right = dossier.contact_phone
    assert ask(dossier.code, right)[0] == 200
    said = [ask(dossier.code, f"09000000{number:02d}")[1] for number in range(6)]
    assert "Xin thử lại sau" not in said[0]
    assert "Xin thử lại sau 1 phút" in said[-1]
    status, words = ask(dossier.code, right)
    assert status == 422
    assert "Xin thử lại sau" in words


@pytest.mark.django_db
def test_no_cache_keeps_what_the_secret_address_shows() -> None:
    dossier = make.dossier()
    answer = Client().get(f"/theo-doi/{dossier.tracking_key}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
