"""What is taken, what is refused, and what is made harmless."""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from motcua.files.public import DOCX, JPEG, PAPERS, PDF, PNG, WEBP, XLSX, Accept, BadFile, Fault
from motcua.files.refusals import bad_file, limits
from motcua.files.rules.examine import examine
from motcua.files.rules.names import file_name
from motcua.files.rules.verdict import Unfit
from motcua.files.tests import make

EVERYTHING = Accept(frozenset({PDF, JPEG, PNG, WEBP, DOCX, XLSX}), max_bytes=5_000_000, max_pages=3)

HOSTILE: list[tuple[str, Fault, bytes]] = [
    ("nothing", Fault.EMPTY, b""),
    ("windows program", Fault.EXECUTABLE, b"MZ\x90\x00" + b"\x00" * 100),
    ("linux program", Fault.EXECUTABLE, b"\x7fELF\x02\x01" + b"\x00" * 100),
    ("script", Fault.EXECUTABLE, b"#!/bin/sh\nrm -rf /\n"),
    ("shortcut", Fault.EXECUTABLE, b"\x4c\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60),
    ("old office", Fault.OLE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ("zip", Fault.ARCHIVE, make.office(main="a.txt").replace(b"[Content_Types].xml", b"[Content_Things].xml")),
    ("zip that lists types", Fault.ARCHIVE, make.office(main="setup.exe")),
    ("rar", Fault.ARCHIVE, b"Rar!\x1a\x07\x00" + b"\x00" * 60),
    ("gzip", Fault.ARCHIVE, b"\x1f\x8b\x08" + b"\x00" * 60),
    ("heic", Fault.HEIC, b"\x00\x00\x00\x18ftypheic" + b"\x00" * 60),
    ("web page", Fault.NOT_TAKEN, b"<!doctype html><script>alert(1)</script>"),
    ("svg", Fault.NOT_TAKEN, b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("text", Fault.NOT_TAKEN, b"xin chao"),
    ("gif", Fault.NOT_TAKEN, make.picture("GIF")),
    ("macro", Fault.MACRO, make.office(extra={"word/vbaProject.bin": b"x"})),
    ("embedded object", Fault.MACRO, make.office(extra={"word/embeddings/oleObject1.bin": b"x"})),
    ("zip bomb", Fault.BOMB, make.office(extra={"word/media/a.bin": b"\0" * 30_000_000})),
    ("climbing zip", Fault.DAMAGED, make.office(extra={"../../etc/passwd": b"x"})),
    ("half a docx", Fault.DAMAGED, make.office()[:-30]),
    ("half a jpeg", Fault.DAMAGED, make.picture(size=(400, 400))[:900]),
    ("only a jpeg's head", Fault.DAMAGED, b"\xff\xd8\xff\xe0" + b"\x00" * 40),
    ("png bomb", Fault.BOMB, make.png_bomb()),
    ("moving webp", Fault.ANIMATED, make.picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 20))])),
    ("locked pdf", Fault.ENCRYPTED, make.pdf(encrypted=True)),
    ("many pages", Fault.TOO_MANY_PAGES, make.pdf(pages=4)),
    ("no pages", Fault.DAMAGED, make.pdf(pages=0)),
    ("only a pdf's head", Fault.DAMAGED, b"%PDF-1.7\n" + b"\x00" * 100),
    ("pdf bomb", Fault.DAMAGED, make.pdf_bomb()),
    (
        "signed and active",
        Fault.SIGNED_ACTIVE,
        make.pdf(AcroForm=make.signature_form(), OpenAction=make.javascript()),
    ),
    ("too big", Fault.TOO_BIG, make.pdf() + b"\0" * 5_000_000),
]


@pytest.mark.parametrize(("fault", "content"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_content_is_refused_for_what_it_is(fault: Fault, content: bytes) -> None:
    with pytest.raises(Unfit) as refusal:
        examine(content, EVERYTHING)
    assert refusal.value.fault is fault
    sentence = bad_file(refusal.value, name="giay.pdf", accept=EVERYTHING)
    assert isinstance(sentence, BadFile)
    assert "“giay.pdf”" in sentence.message and "Xin " in sentence.message and sentence.message.endswith(".")


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
)
def test_no_content_breaks_the_examination(tail: bytes, head: bytes) -> None:
    try:
        examine(head + tail, EVERYTHING)
    except Unfit as unfit:
        assert bad_file(unfit, name="x", accept=EVERYTHING).message


ACTIVE = {
    "script on opening": make.pdf(OpenAction=make.javascript()),
    "program on opening": make.pdf(OpenAction=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
    "additional actions": make.pdf(AA=Dictionary(WC=make.javascript())),
    "named script": make.pdf(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), make.javascript()])))),
    "embedded file": make.pdf(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
    "xfa": make.pdf(AcroForm=Dictionary(XFA=String("<xdp/>"), Fields=Array([]))),
    "link that runs": make.pdf_with_annotation("Link", A=make.javascript()),
    "link that chains": make.pdf_with_annotation("Link", A=Dictionary(S=Name.URI, Next=Array([make.javascript()]))),
    "film": make.pdf_with_annotation("RichMedia"),
    "attachment": make.pdf_with_annotation("FileAttachment"),
}


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE.keys())
def test_what_acts_by_itself_is_taken_out_and_the_pages_stay(content: bytes) -> None:
    examined = examine(content, PAPERS)
    assert examined.removed and examined.pages == 1
    for word in (b"JavaScript", b"app.alert", b"cmd.exe", b"EmbeddedFiles", b"/XFA", b"RichMedia", b"FileAttachment"):
        assert word not in examined.content
    again = examine(examined.content, PAPERS)
    assert again.removed == () and again.content == examined.content


def test_a_sound_pdf_and_a_signed_one_are_kept_byte_for_byte() -> None:
    for content in (
        make.pdf(),
        make.pdf(AcroForm=make.signature_form()),
        make.pdf(OpenAction=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))),
        make.pdf_with_annotation("Link", A=Dictionary(S=Name.URI, URI=String("https://example.vn"))),
    ):
        assert examine(content, PAPERS).content == content


def test_scripts_inside_object_streams_are_found() -> None:
    with pikepdf.open(io.BytesIO(make.pdf(OpenAction=make.javascript()))) as document:
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in out.getvalue()
    assert examine(out.getvalue(), PAPERS).removed


def test_a_photo_is_turned_upright_and_loses_where_it_was_taken() -> None:
    examined = examine(make.photo_lying_down(), PAPERS)
    with Image.open(io.BytesIO(examined.content)) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif() and "comment" not in picture.info
    assert b"secret" not in examined.content


@pytest.mark.parametrize(("kind", "content_type"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP)])
def test_what_hangs_behind_a_picture_is_left_behind(kind: str, content_type: str) -> None:
    examined = examine(make.picture(kind) + b"<script>alert(1)</script>", PAPERS)
    assert examined.content_type == content_type and b"<script>" not in examined.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_depth_are_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (8, 8)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert examine(out.getvalue(), PAPERS).content


def test_office_documents_are_taken_only_where_they_are_asked_for() -> None:
    assert examine(make.office(), EVERYTHING).content_type == DOCX
    assert examine(make.office(main="xl/workbook.xml"), EVERYTHING).content_type == XLSX
    with pytest.raises(Unfit):
        examine(make.office(), PAPERS)


@pytest.mark.parametrize(
    ("original", "content_type", "name"),
    [
        ("Giấy chứng sinh.PDF", PDF, "Giấy chứng sinh.pdf"),
        ("giay.pdf.exe", PDF, "giay.pdf"),
        ("C:\\fakepath\\ảnh.jpeg", JPEG, "ảnh.jpg"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("gpj.\u202efdp.exe", PNG, "gpj. fdp.png"),
        ("\x00..", PDF, "tep.pdf"),
        ("", PDF, "tep.pdf"),
        ("a" * 500, PDF, "a" * 120 + ".pdf"),
    ],
)
def test_names_are_kept_for_people_and_mislead_nobody(original: str, content_type: str, name: str) -> None:
    cleaned = file_name(original, content_type)
    assert cleaned.replace("  ", " ") == name or cleaned == name.replace(". ", ".")


@given(st.text(max_size=300))
def test_no_name_is_a_path(original: str) -> None:
    name = file_name(original, PDF)
    assert name.endswith(".pdf") and not set(name) & set('/\\\0\n"<>') and len(name) <= 124


def test_limits_are_said_before_anything_is_chosen() -> None:
    assert limits(PAPERS) == "PDF, JPG, PNG, WEBP; mỗi tệp tối đa 20 MB, 200 trang"
    assert PAPERS.extensions == "image/*,.pdf,.jpg,.png,.webp"
