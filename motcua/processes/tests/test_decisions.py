"""Decision tables: which row holds; examples, gaps and overlaps told before publishing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.processes.rules.decisions import NoRule, read_table, table_flaws

JSON = dict[str, Any]


def table(*rows: str, hit: str = "unique", inputs: tuple[str, ...] = ("area",), **more: Any) -> JSON:
    """Rows written "cell; cell = value"."""
    rules = []
    for row in rows:
        when, then = row.rsplit(" = ", 1)
        rules.append({"when": [cell.strip() for cell in when.split(";")], "then": [then]})
    return {
        "hit": hit,
        "inputs": [{"expression": name, "integer": name == "count"} for name in inputs],
        "outputs": ["level"],
        "rules": rules,
        **more,
    }


def said(data: JSON) -> list[str]:
    """The sentences about a table."""
    return [flaw.sentence() for flaw in table_flaws("t", "Cấp", data)]


@pytest.mark.parametrize(
    ("data", "given", "level"),
    [
        (table("< 500 = commune", ">= 500 = province"), {"area": 499.9}, "commune"),
        (table("< 500 = commune", ">= 500 = province"), {"area": 500}, "province"),
        (table("< 500 = commune", "- = province", hit="first"), {"area": 3}, "commune"),
        (table("< 500 = commune", "- = province", hit="first"), {}, "province"),
        (table('"a", "b" = x', 'not("a", "b") = y', inputs=("kind",)), {"kind": "b"}, "x"),
        (table('"a", "b" = x', 'not("a", "b") = y', inputs=("kind",)), {"kind": "c"}, "y"),
        (table("[1..5] = x", "> 5, < 1 = y", inputs=("count",)), {"count": 5}, "x"),
        (
            table("true; < 3 = x", "true; >= 3 = y", "false; - = z", inputs=("online", "fee")),
            {"online": True, "fee": 3},
            "y",
        ),
    ],
)
def test_the_row_that_holds_decides(data: JSON, given: JSON, level: str) -> None:
    assert said(data) == []
    assert read_table(data).decide(given) == {"level": level}


def test_where_no_row_holds_or_several_do_it_is_refused() -> None:
    with pytest.raises(NoRule, match="không có dòng nào khớp"):
        read_table(table("< 500 = a")).decide({"area": 500})
    with pytest.raises(NoRule, match="nhiều dòng"):
        read_table(table("< 500 = a", "< 600 = b")).decide({"area": 1})
    with pytest.raises(NoRule):
        read_table(table("< 500 = a")).decide({"area": "500"})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (table("< 500 = a", "> 500 = b"), "không có dòng cho trường hợp area = 500"),
        (table("[1..5] = a", "[7..9] = b", "< 1 = c", "> 9 = d"), "trường hợp area = 6"),
        (table("<= 500 = a", ">= 500 = b"), "dòng 1 và dòng 2 cùng khớp khi area = 500"),
        (table("true; < 3 = a", "false; - = b", inputs=("online", "fee")), "online = True, fee = 3"),
        (table('"a" = x', 'not("b") = y', inputs=("kind",)), "dòng 1 và dòng 2 cùng khớp khi kind = a"),
        (table('"a" = x', inputs=("kind",)), "không có dòng cho trường hợp kind"),
        (table("- = a", "< 5 = b", hit="first"), "dòng 2 không bao giờ được dùng"),
        (
            table("< 5 = a", ">= 5 = b", examples=[{"given": {"area": 5}, "expect": {"level": "a"}}]),
            "ví dụ 1 mong level = a nhưng ra level = b",
        ),
        (table("< 5 = a", ">= 5 = b", examples=[{"given": {"area": 5}, "expect": {}}]), "ví dụ 1"),
        (table("< other = a"), "không ghi tên “other”"),
        (table("< 5; 3 = a"), "dòng 1 không đủ ô"),
        (table(), "từ 1 đến 500 dòng"),
        (table("- = a", hit="collect"), "“unique” hoặc “first”"),
        (table("- = a", outputs=["outcomes"]), "“outcomes” không dùng được"),
        (table("- = a", outputs=["a b"]), "không dùng được"),
        (table("- = a", extra=1), "“extra”"),
        (table("- = a", inputs=()), "ít nhất một cột"),
        (table("- = a", inputs=("f(x)",)), "cột “f(x)”"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(data: JSON, words: str) -> None:
    assert any(words in sentence for sentence in said(data)), said(data)


def test_whole_numbers_leave_no_gap_between_them() -> None:
    rows = ("<= 5 = a", ">= 6 = b")
    assert said(table(*rows, inputs=("count",))) == []
    assert "area = 5.5" in said(table(*rows))[0]


def test_a_table_too_large_to_go_through_is_told() -> None:
    columns = tuple(f"c{number}" for number in range(6))
    rows = [";".join([f"{value}"] * 6) + " = a" for value in range(6)]
    assert any("quá lớn" in sentence for sentence in said(table(*rows, inputs=columns)))


bounds = st.integers(0, 9)
cells = st.one_of(
    st.just("-"),
    bounds.map(lambda at: f"< {at}"),
    bounds.map(lambda at: f">= {at}"),
    st.tuples(bounds, bounds).map(lambda ends: f"[{min(ends)}..{max(ends)}]"),
)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5), st.integers(-2, 11), st.integers(-2, 11))
def test_a_table_without_flaws_always_decides(rows: list[tuple[str, str]], x: int, y: int) -> None:
    data = table(*(f"{a}; {b} = {number}" for number, (a, b) in enumerate(rows)), inputs=("x", "y"))
    sentences = said(data)
    read = read_table(data)
    for part in (0, 0.5):
        case = {"x": x + part, "y": y + part}
        try:
            read.decide(case)
        except NoRule:
            assert any("không có dòng cho" in each or "cùng khớp" in each for each in sentences), (case, sentences)
