"""What a reader of a paper sees: its text (pypdf), its QR code (zxing-cpp), what validators say (page-validation)."""

import io
import re
from collections.abc import Mapping
from typing import Any

import page
import pypdf
import zxingcpp
from PIL import Image, ImageChops

from motcua.papers.typesetting import typeset_pages

PROFILES = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)


def words_of(pdf: bytes) -> str:
    """The text of all pages with every run of white space as one space."""
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)).strip()


def letters_of(pdf: bytes) -> str:
    """The text without any white space: for values that a narrow cell breaks anywhere."""
    return words_of(pdf).replace(" ", "")


def page_count(pdf: bytes) -> int:
    """Number of pages."""
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def faults_of(pdf: bytes) -> list[str]:
    """What is wrong with it as PDF/A-2a and as PDF/UA-1; the two are asked for one by one."""
    return [
        f"{profile.value}: {fault.rule_id} {fault.message}"
        for profile in PROFILES
        for fault in page.validate_pdf_bytes(pdf, profile=profile).failures
        if not _is_misread_length(pdf, fault)
    ]


def _is_misread_length(pdf: bytes, fault: page.ValidationFailure) -> bool:
    # A stream whose last byte happens to be CR is followed by the writer's LF: the validator takes both for the line
    # end and finds the length one too long. Forgiven only where every stream by its length ends at "LF endstream".
    if not fault.rule_id.endswith("STREAM-LENGTH-001"):
        return False
    heads = re.finditer(rb"\n\d+ 0 obj\n<<[^\n]*?/Length (\d+)[^\n]*?>>\s*stream\r?\n", pdf)
    return all(pdf.startswith(b"\nendstream", head.end() + int(head[1])) for head in heads)


def ink_in_right_margin(source: str, data: Mapping[str, Any], *, millimetres: int = 12) -> bool:
    """Whether anything is drawn in the last millimetres of any page: it would be cut off in print."""
    for drawn in typeset_pages(source, data, ppi=60):
        with Image.open(io.BytesIO(drawn)) as image:
            strip = image.convert("L").crop((image.width * (210 - millimetres) // 210, 0, image.width, image.height))
            if ImageChops.invert(strip).getbbox() is not None:
                return True
    return False


def qr_codes_of(source: str, data: Mapping[str, Any]) -> list[str]:
    """The QR codes on the first page as a phone reads them from the drawn page."""
    with Image.open(io.BytesIO(typeset_pages(source, data)[0])) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]
