import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.platform.text import clean, fold, sort_key

# Each line as a Vietnamese dictionary or telephone book has it.
WORDS = """
a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ g h i ì ỉ ĩ í ị k l m n
o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ p q r s t u ù ủ ũ ú ụ ư ừ ử ữ ứ ự v x y ỳ ỷ ỹ ý ỵ
ba bà bả bã bá bạ bác bách băng bâng bê
1 2 9 An Bình Cường Dũng Đạt Giang Hà Khánh Lan Ly Nga Ngân Oanh Phương Quỳnh Sơn Thảo Uyên Vy Xuân Yến
"""
IN_ORDER = [
    *(line.split() for line in WORDS.strip().splitlines()),
    ["An", "An Bình", "An Dương", "Anh", "Ánh", "Ánh Nguyệt", "Ân"],
    ["Bà Rịa", "Ba Vì"],
    ["Phường 1", "Phường 2", "Phường Bến Nghé", "Phường Đa Kao"],
    ["Lê Văn Tám", "Lê Văn Tâm", "Lê Văn Tấm"],
]


@pytest.mark.parametrize("ordered", IN_ORDER, ids=[line[0] for line in IN_ORDER])
def test_the_sort_key_orders_as_the_dictionary_does(ordered: list[str]) -> None:
    for seed in range(5):
        shuffled = Random(seed).sample(ordered, len(ordered))
        assert sorted(shuffled, key=sort_key) == ordered
        assert sorted((each.upper() for each in shuffled), key=sort_key) == [each.upper() for each in ordered]


@given(st.text(), st.text())
def test_the_sort_key_does_not_see_how_a_letter_was_typed(one: str, other: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(one)
    if sort_key(one) == sort_key(other) and clean(one).isalnum() and clean(other).isalnum():
        assert fold(one) == fold(other)


@given(st.text())
def test_clean_text_is_nfc_visible_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & {"\0", "\u200b", "\ufeff", "\u202e", "\t", "\r"}
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Lê\u200b Văn\u00a0\u00a0 Tám\ufeff ", "Lê Văn Tám"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        (" \u202edảo\u202c ", "dảo"),
        ("a\0b", "ab"),
        ("", ""),
    ],
)
def test_what_is_cleaned_away(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("thuỷ", "thuy"),
        ("thủy", "thuy"),
        ("LÝ-LỊCH  tư pháp!", "ly lich tu phap"),
        ("giấy CNQSDĐ số 12/2026", "giay cnqsdd so 12 2026"),
        ("ưƯơƠđĐ", "uuoodd"),
        ("", ""),
    ],
)
def test_search_does_not_see_accents_case_or_orthography(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_folded_text_is_plain_words(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded
    assert folded.split() == [word for word in folded.split(" ") if word]
