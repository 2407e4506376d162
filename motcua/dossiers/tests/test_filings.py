"""What is filed most is counted aside, by day, and read from there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.count_filings import count_filings
from motcua.dossiers.models import FilingsOfDay
from motcua.dossiers.public import filed_most
from motcua.dossiers.tests import make
from motcua.forms.tests import make as forms
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.procedures.public import OnlineLevel, ProcedureVersion
from motcua.procedures.tests import make as procedures
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db
NEXT = make.AT + timedelta(days=1)


def on_home() -> list[str]:
    """The names of the procedures on the first page, in their order."""
    with clock.frozen(NEXT):
        page = Client().get("/").content.decode()
    names = ProcedureVersion.objects.values_list("procedure__code", "name")
    return [name for _place, name in sorted((page.find(f"/thu-tuc/{code}"), name) for code, name in names)]


def test_what_is_filed_most_stands_first() -> None:
    seldom, often = make.ward(), make.ward()
    for at_ward, times in ((seldom, 1), (often, 2)):
        for _time in range(times):
            make.dossier(at_ward)
    make.dossier(often, at=NEXT)
    assert filed_most(NEXT.date(), size=5) == [], "nothing has been counted"
    assert not count_filings(by=SYSTEM, at=NEXT + timedelta(minutes=5))
    counted = sorted(FilingsOfDay.objects.values_list("procedure", "day", "count"))
    first, second = seldom.procedure.procedure_id, often.procedure.procedure_id
    assert counted == sorted([(first, make.AT.date(), 1), (second, make.AT.date(), 2)]), (
        "who still files is not counted"
    )
    while count_filings(by=SYSTEM, at=NEXT + timedelta(hours=1), at_once=1):
        pass
    count_filings(by=SYSTEM, at=NEXT + timedelta(hours=2))
    assert sum(FilingsOfDay.objects.values_list("count", flat=True)) == 4
    assert filed_most(NEXT.date(), size=5) == [second, first]
    assert filed_most(NEXT.date(), size=1) == [second]
    assert filed_most(make.AT.date() + timedelta(days=365), size=5) == [second], "of the last twelve months"
    assert on_home()[:2] == [often.procedure.name, seldom.procedure.name]


def test_the_first_page_asks_no_dossiers() -> None:
    make.dossier()
    with CaptureQueriesContext(connection) as asked:
        on_home()
    assert not [each["sql"] for each in asked if '"dossiers_dossier"' in each["sql"]]


def test_before_any_count_the_editors_order_speaks() -> None:
    for code, name in (("1.000001", "Đứng đầu theo mã"), ("2.000815", "Chứng thực"), ("1.001193", "Khai sinh")):
        process = processes.process().process
        spec = procedures.spec(
            code=code, name=name, online_level=OnlineLevel.FULL, eform=forms.eform(), area_answer="loai",
            cases=[procedures.case(process=process)],
        )  # fmt: skip
        procedures.procedure(spec)
    assert on_home() == ["Khai sinh", "Chứng thực", "Đứng đầu theo mã"]
