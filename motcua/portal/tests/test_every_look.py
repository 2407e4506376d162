"""From e-identity to the decision: the citizen's page tells every read, with its purpose, and no other."""

import copy
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.dossiers.public import Dossier, receive, save_draft
from motcua.dossiers.tests import make
from motcua.exchange.tests import make as exchange
from motcua.forms.tests import make as forms
from motcua.persons.public import register_person
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.testing import run_jobs
from motcua.procedures.public import ProcedureVersion
from motcua.procedures.tests import make as procedures
from motcua.processes.tests import make as processes
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
LOOKS = "/du-lieu-cua-toi/ai-da-xem"
SOURCES = {"hoTen": "person.full_name", "ngaySinh": "person.birth_date", "soDinhDanh": "person.personal_id"}


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox() as running, clock.frozen(make.AT):
        accounts.national.begin(running, at=make.AT)
        yield running


@pytest.fixture
def ward() -> make.Ward:
    """Where a form is filled in from the register, and filed at level 2."""
    told: dict[str, Any] = copy.deepcopy(make.form_schema())
    for name, source in SOURCES.items():
        told["properties"][name]["x-source"] = source
    process = processes.process(make.way()).process
    ward = make.ward(procedure=procedures.online(eform=forms.eform(told), process=process, area_answer="noiNop"))
    ProcedureVersion.objects.filter(pk=ward.procedure.pk).update(required_assurance=2)
    return ward


@pytest.fixture
def nhung() -> Account:
    return accounts.citizen(
        person=register_person(
            by=SYSTEM, at=make.AT, full_name="Nguyễn Thị Hồng Nhung", birth_date=date(1992, 4, 15),
            personal_id=accounts.national.NHUNG, phone="0987654321",
        )
    )  # fmt: skip


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def files(own: Client, nation: RunningSandbox, ward: make.Ward, account: Account) -> Dossier:
    """By password first; asked for more when filing; filed with what the register filled in."""
    draft = make.draft(ward, by=account, at=make.AT)
    check = reverse("portal:check", args=[draft.pk])
    assert own.post(check).headers["Location"] == reverse("portal:step_up", args=[draft.pk])
    save_draft(draft, answers=dict.fromkeys(SOURCES), by=make.actor(account), at=make.AT)
    assert accounts.national.sign_in(own, nation, onward=check).headers["Location"] == check
    assert "từ Cơ sở dữ liệu quốc gia về dân cư" in own.get(check).text
    assert own.post(check).status_code == 302
    run_jobs()
    return Dossier.objects.get(owner=account.person_id)


def told(own: Client) -> list[tuple[str, str, bool]]:
    """Of each look on the citizen's page, the newest first: who, for what, and whether it names a dossier."""
    looks = own.get(LOOKS).text.split('class="look sheet"')[1:]
    return [
        (_within("h3", look), _within("strong", look), bool(re.search(r'href="/ho-so-cua-toi/H', look)))
        for look in looks
    ]


def _within(tag: str, text: str) -> str:
    found = re.search(f"<{tag}>(.*?)</{tag}>", text)
    return found[1] if found else ""


def test_every_read_of_the_journey_is_told_and_nothing_else(
    nation: RunningSandbox, ward: make.Ward, nhung: Account
) -> None:
    own, neighbour = browser(nhung), make.citizen(full_name="Người Khác")
    elsewhere = make.ward()
    other = make.dossier(elsewhere, by=neighbour, received=True)
    assert told(own) == []
    dossier = files(own, nation, ward, nhung)
    page = reverse("dossiers:dossier", args=[dossier.code])
    officer, specialist, leader = (
        browser(each) for each in (ward.officer_account, ward.specialist_account, ward.leader_account)
    )
    assert dossier.code in officer.get("/viec?tab=receive").text
    assert officer.get(page).status_code == 200
    receive(make.fresh(dossier), by=ward.officer, at=make.AT)
    assert specialist.get(page).status_code == 200
    assert dossier.code in specialist.get("/viec?tab=new").text
    assert leader.get(page).status_code == 200
    make.decide(dossier, ward)
    # What saw nothing of hers, and what she saw herself, is not among them.
    stranger = browser(elsewhere.officer_account)
    assert stranger.get(page).status_code == 404
    assert stranger.get(reverse("dossiers:dossier", args=[other.code])).status_code == 200
    run_jobs()
    assert own.get(reverse("portal:follow", args=[dossier.code])).status_code == 200
    counter, committee = ward.unit.name, ward.committee.name
    assert told(own) == [
        (committee, "Giải quyết hồ sơ", True),
        (committee, "Xem danh sách hồ sơ", False),
        (committee, "Giải quyết hồ sơ", True),
        (counter, "Giải quyết hồ sơ", True),
        (counter, "Xem danh sách hồ sơ", False),
        ("Hệ thống tự làm", "Điền sẵn tờ khai", False),
    ]
