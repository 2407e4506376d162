"""Numbers are masked for those whose work does not need them, and shown whole for a reason that is written down."""

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.dossiers.public import Dossier
from motcua.dossiers.tests import make
from motcua.privacy.public import Reveal

pytestmark = pytest.mark.django_db

NUMBER = "031190009876"
PHONE = "0912345456"
CONTACTING = "Xem số đầy đủ để liên hệ người nộp"


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def ward() -> make.Ward:
    return make.ward()


@pytest.fixture
def dossier(ward: make.Ward) -> Dossier:
    return make.dossier(ward, by=make.citizen(number=NUMBER), received=True)


def address(dossier: Dossier, field: str = "lien-he") -> str:
    return f"/hien-so?cua={dossier.subject}&so={field}"


def test_whoever_works_on_a_dossier_sees_its_numbers_and_others_see_them_masked(
    ward: make.Ward, dossier: Dossier
) -> None:
    page = f"/ho-so/{dossier.code}"
    working = browser(ward.specialist_account).get(page).content.decode()
    assert NUMBER in working and PHONE in working
    officer = browser(ward.officer_account).get(page).content.decode()
    assert NUMBER not in officer and PHONE not in officer
    assert "0912***456" in officer and "so=lien-he" in officer
    declared = dossier.answers["soDinhDanh"]
    assert declared in working and declared not in officer


def test_a_number_is_shown_for_a_reason_on_that_page_alone_and_the_look_is_written_down(
    ward: make.Ward, dossier: Dossier
) -> None:
    officer = browser(ward.officer_account)
    before = AuditEntry.objects.filter(kind="read").count()
    assert PHONE not in officer.get(address(dossier)).content.decode()
    assert AuditEntry.objects.filter(kind="read").count() == before
    shown = officer.post(address(dossier), {"purpose": CONTACTING})
    assert PHONE in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    look = AuditEntry.objects.get(purpose=CONTACTING)
    assert (look.persons, look.subject) == ([dossier.owner_id], dossier.subject)
    assert PHONE not in officer.get(f"/ho-so/{dossier.code}").content.decode()
    declared = officer.post(address(dossier, "soDinhDanh"), {"purpose": CONTACTING})
    assert dossier.answers["soDinhDanh"] in declared.content.decode()
    assert Reveal.objects.count() == 2


@pytest.mark.parametrize("given", [{}, {"purpose": "Tò mò"}, {"purpose": "Xem số đầy đủ vì việc khác", "note": " a "}])
def test_without_a_reason_nothing_is_shown(ward: make.Ward, dossier: Dossier, given: dict[str, str]) -> None:
    refused = browser(ward.officer_account).post(address(dossier), given)
    assert refused.status_code == 422
    assert PHONE not in refused.content.decode()
    assert not Reveal.objects.exists()


def test_a_number_of_a_dossier_one_may_not_see_does_not_exist(dossier: Dossier) -> None:
    stranger = browser(make.ward().officer_account)
    assert stranger.post(address(dossier), {"purpose": CONTACTING}).status_code == 404
    assert stranger.get("/hien-so?cua=persons.person:1&so=phone").status_code == 404
    assert not Reveal.objects.exists()


def test_no_other_field_is_had_this_way(ward: make.Ward, dossier: Dossier) -> None:
    assert browser(ward.officer_account).get(address(dossier, "hoTen")).status_code == 404
    keeper = accounts.official(role="auditor", organisation=ward.unit, full_name="Người Xem")
    assert browser(keeper).get(address(dossier)).status_code == 403
