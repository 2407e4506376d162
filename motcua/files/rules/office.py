"""Office documents (ZIP of XML): taken only without macros, embedded objects or bombs."""

import io
import zipfile

from motcua.files.rules.verdict import Examined, Fault, Unfit

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 5000
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "/activex/", "/embeddings/", "macrosheets/", "/ctrlprops/")


def examine_office(content: bytes, content_type: str) -> Examined:
    """The document unchanged. Raises Unfit for macros, embedded objects, a bomb, a password or damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as document:
            parts = document.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Unfit(Fault.ENCRYPTED)
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or unpacked > min(MAX_UNPACKED, MAX_RATIO * len(content)):
                raise Unfit(Fault.BOMB)
            names = [part.filename.lower().replace("\\", "/") for part in parts]
            if any(marker in f"/{name}" for name in names for marker in _ACTIVE):
                raise Unfit(Fault.MACRO)
            if any(name.startswith("/") or ".." in name.split("/") for name in names):
                raise Unfit(Fault.DAMAGED)
            _unpack_within(document, parts)
            if b"macroEnabled" in document.read("[Content_Types].xml"):
                raise Unfit(Fault.MACRO)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, OSError, ValueError, EOFError, NotImplementedError):
        raise Unfit(Fault.DAMAGED)
    return Examined(content, content_type)


def _unpack_within(document: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Sizes that a ZIP declares may be lies, and zlib tells only by unpacking: every part is read through, counted."""
    total = 0
    for part in parts:
        with document.open(part) as stream:
            while block := stream.read(1 << 20):
                total += len(block)
                if total > MAX_UNPACKED:
                    raise Unfit(Fault.BOMB)
