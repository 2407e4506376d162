"""The label of a parcel, with the code that is scanned when it is handed to the carrier."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from typst import TypstError

from motcua.papers.rules import typeable
from motcua.papers.typesetting import TypesettingFailed, compiler, glyphs, qr_svg

_SOURCE = Path(__file__).with_name("parcel_label.typ")


@dataclass(frozen=True)
class ParcelLabel:
    """Who sends what to whom; `cod_amount` in đồng; `item_code` is "" while the carrier has not given one."""

    number: str
    item_code: str
    sender: str
    sender_place: str
    receiver: str
    phone: str
    address: str
    contents: str
    cod_amount: int = 0


def print_parcel_label(label: ParcelLabel, *, at: datetime) -> bytes:
    """The label, 100 × 150 mm, PDF/A and PDF/UA like all papers. Raises TypesettingFailed."""
    data = {**asdict(label), "cod": f"{label.cod_amount:,}".replace(",", ".")}
    try:
        pdf = compiler().compile(
            input=_SOURCE.read_bytes(),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
            sys_inputs={"data": json.dumps(typeable(data, glyphs()), ensure_ascii=False), "qr": qr_svg(label.number)},
        )
    except TypstError as error:
        raise TypesettingFailed(error.message) from error
    return cast(bytes, pdf)
