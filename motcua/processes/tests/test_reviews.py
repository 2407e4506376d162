"""Who answers for a process hears when it is to be looked through, and when its law changed."""

from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.laws.public import Cause, LegalDocument, flags_of, gather_cited, record_change
from motcua.notifications.public import Notification
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.processes.handlers import remind_of_reviews
from motcua.processes.models import Process
from motcua.processes.public import define_process, steward
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 23)


def test_the_owner_hears_two_weeks_ahead_and_then_weekly_until_a_later_day_is_set() -> None:
    version, here = make.process(), make.organisation()
    owner = accounts.official(role="process_owner", organisation=here, valid_from=make.AT)
    steward(version.process, name="Khai sinh", owner=owner, review_on=DAY, by=SYSTEM, at=make.AT)
    heard = Notification.objects.filter(account_id=owner.pk, channel="in_app")
    at_nine = make.AT.replace(year=2026, month=12, day=23, hour=9)
    for days, count in [(-15, 0), (-14, 1), (-1, 1), (0, 2), (3, 2), (7, 3)]:
        with clock.frozen(at_nine + timedelta(days=days)):
            remind_of_reviews()
            remind_of_reviews()
        assert heard.count() == count, days
    process = Process.objects.get(pk=version.process_id)
    steward(process, name="Khai sinh", owner=owner, review_on=date(2027, 12, 23), by=SYSTEM, at=make.AT)
    with clock.frozen(at_nine + timedelta(days=21)):
        remind_of_reviews()
    assert heard.count() == 3


def test_the_list_narrows_to_what_is_overdue_and_to_what_rests_on_a_law_that_changed() -> None:
    here = make.organisation()
    owner = accounts.official(role="process_owner", organisation=here, valid_from=make.AT)
    drawn = {}
    for code, name in [("QT-A", "Quy trình đã cũ"), ("QT-B", "Quy trình theo nghị định")]:
        drawn[code] = define_process(
            here, code=code, name=name, definition=make.process().definition, by=SYSTEM, at=make.AT
        )
    steward(
        drawn["QT-A"].process, name="Quy trình đã cũ", owner=owner, review_on=date(2020, 1, 1), by=SYSTEM, at=make.AT
    )
    basis = ["61/2018/NĐ-CP Nghị định về một cửa"]
    steward(
        drawn["QT-B"].process, name="Quy trình theo nghị định", owner=None, review_on=None, legal_basis=basis,
        by=SYSTEM, at=make.AT,
    )  # fmt: skip
    gather_cited(by=SYSTEM, at=make.AT)
    record_change(
        LegalDocument.objects.get(number="61/2018/NĐ-CP"), kind="replaced", cause=Cause("118/2025/NĐ-CP", "Một cửa"),
        effective_on=date(2025, 7, 1), due_on=DAY, by=SYSTEM, at=make.AT,
    )  # fmt: skip
    assert flags_of("process", ["QT-A", "QT-B"]).keys() == {"QT-B"}
    client = Client()
    client.force_login(owner)
    seen = {}
    with clock.frozen(make.AT):
        for narrowed in ("", "ra-soat", "luat-doi", "chua-giao"):
            page = client.get("/quy-trinh", {"loc": narrowed}).content.decode()
            seen[narrowed] = {name for name in ("Quy trình đã cũ", "Quy trình theo nghị định") if name in page}
        sheet = client.get(f"/quy-trinh/{drawn['QT-B'].process_id}").content.decode()
        about = client.get(f"/quy-trinh/{drawn['QT-B'].process_id}/thong-tin").content.decode()
    assert seen == {
        "": {"Quy trình đã cũ", "Quy trình theo nghị định"},
        "ra-soat": {"Quy trình đã cũ"},
        "luat-doi": {"Quy trình theo nghị định"},
        "chua-giao": {"Quy trình theo nghị định"},
    }
    assert "Căn cứ pháp lý đã thay đổi" in sheet
    assert basis[0] in about
