"""An official attaches a form and a process to a procedure, sees what changes for those who file, and decides."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.forms.public import EForm
from motcua.forms.tests import make as forms
from motcua.organisations.tests import make as organisations
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Refused
from motcua.procedures.models import OnlineLevel, Procedure, ProcedureVersion, VersionState
from motcua.procedures.public import publish_version, set_up_filing
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import row, taken_over
from motcua.processes.public import Process
from motcua.processes.tests import make as processes

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser of somebody who keeps the catalogue."""
    client.force_login(accounts.official(role="administrator"))
    return client


def a_form(component: str = "giay-to-1") -> EForm:
    """A form that asks for the ward and for one paper."""
    return forms.eform(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Đơn mở tiệm",
            "type": "object",
            "additionalProperties": False,
            "x-steps": [{"code": "mot", "title": "Đơn", "fields": ["noiNop", "anhTiem"]}],
            "properties": {
                "noiNop": {
                    "type": "string", "x-widget": "area", "x-area": {"kind": "commune", "within": "31"},
                    "x-label": "Nơi nộp", "x-personal": "none",
                },
                "anhTiem": {
                    "type": "array", "items": {"type": "string"}, "x-widget": "file", "x-label": "Ảnh tiệm",
                    "x-personal": "none",
                    "x-files": {"component": component, "kinds": ["pdf"], "megabytes": 5, "count": 2},
                },
            },
            "required": ["noiNop"],
        }
    )  # fmt: skip


def imported() -> Procedure:
    """A procedure of the catalogue in force, only told about."""
    said = row()
    taken_over(said, publish=True)
    return Procedure.objects.get(code=said["code"])


def process() -> Process:
    return processes.process().process


def newest(procedure: Procedure) -> ProcedureVersion:
    return ProcedureVersion.objects.filter(procedure=procedure).latest("number")


def test_a_procedure_of_the_catalogue_comes_to_be_filed_here(desk: Client) -> None:
    procedure, form, way = imported(), a_form(), process()
    with clock.frozen(make.AT):
        page = f"/danh-muc/nop-tai-day/{procedure.code}?bieu-mau={form.code}"
        said = desk.get(page).content.decode()
        assert "giay-to-1" in said
        answer = desk.post(
            page, {"online_level": "full", "required_assurance": "2", "place": "noiNop", "process-chung": way.pk}
        )
        draft = newest(procedure)
        assert answer["Location"] == f"/danh-muc/ban/{draft.pk}"
        assert (draft.state, draft.eform, draft.area_answer) == (VersionState.DRAFT, form, "noiNop")
        assert [case.process for case in draft.cases.all()] == [way]
        assert not ProcedureVersion.objects.get(procedure=procedure, number=1).is_fileable
        publish_version(draft, by=SYSTEM, at=make.AT)
    found = ProcedureVersion.objects.get(pk=draft.pk)
    assert found.is_fileable
    assert found.cases.get().components.count() == 2
    assert procedure.code in desk.get("/danh-muc/nop-tai-day").content.decode()


def attempt(procedure: Procedure, **changed: Any) -> None:
    given: dict[str, Any] = {"eform": a_form(), "processes": {"chung": process()}, "area_answer": "noiNop"}
    set_up_filing(procedure, **{**given, **changed}, by=SYSTEM, at=make.AT)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"eform": "unknown paper"}, "eform"),
        ({"eform": "not published"}, "eform"),
        ({"processes": {}}, "process-chung"),
        ({"processes": "none in force"}, "process-chung"),
        ({"area_answer": "anhTiem"}, "place"),
        ({"area_answer": "unit:H99.99"}, "place"),
        ({"online_level": OnlineLevel.PARTIAL}, "partial_reason"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(changed: dict[str, Any], field: str) -> None:
    made: dict[Any, Any] = {
        "unknown paper": lambda: a_form("giay-la"),
        "not published": lambda: forms.eform(published=False),
        "none in force": lambda: {"chung": processes.draft().process},
    }
    given = {name: made[value]() if value in list(made) else value for name, value in changed.items()}
    procedure = imported()
    with pytest.raises(Refused) as refused:
        attempt(procedure, **given)
    assert refused.value.field == field
    assert ProcedureVersion.objects.filter(procedure=procedure).count() == 1


def test_the_paper_that_does_not_exist_is_named() -> None:
    with pytest.raises(Refused, match="“Ảnh tiệm” \\(giay-la\\)"):
        attempt(imported(), eform=a_form("giay-la"))


@pytest.mark.parametrize(("limit", "fits"), [(processes.hours(8 * 399), False), (processes.hours(4), True)])
def test_a_process_that_takes_longer_than_the_case_publishes_is_not_to_be_had(limit: Any, fits: bool) -> None:
    shape = processes.line("a", "b")
    shape["nodes"][1] |= {"limit": limit, "untimed": False}
    way, procedure = processes.process(shape).process, imported()
    if fits:
        attempt(procedure, processes={"chung": way})
        return
    with pytest.raises(Refused, match=r"Đường dài nhất vượt thời hạn công bố của “.+” \d+ ngày") as refused:
        attempt(procedure, processes={"chung": way})
    assert refused.value.field == "process-chung"
    assert way.name in refused.value.message
    assert newest(procedure).number == 1


def test_one_office_may_take_all_dossiers() -> None:
    unit = organisations.organisation()
    procedure = imported()
    attempt(procedure, area_answer=f"unit:{unit.identifier}")
    assert newest(procedure).area_answer == f"unit:{unit.identifier}"


def test_a_confirmed_decision_publishes_what_changes_filing(desk: Client) -> None:
    procedure, other = imported(), process()
    attempt(procedure)
    with clock.frozen(make.AT):
        publish_version(newest(procedure), by=SYSTEM, at=make.AT)
        attempt(procedure, eform=newest(procedure).eform, processes={"chung": other})
        page = f"/danh-muc/ban/{newest(procedure).pk}"
        assert other.code in desk.get(page).content.decode()
        desk.post(page)
        assert newest(procedure).state == VersionState.DRAFT
        desk.post(page, {"confirmed": "on"})
    assert newest(procedure).state == VersionState.PUBLISHED


def test_the_page_opens_before_a_form_is_chosen(desk: Client) -> None:
    procedure = imported()
    address = f"/danh-muc/nop-tai-day/{procedure.code}"
    assert "Chưa có biểu mẫu nào được ban hành" in desk.get(address).content.decode()
    a_form()
    assert "Chọn biểu mẫu" in desk.get(address).content.decode()
