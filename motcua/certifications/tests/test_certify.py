"""Entering, striking out, giving back, volumes and years: through the actions."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry
from motcua.certifications.connectors import broken_books
from motcua.certifications.models import Certification, CertificationBook
from motcua.certifications.public import (
    AskedPaper,
    CertificationRequest,
    Counted,
    FeeRate,
    Medium,
    certify,
    close_book,
    counted,
    hand_back,
    open_volume,
    set_fee,
    void,
)
from motcua.certifications.reads import Totals, lines_of_day, totals_of
from motcua.certifications.tests import make
from motcua.organisations.tests import make as organisations
from motcua.persons.public import IdentityCard, Sex
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.clock import VIETNAM
from motcua.platform.testing import all_at_once

pytestmark = pytest.mark.django_db


def numbers() -> list[int]:
    return list(Certification.objects.order_by("number").values_list("number", flat=True))


def test_each_paper_is_a_line_with_a_number_and_a_fee() -> None:
    place = make.place()
    turn = place.turn(AskedPaper("Giấy khai sinh", 1, 3), AskedPaper("Học bạ", 12, 1))
    first, second = turn.lines.order_by("number")
    assert (first.number, first.document, first.copies, first.fee) == (1, "Giấy khai sinh", 3, 6000)
    assert (second.number, second.pages, second.fee) == (2, 12, 14_000)
    assert first.book.name == "01/2026-SCT/BS"
    assert (first.signer_name, first.organisation_id) == ("Nguyễn Văn Thành", place.committee.pk)
    assert turn.person_id is None
    assert AuditEntry.objects.filter(name="certifications.certify", outcome="done").count() == 1
    assert place.turn().lines.get().number == 3
    assert broken_books() == []


@pytest.mark.parametrize(("hour", "minute", "day"), [(8, 0, 23), (14, 59, 23), (15, 0, 23), (15, 1, 25), (16, 30, 25)])
def test_after_three_o_clock_it_may_be_the_next_working_day(hour: int, minute: int, day: int) -> None:
    # The Tuesday between is a holiday.
    organisations.day(on=date(2026, 11, 24))
    due = make.place().turn(at=make.AT.replace(hour=hour, minute=minute)).due_at.astimezone(VIETNAM)
    assert due.date() == date(2026, 11, day)


def test_a_card_links_the_person_and_is_not_kept() -> None:
    known = persons.person(full_name="Nguyễn Thị Hồng Nhung")
    card = IdentityCard(known.personal_id, "", "NGUYỄN THỊ HỒNG NHUNG", known.birth_date, Sex.FEMALE, "Hải Phòng", None)
    place = make.place()
    assert place.turn(card=card).person_id == known.pk
    assert place.turn(card=card, requester="Lê Văn Tám").person_id is None
    stranger = IdentityCard("031199000777", "", "Nguyễn Thị Hồng Nhung", None, None, "", None)
    assert place.turn(card=stranger).person_id is None
    looked = AuditEntry.objects.filter(kind="read", purpose="Chứng thực bản sao tại quầy")
    assert [entry.persons for entry in looked] == [[known.pk]]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requester": " "}, "requester"),
        ({"requester": "12345"}, "requester"),
        ({"papers": ()}, "p0-document"),
        ({"papers": (AskedPaper(" ", 1, 1),)}, "p0-document"),
        ({"papers": (AskedPaper("Học bạ", 1, 1), AskedPaper("Học bạ", 0, 1))}, "p1-pages"),
        ({"papers": (AskedPaper("Học bạ", 1, 501),)}, "p0-copies"),
        ({"papers": (AskedPaper("Học bạ", 2001, 1),)}, "p0-pages"),
        ({"signer": 0}, "signer"),
        ({"medium": Medium.ELECTRONIC}, "medium"),
    ],
)
def test_what_cannot_be_entered_takes_no_number(changes: dict[str, Any], field: str) -> None:
    place = make.place()
    with pytest.raises(Refused) as refused:
        place.turn(**changes)
    assert refused.value.field == field
    assert not CertificationBook.objects.exists()
    assert place.turn().lines.get().number == 1


def test_only_who_is_entitled_there_signs() -> None:
    place, other = make.place(), make.place()
    with pytest.raises(Refused) as refused:
        place.turn(signer=other.signer.pk)
    assert refused.value.field == "signer"


def test_another_counter_may_not_write_here() -> None:
    place, other = make.place(), make.place()
    with pytest.raises(NotAllowed):
        certify(place.centre, place.asked(), by=other.clerk, at=make.AT)
    with pytest.raises(NotAllowed):
        void(place.turn().lines.get(), reason="Ghi nhầm", by=other.clerk, at=make.AT)


def test_books_of_other_authorities_stay_theirs() -> None:
    place, other = make.place(), make.place()
    turn = place.turn()
    other.turn()
    assert numbers() == [1, 1]
    for actor, seen in ((place.clerk, 1), (place.leader, 1), (other.clerk, 1), (SYSTEM, 2)):
        assert Certification.objects.visible_to(actor).count() == seen
        assert CertificationRequest.objects.visible_to(actor).count() == seen
        assert CertificationBook.objects.visible_to(actor).count() == seen
    assert not CertificationRequest.objects.visible_to(other.clerk).filter(pk=turn.pk).exists()


def test_a_struck_line_keeps_its_number_and_is_not_counted() -> None:
    place = make.place()
    line = place.turn().lines.get()
    with pytest.raises(Refused):
        void(line, reason="  ", by=place.clerk, at=make.AT)
    struck = void(line, reason="Ghi nhầm số trang", by=place.clerk, at=make.AT)
    assert (struck.number, struck.void_reason) == (1, "Ghi nhầm số trang")
    with pytest.raises(Stale):
        void(line, reason="Lần nữa", by=place.clerk, at=make.AT)
    assert place.turn().lines.get().number == 2
    assert totals_of(lines_of_day(place.committee.pk, date(2026, 11, 23))) == Totals(1, 1, 2, 1, 4000, 1)
    assert [turn.lines.get().number for turn in CertificationRequest.objects.all().waiting()] == [2]
    assert broken_books() == []


def test_copies_are_given_back_once() -> None:
    place = make.place()
    turn = place.turn()
    assert CertificationRequest.objects.all().waiting().count() == 1
    assert hand_back(turn, by=place.clerk, at=make.AT).handed_back_at == make.AT
    with pytest.raises(Stale):
        hand_back(turn, by=place.clerk, at=make.AT)
    assert CertificationRequest.objects.all().waiting().count() == 0


def test_numbers_run_on_in_the_next_volume_and_begin_anew_each_year() -> None:
    place = make.place()
    book = place.turn().lines.get().book
    second = open_volume(book, by=place.clerk, at=make.AT)
    with pytest.raises(Stale):
        open_volume(book, by=place.clerk, at=make.AT)
    with pytest.raises(Refused):
        open_volume(second, by=place.clerk, at=make.AT)
    line = place.turn().lines.get()
    assert (line.number, line.book.name) == (2, "02/2026-SCT/BS")
    new_year = datetime(2027, 1, 4, 9, 0, tzinfo=VIETNAM)
    line = place.turn(at=new_year).lines.get()
    assert (line.number, line.book.name) == (1, "01/2027-SCT/BS")


def test_a_year_that_is_over_is_closed_for_good() -> None:
    place = make.place()
    line = place.turn().lines.get()
    with pytest.raises(Refused):
        close_book(line.book, by=place.leader, at=make.AT)
    with pytest.raises(NotAllowed):
        close_book(line.book, by=place.clerk, at=make.AT)
    last_day = datetime(2026, 12, 31, 16, 0, tzinfo=VIETNAM)
    closed = close_book(line.book, by=place.leader, at=last_day)
    with pytest.raises(Stale):
        close_book(closed, by=place.leader, at=last_day)
    with pytest.raises(Refused):
        place.turn(at=last_day)
    with pytest.raises(Refused):
        void(line, reason="Quá muộn", by=place.clerk, at=last_day)


def test_a_fee_that_was_set_holds_from_its_day_on() -> None:
    place = make.place()
    by = accounts.actor(accounts.official(role="administrator", organisation=place.committee))
    rate = FeeRate(date(2026, 12, 1), 2, 3000, 1500, 300_000, "Thông tư mới")
    set_fee(rate, by=by, at=make.AT)
    with pytest.raises(Refused):
        set_fee(FeeRate(date(2026, 11, 22), 2, 3000, 1500, 300_000, "Lùi ngày"), by=by, at=make.AT)
    with pytest.raises(Refused):
        set_fee(FeeRate(date(2026, 12, 1), 2, 3000, 1500, 300_000, " "), by=by, at=make.AT)
    assert place.turn().lines.get().fee == 4000
    line = place.turn(at=make.AT + timedelta(days=8)).lines.get()
    assert (line.fee, line.fee_basis) == (6000, "Thông tư mới")


def test_turns_are_counted_beside_dossiers() -> None:
    place = make.place()
    turn = place.turn(AskedPaper("Học bạ", 1, 1), AskedPaper("Căn cước", 2, 1))
    void(place.turn().lines.get(), reason="Ghi nhầm", by=place.clerk, at=make.AT)
    hand_back(turn, by=place.clerk, at=make.AT + timedelta(days=2))
    day = date(2026, 11, 23)
    assert counted([place.committee.pk], day, day + timedelta(days=1)) == [Counted(place.committee.pk, day, 1, 1, 1)]
    assert counted([place.committee.pk], day + timedelta(days=1), day + timedelta(days=2)) == []


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Many clerks, in real threads with connections of their own."""

    @pytest.mark.parametrize("many", [12, pytest.param(100, marks=pytest.mark.soak)])
    def test_clerks_at_once_leave_no_gap_and_no_duplicate(self, many: int) -> None:
        place = make.place()
        asked, by = place.asked(AskedPaper("Học bạ", 1, 1), AskedPaper("Căn cước", 2, 1)), place.clerk
        bad = place.asked(signer=0)
        works = [partial(certify, place.centre, each, by=by, at=make.AT) for each in [asked, bad] * many]
        assert all_at_once(works) == {"done": many, "Refused": many}
        assert numbers() == list(range(1, 2 * many + 1))
        assert CertificationBook.objects.count() == 1
        assert broken_books() == []

    def test_one_form_is_one_turn_however_often_it_is_sent(self) -> None:
        place = make.place()
        asked, by = place.asked(key=uuid4()), place.clerk
        assert all_at_once([partial(certify, place.centre, asked, by=by, at=make.AT)] * 8) == {"done": 8}
        assert numbers() == [1]

    def test_a_volume_opened_meanwhile_takes_all_that_come_after(self) -> None:
        place = make.place()
        book, asked, by = place.turn().lines.get().book, place.asked(), place.clerk
        works = [partial(certify, place.centre, asked, by=by, at=make.AT)] * 6
        ended = all_at_once([*works, partial(open_volume, book, by=by, at=make.AT), *works])
        assert ended == {"done": 13}
        assert numbers() == list(range(1, 14))
        lines = Certification.objects.order_by("number").values_list("book__volume", flat=True)
        assert list(lines) == sorted(lines)
