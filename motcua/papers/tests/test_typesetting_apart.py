"""What officials write is typeset apart: it may look as it likes, and reach nothing."""

import time

import pytest

from motcua.papers import rules, specimens, typesetting
from motcua.papers.tests.read_pdf import faults_of
from motcua.papers.typesetting import TypesettingFailed

SMALLEST = '#set document(title: "Thử")\n#set text(lang: "vi", font: "Tinos")\n'
DATA = rules.as_json(specimens.receipt_slip())


def apart(source: str) -> bytes:
    return typesetting.typeset_apart(source, DATA, at=specimens.AT)


def test_our_own_template_gives_the_same_bytes_there_as_here() -> None:
    source = typesetting.shipped_source("receipt_slip")
    pdf = apart(source)
    assert pdf == typesetting.typeset_pdf(source, DATA, at=specimens.AT)
    assert faults_of(pdf) == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (SMALLEST + '#read("/etc/passwd")', "file not found"),
        (SMALLEST + '#read("../../../../../../etc/passwd")', "project root"),
        (SMALLEST + '#import "@preview/tablex:0.0.8": *', "package"),
        (SMALLEST + "#data.khong_co", "unknown variable"),
        (SMALLEST + "#let unclosed = (", "unclosed"),
        ('#set text(lang: "vi")\nKhông có tên', "title"),
    ],
)
def test_a_template_reaches_no_file_and_no_network_and_must_be_valid(source: str, why: str) -> None:
    with pytest.raises(TypesettingFailed, match=why):
        apart(source)


@pytest.mark.parametrize(
    "greedy",
    ['#let text = "a" * 6000000000', "#for i in range(90000) { for j in range(90000) { let x = calc.pow(i, 2) } }"],
)
def test_a_template_that_takes_too_much_is_stopped(greedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_PATIENCE_SECONDS", 1.5)
    started = time.monotonic()
    with pytest.raises(TypesettingFailed):
        apart(SMALLEST + greedy)
    assert time.monotonic() - started < 6
