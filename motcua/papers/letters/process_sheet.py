"""The official sheet of an internal process as one PDF: order, who, what, forms, time."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from typst import TypstError

from motcua.papers.rules import typeable
from motcua.papers.typesetting import TypesettingFailed, compiler, glyphs

_SOURCE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True)
class SheetRow:
    """One row; `is_band` rows only say where a branch or a block begins or ends, over the whole width."""

    number: str
    who: str = ""
    title: str = ""
    content: str = ""
    ways: tuple[str, ...] = ()
    papers: str = ""
    time: str = ""
    is_band: bool = False


@dataclass(frozen=True)
class ProcessSheet:
    """What the sheet says. `facts` stand above the table as label and value; `mark`: what it is not yet; `note` stands
    below, with what a print is checked by."""

    organisation: str
    code: str
    name: str
    facts: tuple[tuple[str, str], ...]
    rows: Sequence[SheetRow]
    begins: str
    ends: str
    total: str
    mark: str = ""
    signers: tuple[str, ...] = ()
    note: str = ""


def print_process_sheet(sheet: ProcessSheet, *, at: datetime) -> bytes:
    """The sheet on A4, PDF/A and PDF/UA like all papers. Raises TypesettingFailed."""
    data = typeable({**asdict(sheet), "rows": [asdict(row) for row in sheet.rows]}, glyphs())
    try:
        pdf = compiler().compile(
            input=_SOURCE.read_bytes(),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except TypstError as error:
        raise TypesettingFailed(error.message) from error
    return cast(bytes, pdf)
