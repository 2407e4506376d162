"""Bản ghi trùng over the pages: one official proposes, another confirms, and what they looked at is written down."""

import pytest
from django.test import Client

from motcua.accounts.public import actor_of
from motcua.accounts.tests import make
from motcua.audit.public import AuditEntry
from motcua.organisations.tests import make as organisations
from motcua.persons.public import IdentityLevel, Merge, confirm_merge, find_duplicates, propose_merge
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM
from motcua.platform.clock import frozen
from motcua.platform.testing import run_jobs

AT = persons.AT


@pytest.mark.django_db
def test_who_is_signed_in_is_both_records_at_once() -> None:
    account, other = make.citizen(), persons.person(number="")
    assert actor_of(account, at=AT).persons == {account.person_id}
    merge = Merge.objects.create(kept=account.person, duplicate=other, state="found", score=90, found_at=AT)
    propose_merge(merge, kept=account.person, reason="x", by=persons.registrar(), at=AT)
    confirm_merge(merge, by=persons.registrar(), at=AT)
    run_jobs()
    account.refresh_from_db()
    assert actor_of(account, at=AT).persons == {account.person_id, other.pk}


@pytest.mark.django_db
def test_the_pages_propose_confirm_and_undo() -> None:
    number = persons.personal_id()
    kept = persons.person(number=number)
    persons.person(number=number, level=IdentityLevel.DECLARED)
    find_duplicates(by=SYSTEM, at=AT)
    merge = Merge.objects.get()
    unit = organisations.organisation()
    one, other = (
        make.official(role="person_registrar", organisation=unit, full_name=name) for name in ("Lê Một", "Lê Hai")
    )
    first, second, stranger = Client(), Client(), Client()
    first.force_login(one)
    second.force_login(other)
    stranger.force_login(make.citizen())
    with frozen(AT):
        page = f"/ban-ghi-trung/{merge.pk}"
        assert stranger.get(page).status_code in (403, 404)
        assert "cùng số định danh" in first.get("/ban-ghi-trung").content.decode()
        shown = first.get(page).content.decode()
        assert kept.personal_id not in shown
        assert "Đề nghị gộp" in shown
        assert first.post(page, {"act": "propose", "kept": kept.pk, "reason": ""}).status_code == 422
        assert first.post(page, {"act": "propose", "kept": kept.pk, "reason": "Cùng căn cước"}).status_code == 302
        assert "cần người thứ hai" in first.get(page).content.decode()
        assert first.post(page, {"act": "confirm"}).status_code == 422
        assert second.post(page, {"act": "confirm"}).status_code == 302
        assert "Tách lại" in first.get(page).content.decode()
        assert second.post(page, {"act": "undo", "reason": "Nhầm"}).status_code == 302
        assert "Đã tách lại" in second.get("/ban-ghi-trung?loai=hai-nguoi").content.decode()
    looks = AuditEntry.objects.filter(purpose="Đối chiếu bản ghi trùng", persons__contains=[kept.pk])
    assert looks.exists()
