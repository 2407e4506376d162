from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.public import Account, actor_of
from motcua.accounts.tests import make as accounts
from motcua.notifications.public import Channel, unread_of
from motcua.notifications.tests import make
from motcua.platform import clock

pytestmark = pytest.mark.django_db
INBOX = reverse("notifications:inbox")
MARK = reverse("notifications:mark_read")


def signed_in(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


def tell(account: Account, times: int = 1) -> None:
    for number in range(times):
        make.notifications(
            account_id=account.pk, channels=[Channel.IN_APP], occasion=str(number), at=make.AT + timedelta(hours=number)
        )


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(INBOX).status_code == 302
    assert client.post(MARK).status_code == 302


def test_one_sees_ones_own_messages_and_marks_them_read(client: Client) -> None:
    account = accounts.citizen()
    tell(account)
    tell(accounts.citizen())
    page = signed_in(client, account).get(INBOX).content.decode()
    assert page.count("Hồ sơ H31.77.04-261119-0112 đã được tiếp nhận") == 1
    assert "Chưa đọc" in page
    assert client.post(MARK).status_code == 302
    assert not unread_of(actor_of(account, at=clock.now())).exists()
    assert "Chưa đọc" not in client.get(INBOX).content.decode()


def test_an_empty_list_says_so(client: Client) -> None:
    assert "Chưa có thông báo nào" in signed_in(client, accounts.citizen()).get(INBOX).content.decode()


def test_a_long_list_goes_on_and_costs_the_same(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    account = accounts.citizen()
    tell(account, times=25)
    signed_in(client, account).get(INBOX)
    with django_assert_max_num_queries(4):
        page = client.get(INBOX)
    text = page.content.decode()
    assert text.count("<time") == 20
    rest = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(rest).content.decode().count("<time") == 5


def test_an_official_sees_them_at_the_desk(client: Client) -> None:
    official = accounts.official()
    tell(official)
    assert signed_in(client, official).get(INBOX).status_code == 200
