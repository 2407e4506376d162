"""Files for tests: sound ones, and a small zoo of hostile ones, all generated."""

import io
import struct
import zipfile
import zlib
from datetime import datetime
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from motcua.files.public import PAPERS, Accept, StoredFile, TakenIn, store_content, store_upload, take_in, take_in_own
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.clock import VIETNAM

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def pdf(*, pages: int = 1, encrypted: bool = False, **root: Any) -> bytes:
    """A PDF with blank pages; keywords go into its catalogue."""
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user="x", owner="y") if encrypted else False)
    return out.getvalue()


def javascript() -> Dictionary:
    """An action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def signature_form() -> Dictionary:
    """An interactive form with one signature in it: enough to count as signed, not to be verified."""
    signature = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), Contents=String("x" * 16)
    )
    return Dictionary(SigFlags=3, Fields=Array([Dictionary(FT=Name.Sig, T=String("Ký"), V=signature)]))


def pdf_with_annotation(subtype: str, **more: Any) -> bytes:
    """A PDF whose page carries one annotation."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([0, 0, 10, 10]), **more)
    page.obj.Annots = Array([document.make_indirect(note)])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A PDF whose object stream unpacks to 600 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _block in range(600)) + packer.flush()
    header = b"%PDF-1.5\n"
    stream = (
        b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    table_at = len(header) + len(stream)
    rows = b"".join(
        struct.pack(">BIB", kind, place, index)
        for kind, place, index in [(0, 0, 255), (1, len(header), 0), (1, table_at, 0), (2, 1, 0)]
    )
    table = b"2 0 obj\n<< /Type /XRef /Size 4 /W [1 4 1] /Root 3 0 R /Length %d >>\nstream\n" % len(rows) + rows
    return header + stream + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table_at


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (40, 20), colour: str = "white", **options: Any) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def photo_lying_down() -> bytes:
    """A photo 40 wide and 20 high that its EXIF says is to be turned, with a place in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"secret")


def png_bomb() -> bytes:
    """A PNG of a hundred bytes that claims 60,000 by 60,000 dots."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"")
    chunks = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (header, body, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def office(*, extra: dict[str, bytes] | None = None, main: str = "word/document.xml") -> bytes:
    """An office document with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr(main, "<document/>")
        for name, content in (extra or {}).items():
            document.writestr(name, content)
    return out.getvalue()


def upload(content: bytes, name: str = "giay.pdf") -> SimpleUploadedFile:
    """What Django makes of an uploaded file."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def taken(content: bytes | None = None, name: str = "giay.pdf", *, accept: Accept = PAPERS) -> TakenIn:
    """What was uploaded, examined and on the disk, and nobody's yet."""
    return take_in(upload(pdf() if content is None else content, name), accept=accept)


def stored(
    content: bytes | None = None, name: str = "giay.pdf", *, accept: Accept = PAPERS, by: Actor = SYSTEM
) -> StoredFile:
    """A file taken in; a one-page PDF unless told otherwise."""
    return store_upload(taken(content, name, accept=accept), by=by, at=AT)


def made(content: bytes = b"k\xe1\xba\xbft qu\xe1\xba\xa3", name: str = "ket-qua.txt") -> StoredFile:
    """A file made by the system."""
    return store_content(take_in_own(content, name=name, content_type="text/plain"), by=SYSTEM, at=AT)
