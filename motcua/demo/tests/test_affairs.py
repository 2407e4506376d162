"""What happens in the demo city besides its dossiers: seen where it belongs, and made once."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.public import DEMO_PASSWORD, AccessReview, Account, actor_of
from motcua.audit.public import AuditEntry
from motcua.demo.actions.add_affairs import add_affairs
from motcua.demo.affairs import Affairs
from motcua.demo.desks import Desks
from motcua.demo.lives import City
from motcua.dossiers.public import Dossier, Status, ValueDispute
from motcua.persons.public import Merge
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.post.public import PostOrder
from motcua.privacy.public import Breach

pytestmark = pytest.mark.django_db
SHOWN = {
    "motcua.lechan": {
        "/buu-chinh": ("Chờ giao bưu chính",),
        "/chung-thuc": ("Bằng tốt nghiệp đại học",),
        "/so-chung-thuc": ("Nguyễn Văn Hòa",),
        "/viec/cho-tra-loi": ("Nguyễn Thị Hồng Nhung",),
    },
    "moitruong": {"/xin-y-kien": ("Vị trí xây dựng nhà ở ven kênh",)},
    "dieuphoi": {"/dieu-phoi": ("Cấp thẻ bảo hiểm y tế",)},
    "bieumau": {"/danh-muc/tham-quyen": ("Quyết định 45/2026",)},
}


def happen(at: datetime) -> None:
    affairs = Affairs(City(at))
    affairs.look()
    add_affairs(affairs, by=SYSTEM, at=at)


@pytest.fixture
def busy(city: datetime) -> datetime:
    """The small city with all its affairs."""
    with clock.frozen(city):
        happen(city)
    return city


def test_every_affair_is_there_once(busy: datetime) -> None:
    with clock.frozen(busy):
        happen(busy)
    running, over = Breach.objects.order_by("id")
    assert busy < running.report_due
    assert running.reported_at is None
    assert over.closed_at is not None
    assert sorted(Merge.objects.values_list("state", flat=True)) == ["found", "proposed"]
    assert sorted(ValueDispute.objects.values_list("outcome", flat=True)) == ["", "passed_on"]
    assert AccessReview.objects.get().items.filter(state="open").exists()
    assert AccessReview.objects.get().items.filter(state="kept").exists()
    assert AuditEntry.objects.filter(name="demo.add_affairs").count() == 2


@pytest.mark.parametrize(
    ("username", "sees"),
    [("motcua.lechan", set()), ("hotich.lechan", set()), ("hotich2.lechan", {2}), ("chutich.lechan", {2, 3})],
)
def test_only_those_cleared_see_what_is_guarded(busy: datetime, username: str, sees: set[int]) -> None:
    actor = actor_of(Account.objects.get(username=username), at=busy)
    guarded = Dossier.objects.filter(data_class__gt=1)
    assert set(guarded.visible_to(actor).values_list("data_class", flat=True)) == sees
    assert guarded.count() == 2


def test_the_page_of_a_guarded_dossier_says_how_guarded_it_is(busy: datetime) -> None:
    secret = Dossier.objects.get(data_class=3)
    for username, status in (("chutich.lechan", 200), ("hotich2.lechan", 404)):
        client = Client()
        client.post("/dang-nhap", {"identifier": username, "password": DEMO_PASSWORD})
        with clock.frozen(busy):
            shown = client.get(f"/ho-so/{secret.code}")
        assert shown.status_code == status
        assert ('<span class="tag tag-late">' in shown.content.decode()) == (status == 200)


def test_every_desk_has_something_on_it_and_only_once(city: datetime) -> None:
    with clock.frozen(city):
        add_affairs(Desks(City(city)), by=SYSTEM, at=city)
        made = Dossier.objects.count()
        with CaptureQueriesContext(connection) as again:
            add_affairs(Desks(City(city)), by=SYSTEM, at=city)
        assert Dossier.objects.count() == made
        assert len(again) < 80
        births = Dossier.objects.filter(version__procedure__code="3.000722").order_by("submitted_at")
        assert [each.status for each in births] == [Status.DELIVERED, Status.RECEIVED]
        assert [each.parts.count() for each in births] == [3, 3]
        assert Dossier.objects.filter(reopens__isnull=False).count() == 1
        assert {"wished", "accepted", "in_transit", "delivered", "returned", "lost"} == set(
            PostOrder.objects.values_list("state", flat=True)
        )
        for username, pages in SHOWN.items():
            client = Client()
            client.post("/dang-nhap", {"identifier": username, "password": DEMO_PASSWORD})
            for address, words in pages.items():
                shown = client.get(address).content.decode()
                assert all(each in shown for each in words), (username, address)
