"""The certification text that is put on each copy, and the certification book, as PDFs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from typst import TypstError

from motcua.papers.rules import typeable
from motcua.papers.typesetting import TypesettingFailed, compiler, glyphs

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class CertifyingText:
    """What is put on the copies of one paper (lời chứng); one page is printed for each of `copies`."""

    number: int
    book: str
    date: str
    place: str
    authority: str
    signer_name: str
    signer_position: str
    document: str
    copies: int


@dataclass(frozen=True)
class BookLine:
    """One line of the book as the law's model shows it; `note` of a struck line says why."""

    number: int
    date: str
    requester: str
    document: str
    signer: str
    pages: int
    copies: int
    fee: str
    note: str = ""
    is_struck: bool = False


@dataclass(frozen=True)
class BookSheet:
    """A volume, or a part of it, with its totals as label and value."""

    authority: str
    book: str
    span: str
    lines: Sequence[BookLine]
    totals: tuple[tuple[str, str], ...]
    printed_at: str


def print_certifying_texts(texts: Sequence[CertifyingText], *, at: datetime) -> bytes:
    """The certification texts, a page for each copy (Thông tư 01/2020/TT-BTP). Raises TypesettingFailed."""
    return _print("certifying_text", {"texts": [asdict(text) for text in texts]}, at=at)


def print_certification_book(sheet: BookSheet, *, at: datetime) -> bytes:
    """The book on A4 across (Nghị định 23/2015/NĐ-CP, điều 13 and its model). Raises TypesettingFailed."""
    return _print("certification_book", {**asdict(sheet), "lines": [asdict(line) for line in sheet.lines]}, at=at)


def _print(name: str, values: dict[str, Any], *, at: datetime) -> bytes:
    data = typeable(values, glyphs())
    try:
        pdf = compiler().compile(
            input=(_HERE / f"{name}.typ").read_bytes(),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except TypstError as error:
        raise TypesettingFailed(error.message) from error
    return cast(bytes, pdf)
