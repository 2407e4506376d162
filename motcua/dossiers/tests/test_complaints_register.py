"""The register of complaints: whose turn it is, by when, and only of dossiers that one may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.audit.public import looks_at
from motcua.dossiers.actions.complain import complain, settle_complaint, take_on_complaint
from motcua.dossiers.models import DossierComplaint
from motcua.dossiers.rules.reviews import Finding
from motcua.dossiers.tests import make
from motcua.platform import clock

pytestmark = pytest.mark.django_db
LIST = "/viec/khieu-nai"


def complained(ward: make.Ward, *, by_leader: str = "") -> DossierComplaint:
    citizen = make.citizen()
    dossier = make.dossier(ward, by=citizen, resolved=True)
    complaint = complain(dossier, text="Trả kết quả sai ngày sinh.", by=make.actor(citizen), at=make.AT)
    if by_leader:
        take_on_complaint(
            dossier, takes_on=by_leader != "declined", words="Không đủ căn cứ", by=ward.leader, at=make.AT
        )
    if by_leader == "settled":
        settle_complaint(dossier, finding=Finding.RIGHT, answer="Sửa ngay.", by=ward.leader, at=make.AT)
    return complaint


def test_each_stands_where_it_is_with_its_deadline_and_who_handles_it() -> None:
    ward = make.ward()
    waiting, settled = complained(ward), complained(ward, by_leader="settled")
    under_way, declined = complained(ward, by_leader="taken_on"), complained(ward, by_leader="declined")
    elsewhere = complained(make.ward())
    client = Client()
    client.force_login(ward.leader_account)
    with clock.frozen(make.AT + timedelta(days=1)):
        pages = {tab: client.get(f"{LIST}?muc={tab}").content.decode() for tab in ("cho", "dang", "tre", "xong")}
        found = client.get(LIST, {"muc": "cho", "q": waiting.code[-6:]}).content.decode()
        none = client.get(LIST, {"muc": "cho", "q": "khong-co"}).content.decode()
    of = {"cho": [waiting], "dang": [under_way], "tre": [], "xong": [settled, declined]}
    for tab, page in pages.items():
        for complaint in (waiting, settled, under_way, declined, elsewhere):
            assert (f">{complaint.code}<" in page) is (complaint in of[tab]), tab
    assert "17:00 03/12/2026" in pages["cho"] and ward.committee.name in pages["cho"]
    assert "Khiếu nại đúng toàn bộ" in pages["xong"] and "quá hạn" not in pages["cho"]
    assert waiting.code in found and f">{waiting.code}<" not in none
    with clock.frozen(make.AT + timedelta(days=60)):
        late = client.get(f"{LIST}?muc=tre").content.decode()
    assert f">{waiting.code}<" in late and f">{under_way.code}<" in late and f">{settled.code}<" not in late
    assert "Xem sổ khiếu nại" in {look.purpose for look in looks_at({waiting.person_id}).rows}
    assert client.get(f"{LIST}?muc=khac").status_code == 404


def test_who_has_no_part_in_complaints_does_not_open_it_and_the_counter_does() -> None:
    ward = make.ward()
    complaint = complained(ward)
    client = Client()
    client.force_login(ward.specialist_account)
    assert client.get(LIST).status_code == 403
    client.force_login(ward.officer_account)
    page = client.get(LIST).content.decode()
    assert complaint.code in page and "Sổ khiếu nại" in page


def test_more_lines_cost_no_more_statements() -> None:
    ward = make.ward()
    client = Client()
    client.force_login(ward.leader_account)
    counts = []
    for _number in range(3):
        complained(ward)
        client.get(LIST)
        with CaptureQueriesContext(connection) as statements:
            client.get(LIST)
        counts.append(len(statements))
    assert counts[1] == counts[2]
