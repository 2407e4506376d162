"""Somebody who keeps the catalogue looks at what an import would change, publishes it, and ends a procedure."""

from collections.abc import Callable

import pytest

from e2e.city import MONDAY
from e2e.visitor import Visitor
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.tests.catalogue_rows import method, row, taken_over

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]


def test_an_import_is_looked_at_and_published(visit: Callable[..., Visitor]) -> None:
    goes, changes = row("9.000001", name="Nuôi chim bồ câu"), row("9.000002", name="Mở tiệm sửa xe")
    taken_over(goes, changes, publish=True)
    run, _report = taken_over({**changes, "methods": [method(unit=None), method("online", 3)]}, "{broken")

    official = visit("quantri")
    official.goes_to("/danh-muc/nhap")
    official.looks("nhap-danh-muc")
    official.page.get_by_role("link", name="thu.jsonl").first.click()
    official.reads("Cách thức nộp")
    official.looks("lan-nhap")
    for tab in ("removed", "rejected", "warnings"):
        official.goes_to(f"/danh-muc/nhap/{run.pk}?tab={tab}")
        official.looks(f"lan-nhap-{tab}")
    official.goes_to(f"/danh-muc/nhap/{run.pk}")
    official.page.get_by_role("link", name="Mở tiệm sửa xe").click()
    official.reads("giữ 2 dòng")
    official.looks("khac-ban-truoc")
    official.presses("Công bố", within=official.page.locator("main"))
    official.reads("Đã công bố thủ tục 9.000002")

    official.goes_to("/danh-muc/nop-tai-day")
    official.looks("nop-tai-day", wide=True)
    official.goes_to("/danh-muc/nop-tai-day/9.000002")
    official.looks("nop-tai-day-mot", wide=True)

    official.goes_to("/danh-muc/bai-bo/9.000001")
    official.looks("bai-bo")
    official.page.locator("#id_on").fill("mai")
    official.presses("Bãi bỏ", within=official.page.locator("main"))
    official.reads("Xin viết ngày/tháng/năm")
    official.looks("bai-bo-sai-ngay")
    official.page.locator("#id_on").fill("01/12/2026")
    official.presses("Bãi bỏ", within=official.page.locator("main"))
    official.reads("không nhận hồ sơ mới từ 01/12/2026")
    ended = ProcedureVersion.objects.get(procedure__code="9.000001").valid_to
    assert ended is not None
    assert ended > MONDAY.date()
