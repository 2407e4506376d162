"""The page of areas that officials read; the others are asked in the module of areas."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from motcua.accounts.tests import make
from motcua.areas.public import import_province
from motcua.platform.action import SYSTEM


def page(client: Client, **query: str) -> str:
    response = client.get("/danh-muc-don-vi", query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_officials_read_the_list_and_others_do_not(client: Client) -> None:
    import_province("31", by=SYSTEM, at=datetime(2026, 11, 22, tzinfo=UTC))
    assert client.get("/danh-muc-don-vi").status_code == 302
    client.force_login(make.citizen())
    assert client.get("/danh-muc-don-vi").status_code == 403
    client.force_login(make.official(role="specialist"))
    assert "Thành phố Hải Phòng" in page(client, q="hai phong", level="province")
    assert "Phường Máy Chai" in page(client, q="may chai", state="ended")
    assert "Không có đơn vị nào như vậy" in page(client, q="may chai")
    assert "after=" in page(client, state="all")
