"""What content is, by its own bytes; names and claimed types are not asked."""

import filetype

from motcua.files.rules.verdict import DOCX, HEIC, JPEG, PDF, PNG, WEBP, XLSX, Fault, Unfit

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF", b"\x28\xb5\x2f\xfd")
_EXECUTABLES = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",
    b"\x00asm",
    b"dex\n",
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_KNOWN = {PDF, JPEG, PNG, WEBP}


def sniff(content: bytes) -> str:
    """The content type of these bytes, empty when unknown. Raises Unfit for what is never taken anywhere."""
    if not content:
        raise Unfit(Fault.EMPTY)
    if content.startswith(_EXECUTABLES):
        raise Unfit(Fault.EXECUTABLE)
    if content.startswith(_OLE):
        raise Unfit(Fault.OLE)
    if content.startswith(_ARCHIVES):
        raise Unfit(Fault.ARCHIVE)
    if content.startswith(_ZIP):
        return _office_type(content)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    kind = filetype.guess(content[:8192])
    found = kind.mime if kind is not None else ""
    return found if found in _KNOWN else ""


def _office_type(content: bytes) -> str:
    """A ZIP is taken only as an office document; which one, its own list of parts says."""
    if b"[Content_Types].xml" not in content:
        raise Unfit(Fault.ARCHIVE)
    if b"word/document.xml" in content:
        return DOCX
    if b"xl/workbook.xml" in content:
        return XLSX
    raise Unfit(Fault.ARCHIVE)
