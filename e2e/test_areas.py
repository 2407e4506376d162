"""Somebody holds a paper with an old address; an official reads the whole list."""

from collections.abc import Callable

import pytest

from e2e.city import MONDAY
from e2e.visitor import Visitor
from motcua.areas.public import import_province
from motcua.platform.action import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_old_ward_leads_to_the_ward_of_today(visit: Callable[..., Visitor]) -> None:
    import_province("31", by=SYSTEM, at=MONDAY)
    somebody = visit()
    somebody.goes_to("/don-vi-hanh-chinh")
    somebody.looks("don-vi-hanh-chinh")
    somebody.page.locator("#id_q").fill("phường máy chai, ngô quyền")
    somebody.presses("Tra cứu", within=somebody.page.locator("main"))
    somebody.reads("Nay là")
    somebody.looks("don-vi-tim-thay")
    somebody.page.get_by_role("link", name="Phường Ngô Quyền").first.click()
    somebody.reads("Nghị quyết 1669/NQ-UBTVQH15")
    somebody.looks("don-vi-lich-su")

    official = visit("hotich.lechan")
    official.goes_to("/danh-muc-don-vi?state=ended&q=an+lao")
    official.looks("danh-muc-don-vi")
