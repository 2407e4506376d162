"""What a row of the catalogue says for sure, and what it leaves open."""

import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.catalogue import read_row
from motcua.procedures.rules.cautions import BadRow
from motcua.procedures.rules.fees import fee_of_all
from motcua.procedures.rules.legal_basis import split_basis
from motcua.procedures.rules.limits import limit_of_all
from motcua.procedures.rules.lines import LONGEST_LINE, UnreadableFile, rows_of
from motcua.procedures.tests.catalogue_rows import lines, method, paper, row


@pytest.mark.parametrize(
    ("methods", "limit", "codes"),
    [
        ([method()], (Decimal(5), "working_day"), []),
        ([method(duration=1.5, unit="day")], (Decimal("1.5"), "day"), []),
        ([method(duration=8, unit="hour")], (Decimal(8), "hour"), []),
        ([method(duration=2, unit="working_hour")], (Decimal(2), "working_hour"), []),
        ([method(duration=1, unit="month")], (Decimal(1), "month"), []),
        ([method(duration=None, unit="immediate")], (Decimal(0), "immediate"), []),
        ([method(duration=1, unit=None)], (Decimal(1), "working_day"), ["unit_inferred"]),
        ([method(), method("online", 3)], None, ["limits_differ"]),
        ([method(), method("online", 5, "day")], None, ["limits_differ"]),
        ([method(), method("online", None, None)], (Decimal(5), "working_day"), ["limit_missing_in_some"]),
        ([method(duration=None, unit=None)], None, ["limit_missing"]),
        ([method(duration=0)], None, ["duration_zero", "limit_missing"]),
        ([method(duration="năm ngày")], None, ["duration_no_number", "limit_missing"]),
        ([method(duration=3, unit="tuần")], None, ["unit_unknown", "limit_missing"]),
        ([method(duration=-3)], None, ["duration_odd", "limit_missing"]),
        ([method(duration=0.125)], None, ["duration_odd", "limit_missing"]),
        ([], None, ["limit_missing"]),
    ],
)
def test_a_limit_is_taken_where_all_ways_of_filing_agree(methods: list[Any], limit: Any, codes: list[str]) -> None:
    clean = read_row(row(methods=methods)).data.get("methods", [])
    found, cautions = limit_of_all(clean)
    assert (found, [caution.code for caution in cautions]) == (limit, codes)


def fees(*cells: tuple[str, str | None]) -> list[Any]:
    return [method(fees=[{"amount_text": text, "note": note}]) for text, note in cells]


@pytest.mark.parametrize(
    ("methods", "fee", "codes"),
    [
        (fees(("Miễn phí", None)), 0, []),
        (fees(("Miễn phí", "Không có.")), 0, []),
        (fees(("Phí : Không Đồng", None)), 0, []),
        (fees(("135,000 Việt Nam Đồng", None)), 135_000, []),
        (fees(("Lệ phí : 50.000 Đồng", None)), 50_000, []),
        (fees(("70,000 VNĐ", "70.000 đồng/Giấy chứng nhận")), 70_000, []),
        (fees(("Miễn phí", "135.000 đồng/lần")), None, ["free_but_note"]),
        (fees(("Miễn phí", "Theo nghị quyết của Hội đồng nhân dân")), None, ["free_but_note"]),
        (fees(("200,000 VNĐ", "200.000 đồng; cấp lại 400.000đ")), None, ["fee_differs_from_note"]),
        (fees(("100 VNĐ", None)), None, ["fee_odd"]),
        (fees(("145 USD", None)), None, ["fee_in_words"]),
        (fees(("Phí : Mức thu bằng 50% mức thu phí", None)), None, ["fee_in_words"]),
        (fees(("Không có thông tin", None)), None, ["fee_missing"]),
        (fees(("10,000 VNĐ", None), ("Miễn phí", None)), None, ["fees_differ"]),
        ([method(fees=[])], None, ["fee_missing"]),
        ([*fees(("10,000 VNĐ", None)), method(fees=[])], 10_000, ["fee_missing_in_some"]),
    ],
)
def test_a_fee_is_a_figure_only_where_amount_and_note_agree(methods: list[Any], fee: Any, codes: list[str]) -> None:
    clean = read_row(row(methods=methods)).data["methods"]
    found, _note, cautions = fee_of_all(clean)
    assert (found, [caution.code for caution in cautions]) == (fee, codes)


def test_papers_without_copies_are_notes_and_odd_counts_stay_words() -> None:
    clean = read_row(
        row(
            component_groups=[
                {
                    "case": "Giấy tờ phải nộp",
                    "items": [
                        paper("Số lượng: 01 bộ", 0, 0, kind=None),
                        paper("Đơn theo Nghị định ngày 25/6/", 20241, 0),
                        {"name": "Bản khai", "quantity_text": "mau-01.docx"},
                        {"name": "Tờ trình", "quantity_text": "02 bộ"},
                    ],
                },
                {"case": "Lưu ý: nộp buổi sáng", "items": []},
            ]
        )
    )
    papers, note = clean.data["component_groups"]
    said, odd, template, counted = papers["items"]
    assert (said["kind"], odd["kind"]) == ("note", "document")
    assert "original" not in odd and "20241" in odd["quantity_text"]
    assert (template["template_file"], template.get("quantity_text")) == ("mau-01.docx", None)
    assert counted["quantity_text"] == "02 bộ"
    assert note == {"items": [{"name": "Lưu ý: nộp buổi sáng", "kind": "note"}]}
    assert {caution.code for caution in clean.cautions} >= {"count_odd", "file_in_quantity", "count_missing"}


def test_names_torn_apart_by_a_comma_are_whole_again() -> None:
    torn = ["Công dân", "Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Cán bộ", "công chức"]
    whole = ["Công dân", "Tổ chức (không bao gồm doanh nghiệp, HTX)", "Cán bộ, công chức"]
    assert read_row(row(applicants=torn)).data["applicants"] == whole


def test_glued_documents_are_split_only_where_the_place_is_sure() -> None:
    sure = {
        "code": "70/2024/NĐ-CP",
        "title": "Nghị quyết số 190/2025/QH15 về sắp xếp190/2025/NQ-QH15Nghị định của Chính phủ",
    }
    assert split_basis(sure) == (
        [
            {"code": "190/2025/NQ-QH15", "title": "Nghị quyết số 190/2025/QH15 về sắp xếp"},
            {"code": "70/2024/NĐ-CP", "title": "Nghị định của Chính phủ"},
        ],
        True,
    )
    unsure = {"code": "1/2024/TT-BTC", "title": "Về phí3/2020/TT-BTCThông tư về lệ phí"}
    assert split_basis(unsure) == ([unsure], True)
    plain = {"code": "1/2024/TT-BTC", "title": "Thông tư số 1/2024/TT-BTC sửa đổi Thông tư 3/2020/TT-BTC"}
    assert split_basis(plain) == ([plain], False)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ([], "not_an_object"),
        ({"name": "a"}, "bad_code"),
        (row(code="abc"), "bad_code"),
        (row(name=" \u200b"), "no_name"),
    ],
)
def test_only_a_row_without_code_or_name_is_rejected(raw: Any, reason: str) -> None:
    with pytest.raises(BadRow) as bad:
        read_row(raw)
    assert bad.value.reason == reason


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["methods", "component_groups", "legal_basis", "results", "steps", "levels", "applicants", "domain", "extra"]


@given(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=5))
def test_whatever_the_other_fields_hold_the_row_is_read_and_reads_the_same_again(broken: dict[str, Any]) -> None:
    read = read_row(row(code="1.000001", **broken))
    again = read_row(read.data)
    assert (again.data, again.checksum) == (read.data, read.checksum)


def test_text_is_nfc_and_without_invisible_marks() -> None:
    read = read_row(row(code="1.000001", name="Đa\u0306ng\u200b ky\u0301", steps=["Bu\u031bo\u031b\u0301c 1 "]))
    assert (read.name, read.data["steps"]) == ("Đăng ký", ["Bước 1"])


def test_a_file_is_read_row_by_row_and_says_which_rows_are_broken() -> None:
    content = lines(row("1.000001"), "{broken", "", row("1.000002")) + b"\n\xff\xfe\xfa\n" + b'"x"\n'
    content += b'{"code": "' + b"1" * (LONGEST_LINE + 10) + b'"}\n' + lines(row("1.000003"))
    read = list(rows_of(io.BytesIO(content)))
    kinds = [(number, each.reason if isinstance(each, BadRow) else type(each).__name__) for number, each in read]
    assert kinds == [
        (1, "dict"), (2, "not_json"), (4, "dict"), (5, "not_utf8"), (6, "str"), (7, "too_long"), (8, "dict"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        ("[1]".encode("utf-16"), "not_utf8"),
        (b"[1,", "not_json"),
        (b"[\xff]", "not_utf8"),
    ],
)
def test_a_file_that_is_no_catalogue_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        list(rows_of(io.BytesIO(content)))
    assert error.value.reason == reason


def test_a_list_and_a_list_under_a_key_are_read_too() -> None:
    assert list(rows_of(io.BytesIO(b"\xef\xbb\xbf[{}, 1]"))) == [(1, {}), (2, 1)]
    assert list(rows_of(io.BytesIO(b'{"source": "x", "rows": [{"code": 1}]}'))) == [(1, {"code": 1})]
    assert list(rows_of(io.BytesIO(b'{\n"rows": [7]\n}'))) == [(1, 7)]
