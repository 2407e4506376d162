"""Owners of accounts are told what happens to their keys and that nobody uses their account."""

from datetime import timedelta

import pytest

from motcua.accounts.public import open_review, remind_reviewers, reset_factors, warn_dormant
from motcua.accounts.tests import make as accounts
from motcua.notifications.public import Notification
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db


def told() -> str:
    return str(Notification.objects.get(channel="in_app").text)


def test_a_reset_is_told_to_the_owner_at_once() -> None:
    account = accounts.official()
    by = accounts.actor(role="administrator")
    reset_factors(account, by=by, at=accounts.AT, reason="Mất điện thoại")
    run_jobs()
    assert "đã bỏ mọi cách xác thực lớp thứ hai" in told()
    assert Notification.objects.filter(person_id=account.person_id).exists()


def test_who_leads_people_is_told_how_many_rights_wait_for_them_and_nobody_else() -> None:
    place = organisations.organisation()
    leader = accounts.official(role="department_leader", organisation=place)
    for _number in range(2):
        accounts.official(organisation=place)
    review = open_review(by=SYSTEM, at=accounts.AT, due_at=accounts.AT + timedelta(days=14))
    remind_reviewers(review, by=SYSTEM, at=accounts.AT)
    run_jobs()
    heard = Notification.objects.filter(channel="in_app")
    assert [(each.person_id, each.title) for each in heard] == [(leader.person_id, "Còn 2 quyền chờ ông/bà rà soát")]


def test_a_dormant_account_is_told_from_when_it_may_be_locked() -> None:
    account = accounts.official()
    at = accounts.AT + timedelta(days=100)
    with clock.frozen(at):
        warn_dormant([account], by=SYSTEM, at=at)
        run_jobs()
    assert "không đăng nhập đã 100 ngày" in told()
