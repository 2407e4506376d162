"""Làm thay over the pages: declaring a child, giving, accepting and ending a mandate."""

from datetime import date

import pytest

from motcua.accounts.tests import make as accounts
from motcua.accounts.tests.make import signed_in
from motcua.persons.public import Guardianship, Mandate, Person
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
AT = persons.AT


def test_a_parent_declares_a_child_and_sees_it() -> None:
    parent = signed_in(accounts.citizen())
    with clock.frozen(AT):
        assert "/lam-thay/uy-quyen" in parent.get("/").content.decode(), "reached by the navigation"
        wrong = parent.post("/lam-thay/giam-ho", {"full_name": "Phạm Gia Bảo", "birth_date": "28/02/1990"})
        assert wrong.status_code == 422
        assert "đủ 18 tuổi" in wrong.content.decode()
        assert not Guardianship.objects.exists()
        done = parent.post("/lam-thay/giam-ho", {"full_name": "Phạm Gia Bảo", "birth_date": "28/02/2015"})
        assert done.status_code == 302
        shown = parent.get("/lam-thay/giam-ho").content.decode()
    assert "Phạm Gia Bảo" in shown
    assert "27/02/2033" in shown
    assert "theo lời khai của ông/bà" in shown


def test_the_other_parent_declares_the_same_child_and_both_hear_of_it() -> None:
    mother, father = accounts.citizen(), accounts.citizen(full_name="Lê Văn An")
    born = date(2015, 2, 28)
    told = {
        "full_name": "Phạm Gia Bảo",
        "birth_date": "28/02/2015",
        "personal_id": persons.personal_id(birth_date=born),
    }
    with clock.frozen(AT):
        assert signed_in(mother).post("/lam-thay/giam-ho", told).status_code == 302
        other = signed_in(father).post("/lam-thay/giam-ho", {**told, "full_name": "Phạm Gia Bách"})
        assert other.status_code == 422
        assert "mang giấy khai sinh đến bộ phận một cửa" in other.content.decode()
        assert signed_in(father).post("/lam-thay/giam-ho", told).status_code == 302
        assert "Phạm Gia Bảo" in signed_in(father).get("/lam-thay/giam-ho").content.decode()
        run_jobs()
        assert "Lê Văn An được làm hồ sơ thay" in signed_in(mother).get("/thong-bao").content.decode()
    assert Person.objects.filter(birth_date=born).count() == 1
    assert Guardianship.objects.count() == 2


def test_a_mandate_goes_from_one_page_to_the_other() -> None:
    grantor, holder = accounts.citizen(full_name="Lê Minh"), accounts.citizen(full_name="Vũ Thị Lan")
    giver, taker, stranger = signed_in(grantor), signed_in(holder), signed_in(accounts.citizen())
    asked = {"grantor": "toi", "full_name": "vu thi lan", "personal_id": holder.person.personal_id, "procedures": ""}
    with clock.frozen(AT):
        assert giver.get("/lam-thay/uy-quyen/moi").status_code == 200
        for wrong, words in [
            ({"personal_id": "001090000001"}, "Không tìm thấy người"),
            ({"procedures": "9.999"}, "9.999"),
            ({"valid_to": "01/01/2020"}, "trước ngày bắt đầu"),
            ({"grantor": "77"}, "grantor"),
            ({"full_name": "Lê Minh", "personal_id": grantor.person.personal_id}, "chính mình"),
        ]:
            refused = giver.post("/lam-thay/uy-quyen/moi", {**asked, **wrong})
            assert refused.status_code == 422
            assert words in refused.content.decode()
        assert not Mandate.objects.exists()
        assert giver.post("/lam-thay/uy-quyen/moi", asked).status_code == 302
        mandate = Mandate.objects.get()
        assert "Chờ nhận" in giver.get("/lam-thay/uy-quyen").content.decode()
        assert f"/lam-thay/uy-quyen/{mandate.pk}/nhan" not in giver.get("/lam-thay/uy-quyen").content.decode()
        assert stranger.post(f"/lam-thay/uy-quyen/{mandate.pk}/nhan").status_code == 404
        taker.post(f"/lam-thay/uy-quyen/{mandate.pk}/nhan")
        assert "Đang có hiệu lực" in taker.get("/lam-thay/uy-quyen").content.decode()
        giver.post(f"/lam-thay/uy-quyen/{mandate.pk}/cham-dut")
        assert "Đã chấm dứt" in taker.get("/lam-thay/uy-quyen").content.decode()
