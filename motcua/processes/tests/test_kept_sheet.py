"""The sheet of a published version is kept, printed again byte for byte, and checked by its code or by the file."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from motcua.accounts.tests import make as accounts
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.processes.handlers import keep_sheets
from motcua.processes.models import ProcessVersion
from motcua.processes.official import code_of, printed
from motcua.processes.public import publish_version
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db


def client_at(place: Organisation) -> Client:
    client = Client()
    client.force_login(accounts.official(role="process_owner", organisation=place, valid_from=make.AT))
    return client


def test_a_published_sheet_is_printed_the_same_again_though_names_change() -> None:
    version = make.process()
    place = version.process.organisation
    keep_sheets()
    keep_sheets()
    version.refresh_from_db()
    assert version.sheet is not None
    version.process.name = "Tên khác hẳn"
    version.process.save()
    here = f"/quy-trinh/{version.process_id}/ban/1.pdf"
    with clock.frozen(make.AT):
        client = client_at(place)
        first, second = client.get(here).content, client.get(here).content
        assert first == second
        words = " ".join(page.extract_text() for page in PdfReader(BytesIO(first)).pages)
        assert code_of(version) in words.replace("\n", "")
        assert "chưa ký số" in words
        assert "Tên khác hẳn" not in words
        check = "/quy-trinh/kiem-tra-ban-in"
        said = client.post(check, {"code": code_of(version).lower()}).content.decode()
        assert version.process.code in said
        equal = client.post(check, {"file": SimpleUploadedFile("a.pdf", first, "application/pdf")})
        assert "Trùng từng byte" in equal.content.decode()
        forged = client.post(check, {"file": SimpleUploadedFile("a.pdf", first + b" ", "application/pdf")})
        assert forged.status_code == 422
        for wrong in ("", "3F2A", "không phải mã", "0" * 16):
            assert client.post(check, {"code": wrong}).status_code == 422


def test_a_draft_is_not_kept_and_says_that_it_is_none_yet() -> None:
    version = make.draft()
    keep_sheets()
    version.refresh_from_db()
    assert version.sheet is None
    content = printed(version)
    assert content is not None
    words = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "BẢN CHƯA BAN HÀNH" in words
    assert "chưa ký số" not in words


def test_who_approved_and_when_stand_on_the_sheet() -> None:
    version = make.draft()
    approver = accounts.official(
        role="administrator", organisation=version.process.organisation, full_name="Lê Văn Duyệt"
    )
    ProcessVersion.objects.filter(pk=version.pk).update(
        state="approved", approved_by=approver, approved_at=make.AT, submitted_at=make.AT
    )
    published = publish_version(version, valid_from=date(2026, 12, 1), by=SYSTEM, at=make.AT)
    content = printed(ProcessVersion.objects.get(pk=published.pk))
    assert content is not None
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", " ")
    assert "Lê Văn Duyệt" in words
    assert "01/12/2026" in words
    assert content == printed(ProcessVersion.objects.get(pk=published.pk))
