"""Following a dossier: one's own in full; by code and phone or by QR its progress and nothing personal."""

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.audit.public import AuditEntry
from motcua.dossiers.public import Dossier
from motcua.dossiers.tests import make
from motcua.platform import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen() -> Account:
    return make.citizen(full_name="Phạm Thị Thanh Hà", phone="0912777888", email="rieng.tu@example.vn")


@pytest.fixture
def dossier(citizen: Account) -> Dossier:
    ward = make.ward()
    received = make.dossier(ward, by=citizen, received=True)
    make.ask(received, by=ward.specialist)
    return make.fresh(received)


def personal(dossier: Dossier) -> set[str]:
    """What must not be told to whoever merely holds the slip."""
    answers = {str(value) for value in dossier.answers.values() if isinstance(value, str) and len(value) > 4}
    people = {"Phạm Thị Thanh Hà", "912777888", "912 777 888", "rieng.tu@example.vn", "Ảnh chụp mờ", "Bản chụp rõ hơn"}
    return answers - {dossier.answers["noiNop"]} | people | {"Lê Văn Tư", "Vũ Thị Lan"}


@pytest.mark.parametrize("phone", ["0912777888", "+84912777888", "0912 777 888", "84 912.777.888"])
def test_code_and_phone_tell_the_progress_and_nothing_personal(dossier: Dossier, phone: str) -> None:
    with clock.frozen(make.AT):
        answer = Client().post("/tra-cuu", {"code": f" {dossier.code.lower()} ", "phone": phone})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Đang chờ ông/bà bổ sung giấy tờ" in text
    assert dossier.version.name in text
    assert [value for value in personal(dossier) if value in text] == []
    look = AuditEntry.objects.about(dossier.subject).get(kind="read")
    assert (look.persons, look.actor_kind, look.purpose) == ([dossier.owner_id], "visitor", "Theo dõi tiến độ")


def test_the_qr_tells_the_same(dossier: Dossier) -> None:
    with clock.frozen(make.AT):
        answer = Client().get(f"/theo-doi/{dossier.tracking_key}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert dossier.code in text
    assert [value for value in personal(dossier) if value in text] == []


def test_a_wrong_pair_says_the_same_as_an_unknown_code(dossier: Dossier) -> None:
    attempts = [
        {"code": dossier.code, "phone": "0912777889"},
        {"code": "H31.0.0-261123-0001", "phone": "0912777888"},
        {"code": dossier.code, "phone": ""},
        {"code": dossier.code, "phone": "x" * 100_000},
        {"code": "x" * 100_000, "phone": "0912777888"},
        {},
    ]
    for posted in attempts:
        answer = Client().post("/tra-cuu", posted)
        assert answer.status_code == 422
        assert "Không tìm thấy hồ sơ với mã và số điện thoại này" in answer.content.decode()
    for key in ("x", "x" * 5000, dossier.code, dossier.tracking_key[:-1], "%00"[:2]):
        assert Client().get(f"/theo-doi/{key}").status_code in (400, 404)
    assert not AuditEntry.objects.about(dossier.subject).filter(kind="read").exists()


def test_the_owner_sees_all_of_it_and_what_to_do(dossier: Dossier, citizen: Account) -> None:
    client = Client()
    client.force_login(citizen)
    with clock.frozen(make.AT):
        shown = client.get(f"/ho-so-cua-toi/{dossier.code}").content.decode()
        listed = client.get("/ho-so-cua-toi").content.decode()
    for told in ("Nguyễn Văn An", "Bản chụp rõ hơn", "Phiếu yêu cầu bổ sung"):
        assert told in shown, told
    assert dossier.code in listed


def test_nobody_elses_dossier_is_there(dossier: Dossier) -> None:
    client = Client()
    client.force_login(make.citizen())
    with clock.frozen(make.AT):
        assert client.get(f"/ho-so-cua-toi/{dossier.code}").status_code == 404
        assert dossier.code not in client.get("/ho-so-cua-toi").content.decode()
        for act in ("bo-sung", "rut"):
            assert client.post(f"/ho-so-cua-toi/{dossier.code}/{act}", {"reason": "x"}).status_code == 404
    assert make.fresh(dossier).revision == dossier.revision
