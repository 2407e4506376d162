"""The certification text and the certification book as PDFs."""

from datetime import datetime

from hypothesis import example, given
from hypothesis import strategies as st

from motcua.papers.letters.certifying import (
    BookLine,
    BookSheet,
    CertifyingText,
    print_certification_book,
    print_certifying_texts,
)
from motcua.papers.tests.read_pdf import faults_of, letters_of, page_count, words_of
from motcua.platform.clock import VIETNAM

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
COMMITTEE = "Ủy ban nhân dân phường Lê Chân"
CHAIR = "Chủ tịch Ủy ban nhân dân phường"


def text(number: int, copies: int, document: str = "Học bạ") -> CertifyingText:
    return CertifyingText(
        number, "01/2026-SCT/BS", "ngày 23 tháng 11 năm 2026", "Phường Lê Chân", COMMITTEE, "Nguyễn Văn Thành", CHAIR,
        document, copies,
    )  # fmt: skip


def line(number: int, note: str = "", requester: str = "Lê Văn Tám", document: str = "Giấy khai sinh") -> BookLine:
    signer = f"Nguyễn Văn Thành, {CHAIR}"
    return BookLine(number, "23/11/2026", requester, document, signer, 2, 3, "12.000", note, bool(note))


def sheet(*lines: BookLine) -> BookSheet:
    totals = (("Tổng số việc chứng thực", str(len(lines))), ("Tổng số phí", "12.000 đ"))
    return BookSheet(COMMITTEE, "01/2026-SCT/BS", "Tháng 11 năm 2026", lines, totals, "09:00 23/11/2026")


def test_each_copy_gets_a_page_with_the_text() -> None:
    pdf = print_certifying_texts([text(12, 3), text(13, 1)], at=AT)
    assert page_count(pdf) == 4
    words = words_of(pdf)
    assert words.count("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH") == 4
    assert words.count("Số chứng thực: 12 quyển số: 01/2026-SCT/BS") == 3
    assert "Phường Lê Chân, ngày 23 tháng 11 năm 2026" in words
    assert "Nguyễn Văn Thành" in words
    assert faults_of(pdf) == []


def test_the_book_shows_struck_lines_with_their_reason() -> None:
    pdf = print_certification_book(sheet(line(1), line(2, "Hủy: ghi nhầm số trang")), at=AT)
    words = words_of(pdf)
    for said in ("SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH", "Lê Văn Tám", "ghi nhầm", "Tổng số việc chứng thực: 2"):
        assert said in words, said
    assert faults_of(pdf) == []


def test_a_long_book_repeats_its_head_and_an_empty_one_says_so() -> None:
    pdf = print_certification_book(sheet(*map(line, range(1, 121))), at=AT)
    assert page_count(pdf) > 3
    assert letters_of(pdf).count("Ghichú") == page_count(pdf)
    assert faults_of(pdf) == []
    assert "Không có dòng nào." in words_of(print_certification_book(sheet(), at=AT))


@example("", "\0")
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_was_typed_is_printed(requester: str, document: str) -> None:
    assert print_certification_book(sheet(line(1, requester, requester, document)), at=AT).startswith(b"%PDF-")
