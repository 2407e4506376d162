"""From data to pages: our templates in-process with one compiler per thread, those of officials in a process apart."""

import io
import json
import struct
import subprocess
import sys
import threading
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

import segno
import typst
from django.conf import settings

from motcua.papers.rules import JsonObject, typeable

_SHIPPED = Path(__file__).parent / "typst"
_APART = Path(__file__).parent / "typesetting_apart.py"
_PATIENCE_SECONDS = 30
# typst fetches packages by HTTP when a template asks for one: send it nowhere
_NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
_IMPORT = '#import "library.typ": *\n'
_thread = threading.local()


def shipped_codes() -> list[str]:
    """Codes of the templates that come with the product."""
    return sorted(path.stem for path in _SHIPPED.glob("*.typ") if path.stem != "library")


@cache
def shipped_source(code: str, domain: str = "") -> str:
    """The whole text of a template of ours, its library included, so that a copy of it stands alone for good.

    Raises FileNotFoundError for a code that we do not ship, in the default set or in that of a domain.
    """
    files = (_SHIPPED / "library.typ", _SHIPPED / domain / f"{code}.typ")
    library, template = (file.read_text(encoding="utf-8") for file in files)
    if not template.startswith(_IMPORT):
        raise ValueError(f"{code}.typ must begin with {_IMPORT!r}")
    return library + template.removeprefix(_IMPORT)


class TypesettingFailed(RuntimeError):
    """The template makes no valid paper of these values; the text is typst's, or says what limit was hit."""


def typeset_pdf(source: str, data: JsonObject, *, at: datetime) -> bytes:
    """PDF/A-2a + PDF/UA-1 of a template of ours and the JSON values of a paper.

    The same source, data and `at` (the document's creation time) give the same bytes. Raises TypesettingFailed.
    """
    try:
        pdf = compiler().compile(
            input=source.encode(),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
            sys_inputs=_inputs(data),
        )
    except typst.TypstError as error:
        raise TypesettingFailed(error.message) from error
    return cast(bytes, pdf)


def typeset_apart(source: str, data: JsonObject, *, at: datetime) -> bytes:
    """The same of a template that an official wrote, in a process with limits, without files and network.

    Raises TypesettingFailed.
    """
    job = {
        "source": source,
        "inputs": _inputs(data),
        "timestamp": int(at.timestamp()),
        "fonts": str(_font_directory()),
    }
    try:
        done = subprocess.run(  # noqa: S603 — our own interpreter and our own file
            [sys.executable, "-I", str(_APART)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            env=_NO_NETWORK,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesettingFailed(f"no result after {_PATIENCE_SECONDS} s") from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise TypesettingFailed(last or f"stopped at a limit ({done.returncode})")
    return done.stdout


def typeset_pages(source: str, data: JsonObject, *, ppi: float = 110) -> list[bytes]:
    """The same pages as PNG, one per page, for previews."""
    pages = compiler().compile(input=source.encode(), format="png", ppi=ppi, sys_inputs=_inputs(data))
    return [pages] if isinstance(pages, bytes) else list(pages or [])


def _inputs(data: JsonObject) -> dict[str, str]:
    inputs = {"data": json.dumps(typeable(data, glyphs()), ensure_ascii=False)}
    if qr := data.get("qr"):
        inputs["qr"] = qr_svg(qr["url"])
    return inputs


def qr_svg(url: str) -> str:
    """A QR code as SVG."""
    out = io.BytesIO()
    # any mask can be read; weighing all eight against each other would take a third of the whole typesetting
    segno.make(url, error="m", micro=False, mask=2).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def compiler() -> typst.Compiler:
    """The compiler of this thread, with our fonts alone."""
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(root=_SHIPPED, font_paths=_fonts())
    return cast(typst.Compiler, _thread.compiler)


@cache
def _font_directory() -> Path:
    return Path(settings.BASE_DIR) / "node_modules" / "@expo-google-fonts" / "tinos"


@cache
def _fonts() -> typst.Fonts:
    # only Tinos: a paper must look the same on every machine, whatever fonts that machine has
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_font_directory()])


# ISO 19005-2, 6.2.11.7.2: what a text may say can be none of these. Fonts draw the first all the same.
FORBIDDEN = frozenset({0x0000, 0xFEFF, 0xFFFE})


@cache
def glyphs() -> frozenset[int]:
    """Code points that all four cuts of Tinos can draw and PDF/A lets stand in a text."""
    cuts = [_code_points(path.read_bytes()) for path in sorted(_font_directory().glob("*/*.ttf"))]
    if not cuts:
        raise FileNotFoundError(f"the Tinos fonts are missing in {_font_directory()}: run `make setup`")
    return frozenset.intersection(*cuts) - FORBIDDEN


def _code_points(font: bytes) -> frozenset[int]:
    """Code points of a TrueType font's Unicode map (OpenType specification, cmap formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    offsets = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap = offsets[b"cmap"]
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * index + 4)[0]
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 4:
            half = struct.unpack_from(">H", font, start + 6)[0]
            ends = struct.unpack_from(f">{half // 2}H", font, start + 14)
            starts = struct.unpack_from(f">{half // 2}H", font, start + 16 + half)
            points.update(point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1))
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                points.update(range(first, last + 1))
    return frozenset(points - {0xFFFF})
