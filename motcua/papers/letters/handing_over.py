"""The slip on which whoever receives a result signs for it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from typst import TypstError

from motcua.papers.rules import typeable
from motcua.papers.typesetting import TypesettingFailed, compiler, glyphs

_SOURCE = Path(__file__).with_name("hand_over_slip.typ")


@dataclass(frozen=True)
class HandOverSlip:
    """What was handed over to whom, by which proof of identity; empty lines are left out."""

    unit: str
    code: str
    procedure: str
    owner: str
    result: str
    papers: str
    receiver: str
    identity: str
    mandate: str
    at: str
    official: str


def print_hand_over_slip(slip: HandOverSlip, *, at: datetime) -> bytes:
    """The slip on A4, PDF/A and PDF/UA like all papers. Raises TypesettingFailed."""
    try:
        pdf = compiler().compile(
            input=_SOURCE.read_bytes(),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
            sys_inputs={"data": json.dumps(typeable(asdict(slip), glyphs()), ensure_ascii=False)},
        )
    except TypstError as error:
        raise TypesettingFailed(error.message) from error
    return cast(bytes, pdf)
