"""Form 07 of Thông tư 03/2025/TT-VPCP: the register of dossiers of a unit and a time, as one PDF."""

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


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """One dossier; instants as they are printed, "" for what did not happen yet."""

    serial: str
    code: str
    procedure: str
    sets: str
    applicant: str
    contact: str
    authority: str
    received: str
    due: str
    passed_on: str
    resolved: str
    returned: str
    way: str
    receiver: str
    note: str


@dataclass(frozen=True)
class RegisterSheet:
    """The register of a unit over some time."""

    unit: str
    parent: str
    span: str
    lines: Sequence[RegisterLine]
    printed_at: str


def print_register(sheet: RegisterSheet, *, at: datetime) -> bytes:
    """The register on A4 across, PDF/A and PDF/UA like all papers. Raises TypesettingFailed."""
    data = typeable({**asdict(sheet), "lines": [asdict(line) for line in sheet.lines]}, glyphs())
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
