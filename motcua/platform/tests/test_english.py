"""The English catalogue as it stands: English, and with the same gaps to fill as the Vietnamese."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from motcua.platform.messages import catalogue_file

GAP = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
# Names, symbols of legal documents and words to be typed as they are.
VIETNAMESE = (
    "Một Cửa", "NĐ-CP", "QĐ-TTg", "QĐ 19", "đồng", "làm giấy khai sinh cho con", "“kết hôn”", "“hộ khẩu”",
    "phường Máy Chai, quận Ngô Quyền, Hải Phòng", "“Máy Chai”", "“sổ đỏ”",
)  # fmt: skip


def pairs() -> Iterator[tuple[str, str]]:
    with catalogue_file().open("rb") as file:
        for message in read_po(file, locale="en", charset="utf-8"):
            if message.id:
                source = message.id if isinstance(message.id, str) else message.id[0]
                words = [message.string] if isinstance(message.string, str) else message.string or ()
                yield from ((source, each) for each in words)


def is_vietnamese(text: str) -> bool:
    marks = unicodedata.normalize("NFD", text).lower()
    return "đ" in marks or any(unicodedata.combining(each) for each in marks)


def test_english_is_english_but_for_names_and_words_to_be_typed() -> None:
    left = []
    for _source, english in pairs():
        rest = english
        for kept in VIETNAMESE:
            rest = rest.replace(kept, "")
        if is_vietnamese(rest):
            left.append(english)
    assert left == []


def test_both_languages_have_the_same_gaps() -> None:
    assert [
        (source, english) for source, english in pairs() if sorted(GAP.findall(source)) != sorted(GAP.findall(english))
    ] == []


@pytest.mark.parametrize("text", ["Hồ sơ", "đ", "Ba"])
def test_accents_give_vietnamese_away(text: str) -> None:
    assert is_vietnamese(text) is (text != "Ba")
