"""Every paper is a valid, accessible, readable document, whatever its fields hold."""

import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.papers import rules, specimens, typesetting
from motcua.papers.parts import (
    ApplicantData,
    Letterhead,
    ListedPaper,
    QrLink,
)
from motcua.papers.sheets import (
    SHEETS,
    PaperData,
)
from motcua.papers.tests.read_pdf import faults_of, ink_in_right_margin, letters_of, page_count, qr_codes_of, words_of

EVERY_PAPER = [pytest.param(data, id=data.template) for data in specimens.every_paper()]
# what the form of the law has no line for
NOT_PRINTED = {"apology_letter": {"phone", "email"}, "control_slip": {"address", "phone", "email"}}
CAPITALS = {"unit", "parent", "position", "capacity", "kind", "full_name"}
HOSTILE = (
    '#panic("x") $x^2$ *đậm* _nghiêng_ `mã` #read("/etc/hosts") \\u{41} "); #let data = none // /* <nhãn> @dẫn ~ --',
    "</svg><script>alert(1)</script> {{ 7*7 }} {% raw %} '; DROP TABLE papers_paper; --",
    "= Tiêu đề giả\n- mục\n+ mục\n/ thuật ngữ: nghĩa",
)


def pdf_of(data: PaperData) -> bytes:
    return typesetting.typeset_pdf(typesetting.shipped_source(data.template), rules.as_json(data), at=data.issued_at)


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text a paper's data holds, with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif is_dataclass(value) and not isinstance(value, QrLink):
        for field in fields(value):
            yield from texts(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, name)
    elif isinstance(value, datetime):
        yield name, f"{value:%H} giờ {value:%M} phút, ngày {value:%d} tháng {value.month} năm {value.year}"
    elif isinstance(value, date):
        yield name, f"{value:%d/%m/%Y}"


def test_there_is_a_template_for_every_kind_of_paper_and_a_sample_of_each() -> None:
    assert typesetting.shipped_codes() == sorted(SHEETS)
    assert {data.template for data in specimens.every_paper()} == set(SHEETS)


@pytest.mark.parametrize("data", EVERY_PAPER)
def test_every_paper_is_pdf_a_2a_and_pdf_ua_1(data: PaperData) -> None:
    assert faults_of(pdf_of(data)) == []


@pytest.mark.parametrize("data", EVERY_PAPER)
def test_every_field_is_printed_with_all_its_diacritics(data: PaperData) -> None:
    letters = letters_of(pdf_of(data))
    assert unicodedata.is_normalized("NFC", letters)
    dates_alone = {"issued_at", "received_at"}  # some forms print the day without the hour
    for name, text in texts(data):
        seen = text.upper() if name in CAPITALS and text.upper().replace(" ", "") in letters else text
        if name not in dates_alone | NOT_PRINTED.get(data.template, set()):
            assert seen.replace(" ", "") in letters, f"{name}: {text}"
    assert f"ngày{data.issued_at:%d}tháng9năm2026" in letters


@pytest.mark.parametrize("data", EVERY_PAPER)
def test_a_phone_reads_the_address_from_the_page(data: PaperData) -> None:
    assert data.qr is not None
    source = typesetting.shipped_source(data.template)
    assert qr_codes_of(source, rules.as_json(data)) == [data.qr.url]
    assert qr_codes_of(source, rules.as_json(replace(data, qr=None))) == []


@pytest.mark.parametrize("serial", range(12))
def test_every_code_makes_a_readable_qr(serial: int) -> None:
    url = f"https://motcua.example.gov.vn/tra-cuu/H{serial:02d}.31.15-260916-{serial * 977:04d}?k={serial * 7919:06x}"
    data = specimens.acknowledgement(qr=QrLink(url=url), answers=())
    assert qr_codes_of(typesetting.shipped_source(data.template), rules.as_json(data)) == [url]


@pytest.mark.parametrize("data", EVERY_PAPER)
def test_the_same_paper_has_the_same_bytes_in_any_thread(data: PaperData) -> None:
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(pdf_of, [data, data])
    assert first == second
    assert pdf_of(replace(data, number="99/X", letterhead=replace(data.letterhead, place="Huế"))) != first


def test_the_months_one_and_two_take_a_zero_and_the_others_do_not() -> None:
    for month, written in ((2, "ngày 05 tháng 02 năm 2026"), (3, "ngày 05 tháng 3 năm 2026")):
        assert written in words_of(
            pdf_of(specimens.receipt_slip(issued_at=datetime(2026, month, 5, 8, tzinfo=specimens.AT.tzinfo)))
        )


def test_the_acknowledgement_says_that_it_is_not_form_01() -> None:
    words = words_of(pdf_of(specimens.acknowledgement()))
    assert "Đây không phải là Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in words
    assert "thời hạn giải quyết chưa bắt đầu" in words
    assert "Nếu được tiếp nhận hôm nay" not in words_of(pdf_of(specimens.acknowledgement(due_if_received_today=None)))


def test_a_specimen_says_so_and_a_real_paper_does_not() -> None:
    assert "BẢN MẪU – không có giá trị pháp lý" in words_of(pdf_of(specimens.birth_certificate()))
    assert "không có giá trị pháp lý" not in words_of(pdf_of(specimens.birth_certificate(mark="")))
    assert faults_of(pdf_of(specimens.receipt_slip(mark="BẢN THỬ NGHIỆM"))) == []


def test_a_certificate_with_nothing_registered_of_the_father_leaves_dotted_lines() -> None:
    pdf = pdf_of(specimens.birth_certificate(father=None, personal_id=""))
    assert faults_of(pdf) == []
    assert "Khắc Tuấn" not in words_of(pdf)


def test_each_copy_of_the_receipt_slip_has_its_own_page() -> None:
    pdf = pdf_of(specimens.receipt_slip(number="07/TNHS", copies=("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")))
    assert page_count(pdf) == 2
    assert words_of(pdf).count("Số: 07/TNHS") == 2
    assert faults_of(pdf) == []


def test_a_receipt_slip_promises_no_date_where_the_law_sets_none() -> None:
    words = words_of(pdf_of(specimens.receipt_slip(due_at=None, copies=("Liên 1",))))
    assert "Thời gian trả kết quả giải quyết hồ sơ: Pháp luật không quy định" in words


def test_a_long_list_runs_over_three_pages_with_its_head_repeated_and_numbered_pages() -> None:
    papers = tuple(
        ListedPaper(name=f"Bản vẽ thiết kế số {n} của hạng mục công trình", kind="Bản chính") for n in range(1, 91)
    )
    pdf = pdf_of(specimens.receipt_slip(papers=papers))
    words = words_of(pdf)
    assert page_count(pdf) >= 3
    assert words.count("Tên giấy tờ") >= 3
    assert all(f"Bản vẽ thiết kế số {n} của" in words for n in range(1, 91))
    assert faults_of(pdf) == []


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("template", sorted(SHEETS))
def test_text_is_printed_and_never_run(template: str, hostile: str) -> None:
    data = next(one for one in specimens.every_paper() if one.template == template)
    data = replace(
        data,
        letterhead=Letterhead(unit=f"Ủy ban {hostile}", place=hostile),
        qr=QrLink(url="https://x.vn/?a=<'\">&b", caption=hostile),
    )
    pdf = pdf_of(data)
    assert faults_of(pdf) == []
    assert hostile.replace("\n", "").replace(" ", "") in letters_of(pdf)


def test_hostile_names_are_printed_letter_by_letter() -> None:
    for hostile in HOSTILE:
        letters = letters_of(
            pdf_of(specimens.receipt_slip(applicant=ApplicantData(name=hostile, address=hostile, email=hostile)))
        )
        assert letters.count(hostile.replace("\n", "").replace(" ", "")) == 3 * 2


def test_what_the_font_cannot_draw_is_a_box_and_the_document_stays_valid() -> None:
    pdf = pdf_of(specimens.receipt_slip(submitter="Trần 漢字 😀 \x00\u202eAn"))
    assert "Trần □□ □ An" in words_of(pdf)
    assert faults_of(pdf) == []


def long_words(value: Any) -> Any:
    """The same data with every text one endless word."""
    if isinstance(value, str):
        return "ă" * 500 if value else ""
    if isinstance(value, tuple):
        return tuple(long_words(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type | QrLink | Letterhead):
        changes = {field.name: long_words(getattr(value, field.name)) for field in fields(value) if field.init}
        return replace(value, **changes)
    return value


@pytest.mark.parametrize("data", EVERY_PAPER)
def test_an_endless_word_is_broken_rather_than_lost_off_the_page(data: PaperData) -> None:
    endless = replace(long_words(data), mark="")
    assert not ink_in_right_margin(typesetting.shipped_source(data.template), rules.as_json(endless))
    pdf = pdf_of(endless)
    assert letters_of(pdf).count("ă" * 500) >= 2
    assert faults_of(pdf) == []


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_makes_a_valid_paper(long: str, short: str) -> None:
    pdf = pdf_of(specimens.receipt_slip(applicant=ApplicantData(name=short, address=long), time_limit=short or "x"))
    assert faults_of(pdf) == []


def test_every_vietnamese_letter_is_in_the_font() -> None:
    letters = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    alphabet = "".join(unicodedata.normalize("NFC", letter + tone) for letter in letters for tone in tones) + "đ"
    value = alphabet + alphabet.upper()
    assert rules.typeable(value, typesetting.glyphs()) == value
    assert value in letters_of(pdf_of(specimens.receipt_slip(applicant=ApplicantData(name=value))))
