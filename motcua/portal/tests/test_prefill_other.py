"""Who files together with another names them by number, name and birth date; the register tells the rest of them."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.audit.public import looks_at
from motcua.dossiers.public import Draft
from motcua.dossiers.tests import make
from motcua.exchange.tests import make as exchange
from motcua.forms.tests import make as forms
from motcua.persons.public import Person, Sex
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.procedures.tests import make as procedures
from motcua.processes.tests import make as processes
from sandbox.people import Citizen, citizen
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
BRIDE, GROOM, STRANGER = citizen(2), citizen(1), citizen(5)
PURPOSE = "Điền sẵn tờ khai của người cùng khai"
NAMES = ("namHoTen", "namNgaySinh", "namSoDinhDanh", "namDanToc", "namO")
FROM_REGISTER = {"namHoTen", "namNgaySinh", "namDanToc"}


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox(MOTCUA_POPULATION_TIMEOUT="0.4") as running, clock.frozen(make.AT):
        yield running


@pytest.fixture
def draft() -> Draft:
    """Begun by the bride, who came by national e-identity."""
    told = make.form_schema()
    text = {"type": "string", "maxLength": 300, "x-personal": "basic"}
    told["properties"] |= {
        "namHoTen": {**text, "x-label": "Họ tên bên nam", "x-source": "groom.full_name"},
        "namNgaySinh": {**text, "format": "date", "x-label": "Ngày sinh bên nam", "x-source": "groom.birth_date"},
        "namSoDinhDanh": {
            **text,
            "format": "personal-id",
            "x-label": "Số định danh bên nam",
            "x-source": "groom.personal_id",
        },
        "namDanToc": {**text, "x-label": "Dân tộc bên nam", "x-source": "groom.ethnicity"},
        "namO": {**text, "x-label": "Nơi cư trú bên nam", "x-source": "groom.address"},
    }
    told["x-subjects"] = {"groom": {"person.sex": {"male": "person", "female": "other"}}}
    told["x-steps"][0]["fields"] += NAMES
    told["required"] += ["namHoTen", "namDanToc"]
    process = processes.process(make.way()).process
    ward = make.ward(procedure=procedures.online(eform=forms.eform(told), process=process, area_answer="noiNop"))
    client = Client()
    account = make.citizen(person=recorded(BRIDE))
    client.force_login(account)
    answer = client.post(f"/thu-tuc/{ward.procedure.procedure.code}/nop", {"case": "thuong"})
    assert answer.status_code == 302
    return Draft.objects.get()


def recorded(known: Citizen) -> Person:
    return persons.person(
        full_name=known.full_name, birth_date=known.birth_date, sex=Sex(known.sex), number=known.personal_id
    )


def signed_in(account: Account, *, level: int = 2) -> Client:
    client = Client()
    client.force_login(account)
    session = client.session
    session[accounts.ASSURANCE] = level
    session.save()
    return client


def naming(known: Citizen, **more: str) -> dict[str, str]:
    named = {
        "namHoTen": known.full_name.lower(),
        "namNgaySinh": f"{known.birth_date:%d/%m/%Y}",
        "namSoDinhDanh": known.personal_id,
        "hoTen": BRIDE.full_name,
        "_shown": " ".join((*NAMES, "hoTen")),
    }
    return {**named, **more}


def step(draft: Draft) -> str:
    return f"/ban-nhap/{draft.pk}/buoc/nguoi-nop"


def told(draft: Draft) -> set[str]:
    draft.refresh_from_db()
    return {name for name, entry in draft.provenance.items() if entry["of"] == "other"}


def test_the_rest_is_told_with_where_it_comes_from_and_the_other_reads_who_looked(
    nation: RunningSandbox, draft: Draft
) -> None:
    bride, groom = signed_in(draft.account), recorded(GROOM)
    page = bride.get(step(draft)).text
    assert "Lấy thông tin của người kia" in page
    assert not [each for each in nation.lookups() if each["purpose"] == PURPOSE], "nobody is looked up unasked"
    assert bride.post(step(draft), naming(GROOM, _look_up="1")).status_code == 302
    assert told(draft) == FROM_REGISTER
    assert draft.answers["namHoTen"] == GROOM.full_name
    assert draft.answers["namDanToc"] == GROOM.ethnicity
    assert "namO" not in draft.answers, "where somebody lives is their own affair"
    page = bride.get(step(draft)).text
    assert page.count("từ Cơ sở dữ liệu quốc gia về dân cư, ") == 3
    assert "Đã lấy thông tin của người kia" in page
    assert 'name="namHoTen"' not in page and 'name="namSoDinhDanh"' in page
    assert "Lấy thông tin của người kia</span>" not in page
    assert [each["reference"] for each in nation.lookups() if each["purpose"] == PURPOSE] == [
        f"dossiers.draft:{draft.pk}"
    ]
    assert [look.purpose for look in looks_at({groom.pk}).rows] == [PURPOSE]
    theirs = signed_in(accounts.citizen(person=groom)).get("/du-lieu-cua-toi/ai-da-xem").text
    assert "như khi đăng ký kết hôn, lấy thông tin của ông/bà" in theirs


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"namHoTen": ""}, "họ tên và ngày sinh của người này trước"),
        ({"namSoDinhDanh": ""}, "họ tên và ngày sinh của người này trước"),
        ({"namHoTen": "Người Khác"}, "không khớp nhau"),
        ({"namNgaySinh": "01/01/1990"}, "không khớp nhau"),
        ({"namSoDinhDanh": STRANGER.personal_id}, "không khớp nhau"),
        ({"namSoDinhDanh": "001090999999"}, "không khớp nhau"),
        ({"namSoDinhDanh": BRIDE.personal_id}, "chính người làm hồ sơ"),
    ],
)  # fmt: skip
def test_who_is_not_named_rightly_is_not_told_of(
    nation: RunningSandbox, draft: Draft, changed: dict[str, str], words: str
) -> None:
    bride = signed_in(draft.account)
    refused = bride.post(step(draft), naming(GROOM, _look_up="1", **changed))
    assert refused.status_code == 422
    assert words in refused.text
    assert told(draft) == set()
    assert "other" not in draft.gathered
    kept = changed.get("namHoTen", GROOM.full_name.lower())
    assert draft.answers.get("namHoTen", "") == kept, "nothing typed is lost"


def test_who_keeps_guessing_has_to_wait(nation: RunningSandbox, draft: Draft) -> None:
    bride = signed_in(draft.account)
    for guess in range(12):
        answer = bride.post(step(draft), naming(GROOM, _look_up="1", namHoTen=f"Người {chr(65 + guess)}"))
    assert "Xin thử lại sau" in answer.text
    asked = len([each for each in nation.lookups() if each["purpose"] == PURPOSE])
    assert asked < 12
    assert "Xin thử lại sau" in bride.post(step(draft), naming(GROOM, _look_up="1")).text
    assert len([each for each in nation.lookups() if each["purpose"] == PURPOSE]) == asked


def test_a_silent_register_stands_in_nobodys_way(nation: RunningSandbox, draft: Draft) -> None:
    bride = signed_in(draft.account)
    bride.get(step(draft))
    nation.switch("population", fault="http_500")
    refused = bride.post(step(draft), naming(GROOM, _look_up="1"))
    assert refused.status_code == 422
    assert "Ông/bà cứ tự điền" in refused.text
    assert told(draft) == set()


def test_without_national_identity_nobody_is_looked_up(nation: RunningSandbox, draft: Draft) -> None:
    local = signed_in(draft.account, level=1)
    assert "Lấy thông tin của người kia" not in local.get(step(draft)).text
    refused = local.post(step(draft), naming(GROOM, _look_up="1"))
    assert "định danh quốc gia" in refused.text
    assert not nation.lookups()


def test_another_number_is_another_person(nation: RunningSandbox, draft: Draft) -> None:
    bride = signed_in(draft.account)
    bride.post(step(draft), naming(GROOM, _look_up="1"))
    # What the register told is shown and not sent; only the number is.
    answer = bride.post(step(draft), {"namSoDinhDanh": STRANGER.personal_id, "_shown": "namSoDinhDanh"})
    assert answer.status_code == 422
    assert "Đã đổi số định danh" in answer.text
    assert 'name="namHoTen"' in answer.text
    assert GROOM.full_name not in answer.text
    assert told(draft) == set()
    assert "namDanToc" not in draft.answers
    named = {"namHoTen": STRANGER.full_name, "namNgaySinh": f"{STRANGER.birth_date:%d/%m/%Y}", "_look_up": "1"}
    assert bride.post(step(draft), naming(STRANGER, **named)).status_code == 302
    assert told(draft) == FROM_REGISTER
    assert draft.answers["namHoTen"] == STRANGER.full_name
