"""Passwords that guessers try first are refused; sentences that nobody knows are taken."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.accounts.breached import FILE, is_in_file, is_made_of
from motcua.accounts.credentials import hashed_password
from motcua.accounts.reads import DEMO_PASSWORD
from motcua.platform.action import Refused

ABOUT = ("thanhha", "Phạm Thị Thanh Hà", "031190004112", "0912345456")


@pytest.mark.parametrize(
    "password",
    ["ThanhHa1990", "thanhha@123", "Hà Phạm 2026", "phamthithanhha", "MotCua@2026", "m0tcua123", "Matkhau123!",
     "P@ssw0rd1", "HaiPhong2026", "quantri12345", "15041992", "0912345457", "AnhYeuEm!!!", "thanh.ha.pham"],
)  # fmt: skip
def test_passwords_made_of_what_everybody_knows_are_refused(password: str) -> None:
    assert is_made_of(password, ABOUT)
    with pytest.raises(Refused, match="dễ đoán"):
        hashed_password(password, about=ABOUT)


@pytest.mark.parametrize(
    "password",
    ["con meo trang", "moi-hoan-toan", "hoa sữa tháng mười", "thanhha-thich-bun-ca", "kX9#vPq2mL", "7391846205917364"],
)
def test_others_are_taken(password: str) -> None:
    assert not is_made_of(password, ABOUT)
    assert hashed_password(password, about=ABOUT)


@pytest.mark.parametrize("password", ["iloveyou1", "football1", "qwerty123456"])
def test_common_ones_are_refused(password: str) -> None:
    with pytest.raises(Refused):
        hashed_password(password)


def test_the_password_of_the_demo_counts_nowhere_in_production(settings: Settings) -> None:
    assert hashed_password(DEMO_PASSWORD)
    settings.MOTCUA = replace(settings.MOTCUA, production=True, demo=False)
    with pytest.raises(Refused):
        hashed_password(DEMO_PASSWORD)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_file_of_breaches_is_searched_without_reading_it(settings: Settings, tmp_path: Path, ending: str) -> None:
    breached = [f"mật bị lộ {number}" for number in range(500)]
    digests = sorted(hashlib.sha1(text.encode()).hexdigest().upper() for text in breached)
    file = tmp_path / f"breached{len(ending)}.txt"
    file.write_text(ending.join(f"{digest}:{number}" for number, digest in enumerate(digests)))
    assert not is_in_file(breached[0]), "no file was named"
    settings.MOTCUA = replace(settings.MOTCUA, options={FILE: str(file)})
    assert all(is_in_file(text) for text in breached)
    assert not any(is_in_file(f"không lộ {number}") for number in range(500))
    with pytest.raises(Refused, match="dễ đoán"):
        hashed_password(breached[7])
