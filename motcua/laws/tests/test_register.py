"""The register, changes of law, and the reviews that follow."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.laws.models import LawChange, LawReview, LegalDocument
from motcua.laws.ports import CITERS, Citation, Cited
from motcua.laws.public import Cause, assign_review, close_review, ended_of, flags_of, gather_cited, record_change
from motcua.notifications.public import Notification
from motcua.organisations.public import Organisation
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=clock.VIETNAM)
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"
CAUSE = Cause(NEW, "Nghị định về một cửa, một cửa liên thông", date(2025, 6, 9))


class Citers:
    """Two procedures and a process that rest on the old decree."""

    def __init__(self, owner: Account | None = None, place: Organisation | None = None) -> None:
        self.owner_id, self.place_id = owner.pk if owner else None, place.pk if place else None

    def citing(self, numbers: Any) -> list[Citation]:
        if OLD not in numbers:
            return []
        return [
            Citation("procedure", "1.000001", "Khai sinh", "/thu-tuc/1.000001", OLD),
            Citation("procedure", "1.000002", "Khai tử", "/thu-tuc/1.000002", OLD),
            Citation("process", "QT-1", "Quy trình khai sinh", "/quy-trinh/1", OLD, self.owner_id, self.place_id),
        ]

    def cited(self) -> list[Cited]:
        return [
            Cited(OLD, "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"),
            Cited(OLD, "Nghị định 61"),
            Cited("không số", "Một văn bản nào đó"),
        ]


@pytest.fixture
def place() -> Organisation:
    return organisations.organisation()


@pytest.fixture
def owner(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> Account:
    account = accounts.official(role="process_owner", organisation=place, valid_from=AT)
    monkeypatch.setattr(CITERS, "_answers", {"test": Citers(account, place)})
    return account


@pytest.fixture
def old(owner: Account) -> LegalDocument:
    gather_cited(by=SYSTEM, at=AT)
    return LegalDocument.objects.get(number=OLD)


def replaced(document: LegalDocument, **changes: Any) -> LawChange:
    told = {"kind": "replaced", "cause": CAUSE, "effective_on": date(2025, 7, 1), "due_on": date(2026, 12, 23)}
    return record_change(document, **{**told, **changes}, by=SYSTEM, at=AT)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_what_is_cited_is_gathered_once_with_its_fullest_title(old: LegalDocument) -> None:
    assert (old.issued_on, old.is_gathered) == (date(2018, 4, 23), True)
    assert gather_cited(by=SYSTEM, at=AT) == 0
    assert LegalDocument.objects.count() == 1


def test_a_replaced_document_ends_and_all_that_cites_it_is_to_be_reviewed(old: LegalDocument, owner: Account) -> None:
    change = replaced(old)
    old.refresh_from_db()
    assert old.ended_on == date(2025, 7, 1)
    newer = LegalDocument.objects.get(number=NEW)
    assert (newer.in_force_on, newer.issued_on, newer.is_gathered) == (date(2025, 7, 1), date(2025, 6, 9), False)
    rows = change.reviews.order_by("kind", "key").values_list("kind", "key", "owner_id", "due_on")
    due = date(2026, 12, 23)
    assert list(rows) == [
        ("procedure", "1.000001", None, due), ("procedure", "1.000002", None, due), ("process", "QT-1", owner.pk, due),
    ]  # fmt: skip
    assert [flag.by_number for flag in flags_of("process", ["QT-1", "QT-2"])["QT-1"]] == [NEW]
    assert ended_of([OLD, NEW], date(2026, 11, 23)) == {OLD: (date(2025, 7, 1), NEW)}
    assert ended_of([OLD], date(2025, 6, 30)) == {}
    run_jobs()
    told = Notification.objects.filter(account_id=owner.pk, channel="in_app").get()
    assert OLD in told.title


def test_an_amended_document_stays_in_force(old: LegalDocument) -> None:
    replaced(old, kind="amended")
    old.refresh_from_db()
    assert old.ended_on is None
    assert ended_of([OLD], date(2030, 1, 1)) == {}
    assert LawReview.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "eaten"}, "kind"),
        ({"cause": None}, "number"),
        ({"cause": Cause(OLD, "Chính nó")}, "number"),
        ({"cause": Cause("văn bản", "Không số")}, "number"),
        ({"cause": Cause(NEW, "  ")}, "title"),
        ({"cause": Cause(NEW, "Mới", date(2025, 8, 1))}, "in_force_on"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(
    old: LegalDocument, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        replaced(old, **changes)
    assert refused.value.field == field
    old.refresh_from_db()
    assert (old.ended_on, LawReview.objects.count(), LegalDocument.objects.count()) == (None, 0, 1)


def test_the_same_change_is_recorded_once(old: LegalDocument) -> None:
    replaced(old)
    with pytest.raises(Refused):
        replaced(old)
    replaced(old, kind="repealed", cause=None)
    with pytest.raises(Refused):
        replaced(old, kind="repealed", cause=None)
    assert LawChange.objects.count() == 2


def test_a_review_ends_with_words_once_by_whom_it_was_given_to(old: LegalDocument, owner: Account) -> None:
    review = replaced(old).reviews.get(kind="process")
    mine = accounts.actor(owner, at=AT)
    other = accounts.official(role="department_leader", organisation=organisations.organisation(), valid_from=AT)
    with pytest.raises(NotAllowed):
        close_review(review, is_needed=False, outcome="Khỏi", by=accounts.actor(other, at=AT), at=AT)
    with pytest.raises(Refused):
        close_review(review, is_needed=False, outcome="  ", by=mine, at=AT)
    closed = close_review(review, is_needed=False, outcome="Chỉ đổi số điều", by=mine, at=AT)
    assert (closed.state, closed.closed_by_id) == ("not_needed", owner.pk)
    assert flags_of("process", ["QT-1"]) == {}
    with pytest.raises(Stale):
        close_review(review, is_needed=True, outcome="Lại", by=mine, at=AT)
    with pytest.raises(Stale):
        assign_review(review, to=other, due_on=date(2027, 1, 1), by=mine, at=AT)


def test_overdue_reviews_are_called_to_mind_once_a_week(old: LegalDocument, owner: Account) -> None:
    from motcua.laws.handlers import remind

    replaced(old, due_on=date(2026, 11, 30))
    run_jobs()
    heard = Notification.objects.filter(account_id=owner.pk, channel="in_app")
    for day, count in [(0, 1), (8, 2), (9, 2), (15, 3)]:
        with clock.frozen(AT + timedelta(days=day)):
            remind()
            run_jobs()
        assert heard.count() == count, day


def test_visible_reviews_agree_with_whom_they_concern(old: LegalDocument, owner: Account, place: Organisation) -> None:
    reviews = replaced(old).reviews
    leader = accounts.official(role="department_leader", organisation=place, valid_from=AT)
    outsider = accounts.official(role="department_leader", organisation=organisations.organisation(), valid_from=AT)
    seen = {who.pk: set(LawReview.objects.visible_to(accounts.actor(who, at=AT)).values_list("key", flat=True))
            for who in (owner, leader, outsider)}  # fmt: skip
    assert seen == {owner.pk: {"1.000001", "1.000002", "QT-1"}, leader.pk: {"QT-1"}, outsider.pk: set()}
    with clock.frozen(AT):
        theirs = reviews.get(key="1.000001")
        assert signed_in(leader).get(f"/phap-luat/ra-soat/{theirs.pk}").status_code == 404
        assert signed_in(owner).get(f"/phap-luat/ra-soat/{theirs.pk}").status_code == 200


def test_an_official_records_a_change_and_closes_the_review_over_the_pages(old: LegalDocument, owner: Account) -> None:
    client = signed_in(owner)
    with clock.frozen(AT):
        here = f"/phap-luat/van-ban/{old.pk}"
        assert "Quy trình khai sinh" in client.get(here).content.decode()
        typed = {"kind": "replaced", "number": NEW, "title": CAUSE.title, "effective_on": "01/07/2025"}
        wrong = client.post(here, {**typed, "effective_on": "31/02/2025"})
        assert wrong.status_code == 422
        assert CAUSE.title in wrong.content.decode()
        assert client.post(here, typed).status_code == 302
        review = LawReview.objects.get(kind="process")
        assert review.due_on == date(2026, 12, 23)
        listed = client.get("/phap-luat/ra-soat").content.decode()
        assert "Quy trình khai sinh" in listed
        assert "Khai tử" not in listed
        page = f"/phap-luat/ra-soat/{review.pk}"
        assert client.post(page, {"needed": "yes", "outcome": ""}).status_code == 422
        assert client.post(page, {"act": "assign", "to": "khong-co", "due_on": "01/01/2027"}).status_code == 422
        assert client.post(page, {"act": "assign", "to": owner.username, "due_on": "01/01/2027"}).status_code == 302
        assert client.post(page, {"needed": "yes", "outcome": "Đã bỏ bước 3"}).status_code == 302
        assert "Đã bỏ bước 3" in client.get(page).content.decode()
        assert client.post("/phap-luat/van-ban/moi", {"number": "x", "title": "y"}).status_code == 422
        assert client.post("/phap-luat/van-ban/moi", {"number": "1/2026/TT-BTP", "title": "y"}).status_code == 302
        assert client.post(f"/phap-luat/van-ban/{old.pk}/sua", {"title": "Tên đúng"}).status_code == 302
        assert client.post("/phap-luat/van-ban/nap").status_code == 302
    old.refresh_from_db()
    assert (old.title, old.is_gathered) == ("Tên đúng", False)


def test_the_register_asks_as_often_for_many_documents_as_for_one(old: LegalDocument, owner: Account) -> None:
    client = signed_in(owner)
    replaced(old)
    with clock.frozen(AT):
        client.get("/phap-luat/van-ban")
        with CaptureQueriesContext(connection) as few:
            client.get("/phap-luat/van-ban")
        LegalDocument.objects.bulk_create(
            LegalDocument(number=f"{each}/2026/TT-BTP", title="Thông tư", recorded_at=AT) for each in range(60)
        )
        with CaptureQueriesContext(connection) as many:
            page = client.get("/phap-luat/van-ban").content.decode()
    assert len(many) <= len(few)
    assert "sau=" in page


@pytest.mark.django_db(transaction=True)
def test_two_officials_who_record_the_same_change_ask_for_reviews_once(old: LegalDocument) -> None:
    start, refused = Barrier(2), list[str]()

    def record() -> None:
        start.wait()
        try:
            replaced(LegalDocument.objects.get(pk=old.pk))
        except Refused as no:
            refused.append(no.message)
        finally:
            connection.close()

    threads = [Thread(target=record) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(refused) == 1
    assert (LawChange.objects.count(), LawReview.objects.count()) == (1, 3)
