"""Ask once: what registers know is filled in, shown with where it comes from, never in the way, and may be disputed."""

import copy
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry, looks_at
from motcua.dossiers.public import Dossier, Draft, ValueDispute, attach_file, save_draft
from motcua.dossiers.tests import make
from motcua.exchange.public import ExchangeMessage
from motcua.exchange.tests import make as exchange
from motcua.files.tests import make as files
from motcua.forms.tests import make as forms
from motcua.persons.public import Sex
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.procedures.tests import make as procedures
from motcua.processes.tests import make as processes
from sandbox.people import Citizen, citizen
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
MOTHER, FATHER = citizen(2), citizen(1)
SOURCES = {
    "hoTen": "person.full_name",
    "ngaySinh": "person.birth_date",
    "soDinhDanh": "person.personal_id",
    "dienThoai": "person.phone",
    "thuDienTu": "person.email",
}
OWN, FAMILY = "Điền sẵn tờ khai", "Điền sẵn tờ khai của người thân"


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox(MOTCUA_POPULATION_TIMEOUT="0.4") as running, clock.frozen(make.AT):
        yield running


def schema() -> dict[str, Any]:
    """The common test form, bound to sources; its second step asks for the other parent where one says who one is."""
    told: dict[str, Any] = copy.deepcopy(make.form_schema())
    for name, source in SOURCES.items():
        told["properties"][name]["x-source"] = source
    text = {"type": "string", "maxLength": 300, "x-personal": "basic"}
    told["properties"] |= {
        "laAi": {
            "type": "string",
            "enum": ["cha", "me", "khac"],
            "x-options": {"cha": "Cha", "me": "Mẹ", "khac": "Người khác"},
            "x-label": "Quan hệ",
            "x-personal": "basic",
        },
        "chaTen": {**text, "x-label": "Họ tên cha", "x-source": "father.full_name"},
        "chaO": {**text, "x-label": "Nơi cư trú của cha", "x-source": "father.address"},
    }
    told["x-subjects"] = {"father": {"laAi": {"cha": "person", "me": "spouse"}}}
    told["x-steps"][0]["fields"].append("laAi")
    told["x-steps"][1]["fields"] += ["chaTen", "chaO"]
    return told


@pytest.fixture
def ward() -> make.Ward:
    procedure = procedures.online(
        eform=forms.eform(schema()), process=processes.process(make.way()).process, area_answer="noiNop"
    )
    return make.ward(procedure=procedure)


def account_of(known: Citizen) -> Account:
    person = persons.person(
        full_name=known.full_name, birth_date=known.birth_date, sex=Sex(known.sex), number=known.personal_id
    )
    return make.citizen(person=person)


@pytest.fixture
def mother() -> Account:
    return account_of(MOTHER)


def signed_in(account: Account, *, level: int = 2) -> Client:
    client = Client()
    client.force_login(account)
    session = client.session
    session[accounts.ASSURANCE] = level
    session.save()
    return client


def begun(client: Client, ward: make.Ward) -> Draft:
    answer = client.post(f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"case": "thuong"})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get()


def step(draft: Draft, code: str = "nguoi-nop") -> str:
    return f"/ban-nhap/{draft.pk}/buoc/{code}"


def test_it_is_filled_in_with_where_it_comes_from_and_told_to_the_person(
    nation: RunningSandbox, ward: make.Ward, mother: Account
) -> None:
    client = signed_in(mother)
    draft = begun(client, ward)
    page = client.get(step(draft)).text
    assert page.count("từ Cơ sở dữ liệu quốc gia về dân cư, ") == 3 and "Đã điền sẵn 3 mục" in page
    assert 'name="hoTen"' not in page and 'name="dienThoai"' in page
    assert "do ông/bà tự khai" in page
    draft.refresh_from_db()
    told = draft.provenance["hoTen"]
    assert (told["source"], told["of"], draft.answers["hoTen"]) == ("population", "person", MOTHER.full_name)
    client.get(step(draft))
    (asked,) = nation.lookups()
    assert (asked["purpose"], asked["reference"]) == (OWN, f"dossiers.draft:{draft.pk}")
    assert ExchangeMessage.objects.get().subject == f"dossiers.draft:{draft.pk}"
    assert mother.person_id is not None
    assert [look.purpose for look in looks_at({mother.person_id}).rows] == [OWN]


def test_what_a_register_gave_cannot_be_posted_over(nation: RunningSandbox, ward: make.Ward, mother: Account) -> None:
    client = signed_in(mother)
    draft = begun(client, ward)
    client.get(step(draft))
    posted = {"hoTen": "Người Khác", "dienThoai": "0987654321", "laAi": "khac", "_shown": "hoTen dienThoai laAi"}
    for address in (step(draft), step(draft) + "/tu-luu"):
        client.post(address, posted)
        draft.refresh_from_db()
        assert (draft.answers["hoTen"], draft.answers["dienThoai"]) == (MOTHER.full_name, "0987654321")
    # The number is the citizen's own now.
    assert "do ông/bà tự khai" not in client.get(step(draft)).text.split('name="dienThoai"')[1].split("</div>")[0]
    save_draft(draft, answers={"hoTen": "Người Khác"}, by=make.actor(mother), at=make.AT)
    draft.refresh_from_db()
    assert draft.answers["hoTen"] == MOTHER.full_name


def test_a_local_account_is_asked_no_register_for(nation: RunningSandbox, ward: make.Ward, mother: Account) -> None:
    client = signed_in(mother, level=1)
    draft = begun(client, ward)
    page = client.get(step(draft)).text
    assert nation.lookups() == [] and not AuditEntry.objects.filter(purpose=OWN).exists()
    assert 'name="hoTen"' in page and MOTHER.full_name in page
    assert "do ông/bà tự khai" in page and "Cơ sở dữ liệu quốc gia" not in page
    # Surer now: what only the account said gives way to the register, what was typed does not.
    client.post(step(draft), {"hoTen": MOTHER.full_name, "ngaySinh": "01/01/1970", "_shown": "hoTen ngaySinh"})
    signed = signed_in(mother)
    signed.get(step(draft))
    draft.refresh_from_db()
    assert draft.provenance["hoTen"]["source"] == "population"
    assert draft.answers["ngaySinh"] == "1970-01-01"


def test_the_family_is_asked_about_only_where_the_form_asks_and_moves_with_the_answer(
    nation: RunningSandbox, ward: make.Ward, mother: Account
) -> None:
    father = account_of(FATHER)
    client = signed_in(mother)
    draft = begun(client, ward)
    client.get(step(draft))
    assert len(nation.lookups()) == 1
    client.post(step(draft), {"laAi": "me", "dienThoai": "0987654321", "_shown": "laAi dienThoai"})
    page = client.get(step(draft, "noi-dung")).text
    assert FATHER.full_name in page and 'name="chaTen"' not in page
    assert 'name="chaO"' in page and FATHER.address not in page, "where a spouse lives is their own affair"
    assert nation.lookups()[0]["purpose"] == FAMILY
    assert father.person_id is not None
    assert [look.purpose for look in looks_at({father.person_id}).rows] == [FAMILY]
    client.post(step(draft), {"laAi": "khac", "_shown": "laAi"})
    page = client.get(step(draft, "noi-dung")).text
    assert FATHER.full_name not in page and 'name="chaTen"' in page


@pytest.mark.parametrize("fault", [{"fault": "http_500"}, {"latency_ms": 5_000}, {"quirk": "somebody_else"}])
def test_a_register_that_is_silent_is_said_so_and_filing_goes_on(
    nation: RunningSandbox, ward: make.Ward, mother: Account, fault: dict[str, Any]
) -> None:
    client = signed_in(mother)
    draft = begun(client, ward)
    nation.switch("population", **fault)
    began = time.monotonic()
    page = client.get(step(draft)).text
    assert time.monotonic() - began < 3
    assert "Chưa lấy được thông tin" in page and "Lấy lại" in page and 'name="hoTen"' in page
    client.get(step(draft))
    assert ExchangeMessage.objects.count() == 1, "left alone for a while"
    nation.switch("population")
    exchange.close_circuits()
    assert client.post(step(draft) + "/lay-lai").headers["Location"] == step(draft)
    page = client.get(step(draft)).text
    assert "Chưa lấy được" not in page and 'name="hoTen"' not in page


def test_a_wrong_value_is_reported_answered_anew_filed_and_shown_to_officials(
    nation: RunningSandbox, ward: make.Ward, mother: Account
) -> None:
    client = signed_in(mother)
    draft = begun(client, ward)
    client.get(step(draft))
    wrong = f"/ban-nhap/{draft.pk}/sai-thong-tin/hoTen"
    assert MOTHER.full_name in client.get(wrong).text
    for bad in ({}, {"hoTen": "Trần Thị Mới"}, {"hoTen": MOTHER.full_name.upper(), "reason": "Sai"}, {"reason": "Sai"}):
        assert client.post(wrong, bad).status_code == 422, bad
    assert client.get(f"/ban-nhap/{draft.pk}/sai-thong-tin/dienThoai").status_code == 404
    sent = client.post(wrong, {"hoTen": "Trần Thị Mới", "reason": "Tôi đã đổi tên năm 2025."})
    assert sent.headers["Location"] == step(draft)
    page = client.get(step(draft)).text
    assert 'value="Trần Thị Mới"' in page and "ông/bà báo sai" in page and MOTHER.full_name in page
    client.post(step(draft), {"hoTen": "Trần Thị Mới Hơn", "laAi": "khac", "dienThoai": "0987654321"})
    dispute = ValueDispute.objects.get()
    assert (dispute.told, dispute.said, dispute.reason) == (
        MOTHER.full_name, "Trần Thị Mới Hơn", "Tôi đã đổi tên năm 2025.",
    )  # fmt: skip
    client.post(step(draft, "noi-dung"), {"loai": "moi", "coKemTheo": "no", "noiNop": ward.code})
    attach_file(draft, ward.case.components.get(key="don"), files.taken(files.pdf()), by=make.actor(mother), at=make.AT)
    check = client.get(f"/ban-nhap/{draft.pk}/kiem-tra").text
    assert "từ Cơ sở dữ liệu quốc gia về dân cư" in check
    assert client.post(f"/ban-nhap/{draft.pk}/kiem-tra").status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.answers["hoTen"] == "Trần Thị Mới Hơn"
    assert dossier.provenance["asked"] == 7 and dossier.provenance["filled"]["ngaySinh"]["source"] == "population"
    draft.refresh_from_db()
    assert draft.gathered == {}
    officer = Client()
    officer.force_login(ward.officer_account)
    page = officer.get(f"/ho-so/{dossier.code}").text
    assert "từ Cơ sở dữ liệu quốc gia về dân cư" in page
    assert "Người nộp báo sai" in page and "Tôi đã đổi tên năm 2025." in page and MOTHER.full_name in page


def test_another_may_not_ask_or_report_on_a_draft(nation: RunningSandbox, ward: make.Ward, mother: Account) -> None:
    draft = begun(signed_in(mother), ward)
    stranger = signed_in(account_of(FATHER))
    assert stranger.post(step(draft) + "/lay-lai").status_code == 404
    assert stranger.get(f"/ban-nhap/{draft.pk}/sai-thong-tin/hoTen").status_code == 404
