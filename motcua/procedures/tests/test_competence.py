"""The competence table: two officials change it, a file fills it, and it is asked by day, by place, by who exists."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.areas.public import Area, Succession, close_area
from motcua.areas.tests import make as areas
from motcua.organisations.public import Organisation, close_organisation
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Actor, Refused, Stale
from motcua.procedures.actions.set_competence import discard_proposal, propose_end
from motcua.procedures.models import CompetenceLine, Procedure
from motcua.procedures.public import (
    LineSpec,
    Undecided,
    approve_competence,
    competence_of,
    propose_competence,
)
from motcua.procedures.tests import make

pytestmark = pytest.mark.django_db
FROM = date(2026, 1, 1)
ON = make.AT.date()


def administrator() -> Actor:
    return accounts.actor(accounts.official(role="administrator"), at=make.AT)


def procedure() -> Procedure:
    return make.online().procedure


def line(about: str, organisation: Organisation, area: str = "", **more: Any) -> CompetenceLine:
    """A line in force."""
    spec = LineSpec(about, organisation.identifier, "QĐ 12/2026/QĐ-UBND", more.pop("valid_from", FROM), area, **more)
    (proposed,) = propose_competence([spec], by=SYSTEM, at=make.AT)
    approve_competence([proposed], by=SYSTEM, at=make.AT)
    return CompetenceLine.objects.get(pk=proposed.pk)


def test_a_line_holds_once_another_official_approves_it() -> None:
    matter, office, first = procedure(), organisations.organisation(), administrator()
    spec = LineSpec(matter.code, office.identifier, "QĐ 12/2026", FROM)
    proposed = propose_competence([spec], by=first, at=make.AT)
    assert competence_of(matter, "", ON) is None
    with pytest.raises(Refused, match="không tự duyệt"):
        approve_competence(proposed, by=first, at=make.AT)
    assert approve_competence(proposed, by=administrator(), at=make.AT) == 1
    assert competence_of(matter, "", ON) == office.pk
    with pytest.raises(Stale):
        approve_competence(proposed, by=administrator(), at=make.AT)


def test_its_end_too_and_the_line_before_it_stays_true() -> None:
    matter, office, first = procedure(), organisations.organisation(), administrator()
    held = line(matter.code, office)
    propose_end(held, ends_on=date(2026, 12, 1), reason="Sắp xếp lại", by=first, at=make.AT)
    with pytest.raises(Refused, match="không tự duyệt"):
        approve_competence([held], by=first, at=make.AT)
    approve_competence([held], by=administrator(), at=make.AT)
    assert competence_of(matter, "", date(2026, 11, 30)) == office.pk
    assert competence_of(matter, "", date(2026, 12, 1)) is None
    with pytest.raises(Stale):
        propose_end(held, ends_on=date(2026, 12, 2), reason="Lần nữa", by=first, at=make.AT)


def test_a_proposal_is_thrown_away_and_what_held_is_not() -> None:
    matter, office, first = procedure(), organisations.organisation(), administrator()
    spec = LineSpec(matter.code, office.identifier, "QĐ 12/2026", FROM)
    (proposed,) = propose_competence([spec], by=first, at=make.AT)
    discard_proposal(proposed, by=first, at=make.AT)
    held = line(matter.code, office)
    with pytest.raises(Stale):
        discard_proposal(held, by=first, at=make.AT)
    propose_end(held, ends_on=ON, reason="Nhầm", by=first, at=make.AT)
    discard_proposal(held, by=first, at=make.AT)
    assert CompetenceLine.objects.get().ending_on is None


def test_a_unit_that_ended_is_stood_for_by_who_carries_on() -> None:
    matter, office, new = procedure(), organisations.organisation(), organisations.organisation()
    line(matter.code, office)
    close_organisation(office, valid_to=ON, by=SYSTEM, at=make.AT, successor=new)
    assert competence_of(matter, "", ON - timedelta(days=1)) == office.pk
    assert competence_of(matter, "", ON) == new.pk
    later = make.AT + timedelta(days=10)
    close_organisation(new, valid_to=later.date(), by=SYSTEM, at=later)
    assert competence_of(matter, "", later.date()) is Undecided.CLOSED
    with pytest.raises(Refused):
        close_organisation(organisations.organisation(), valid_to=later.date(), by=SYSTEM, at=later, successor=new)


def test_a_ward_keeps_what_was_said_of_the_wards_it_was_made_of() -> None:
    matter = procedure()
    old = [areas.area(valid_from=date(2025, 1, 1)), areas.area(valid_from=date(2025, 1, 1))]
    ward = merged(old)
    one, other = organisations.organisation(), organisations.organisation()
    line(matter.code, one, old[0].code)
    assert competence_of(matter, ward.code, ON) == one.pk
    line(matter.code, other, old[1].code)
    assert competence_of(matter, ward.code, ON) is Undecided.SEVERAL
    assert competence_of(matter, areas.area().code, ON) is Undecided.NONE
    line(matter.code, one, ward.code)
    assert competence_of(matter, ward.code, ON) == one.pk


def merged(old: list[Area]) -> Area:
    """A ward made of these since the reform."""
    ward = areas.area()
    for each in old:
        close_area(each, by=SYSTEM, at=make.AT, valid_to=areas.FOUNDED_ON)
        Succession.objects.create(predecessor=each, successor=ward, on=areas.FOUNDED_ON, whole=True, likely=True)
    return ward


def test_the_province_and_the_field() -> None:
    matter = procedure()
    province = areas.province(code="77")
    ward = areas.area(parent=province)
    office, special = organisations.organisation(), organisations.organisation()
    line(matter.field.code, office, "77")
    assert competence_of(matter, ward.code, ON) == office.pk
    line(matter.code, special)
    assert competence_of(matter, ward.code, ON) == special.pk


@pytest.fixture
def keepers() -> tuple[Account, Account]:
    return accounts.official(role="administrator"), accounts.official(role="administrator")


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_page_proposes_one_and_another_approves(keepers: tuple[Account, Account]) -> None:
    matter, office = procedure(), organisations.organisation(name="Sở Tư pháp thử")
    first, second = map(browser, keepers)
    form = {"about": matter.code, "organisation": "Sở Tư pháp thử", "valid_from": "01/01/2026", "basis": "QĐ 9/2026"}
    with clock.frozen(make.AT):
        wrong = first.post("/danh-muc/tham-quyen/them", {**form, "area": "không có", "valid_from": "32/01/2026"})
        assert wrong.status_code == 422
        assert "QĐ 9/2026" in wrong.content.decode()
        assert first.post("/danh-muc/tham-quyen/them", form).status_code == 302
        waiting = CompetenceLine.objects.get()
        own = first.post("/danh-muc/tham-quyen/duyet", {"selected": [waiting.pk]}, follow=True)
        assert "không tự duyệt được" in own.content.decode()
        assert "Sở Tư pháp thử" in second.get("/danh-muc/tham-quyen?xem=cho-duyet").content.decode()
        done = second.post("/danh-muc/tham-quyen/duyet", {"selected": [waiting.pk]}, follow=True)
        assert "Đã duyệt 1 dòng." in done.content.decode()
        assert matter.code in second.get("/danh-muc/tham-quyen").content.decode()
        end = first.post(f"/danh-muc/tham-quyen/{waiting.pk}", {"ends_on": "01/12/2026", "reason": "Sắp xếp"})
        assert end.status_code == 302
    assert competence_of(matter, "", ON) == office.pk
    assert CompetenceLine.objects.get().ending_on == date(2026, 12, 1)


def test_a_file_is_taken_whole_or_not_at_all(keepers: tuple[Account, Account]) -> None:
    matter, office = procedure(), organisations.organisation()
    head = "Mã thủ tục hoặc lĩnh vực,Mã địa bàn,Mã cơ quan,Từ ngày,Đến ngày,Căn cứ\n"
    good = f"{matter.code},,{office.identifier},01/01/2026,,QĐ 1/2026\n"
    client = browser(keepers[0])

    def send(text: str) -> str:
        file = SimpleUploadedFile("bang.csv", text.encode())
        with clock.frozen(make.AT):
            return client.post("/danh-muc/tham-quyen/nhap", {"file": file}, follow=True).content.decode()

    assert "Dòng 3: Không có thủ tục" in send(f"{head}{good}9.999999,,{office.identifier},01/01/2026,,QĐ\n")
    assert "Dòng 2: ngày bắt đầu" in send(f"{head}{matter.code},,{office.identifier},hôm nay,,QĐ\n")
    assert "Dòng 3: Dòng này đã có" in send(f"{head}{good}{good}")
    assert not CompetenceLine.objects.exists()
    assert "Đã ghi 1 dòng" in send(head + good)
    assert CompetenceLine.objects.waiting().count() == 1


def test_others_do_not_see_the_table() -> None:
    assert browser(accounts.official(role="one_stop_officer")).get("/danh-muc/tham-quyen").status_code in (403, 404)
