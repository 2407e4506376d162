"""Versions: what must be there before one goes out, and which one is in force on a date."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.forms.tests import make as forms
from motcua.organisations.public import Unit
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused
from motcua.platform.clock import today
from motcua.procedures.models import OnlineLevel, Procedure, ProcedureVersion, Routing, VersionState
from motcua.procedures.ports import OPEN_DOSSIERS
from motcua.procedures.public import define_version, publish_version, retire_procedure
from motcua.procedures.rules import is_procedure_code, missing_before_publication
from motcua.procedures.tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("1.001193", True),
        ("2.000635", True),
        ("1.001193.H31", True),
        ("1.001193.000.00.00.H31", True),
        ("1001193", False),
        ("1.00119", False),
        ("1.0011933", False),
        ("1.001193.", False),
        ("1.001193; --", False),
        ("", False),
    ],
)
def test_a_code_is_one_digit_and_six(code: str, is_one: bool) -> None:
    assert is_procedure_code(code) is is_one
    if not is_one:
        with pytest.raises(Refused) as refused:
            define_version(replace(make.spec(), code=code), by=SYSTEM, at=make.AT)
        assert refused.value.field == "code"
        assert not Procedure.objects.exists()


@pytest.mark.parametrize(
    ("lack", "missing"),
    [
        ({}, []),
        ({"name": "  "}, ["name"]),
        ({"levels": []}, ["levels"]),
        ({"case_count": 0}, ["cases"]),
        ({"has_form": False}, ["form"]),
        ({"without_process": 1}, ["process"]),
        ({"online": False, "has_form": False, "without_process": 3}, []),
        ({"name": "", "case_count": 0}, ["name", "cases"]),
    ],
)
def test_what_a_version_lacks(lack: dict[str, object], missing: list[str]) -> None:
    whole = {
        "name": "a",
        "levels": ["commune"],
        "case_count": 1,
        "online": True,
        "has_form": True,
        "without_process": 0,
    }
    assert missing_before_publication(**{**whole, **lack}) == missing  # type: ignore[arg-type]


def test_what_is_incomplete_stays_a_draft_and_all_that_lacks_is_named() -> None:
    draft = make.draft(make.spec(online_level=OnlineLevel.FULL, levels=[], cases=[]))
    with pytest.raises(Refused) as refused:
        publish_version(draft, by=SYSTEM, at=make.AT)
    for sentence in ("Chưa có cấp thực hiện.", "Chưa có trường hợp nào.", "phải có biểu mẫu điện tử"):
        assert sentence in refused.value.message
    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == (VersionState.DRAFT, None)


def test_a_partial_service_says_why_in_public() -> None:
    with pytest.raises(Refused) as refused:
        make.draft(make.spec(online_level=OnlineLevel.PARTIAL))
    assert refused.value.field == "partial_reason"


def test_a_new_version_ends_the_one_before_on_its_day() -> None:
    first = make.procedure()
    code = first.procedure.code
    second = make.procedure(make.spec(code=code, valid_from=date(2026, 1, 1)))
    assert (first.number, second.number) == (1, 2)
    in_force = {
        on: list(ProcedureVersion.objects.published(on).values_list("number", flat=True))
        for on in (date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1))
    }
    assert list(in_force.values()) == [[], [1], [1], [2]]
    for too_early in (date(2025, 8, 1), date(2026, 1, 1)):
        with pytest.raises(Refused) as refused:
            make.procedure(make.spec(code=code, valid_from=too_early))
        assert refused.value.field == "valid_from"
    with pytest.raises(Refused, match="Chỉ công bố được bản nháp"):
        publish_version(second, by=SYSTEM, at=make.AT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    starts=st.lists(st.dates(date(2025, 7, 1), date(2025, 9, 1)), min_size=1, max_size=4),
    on=st.dates(date(2025, 6, 1), date(2025, 10, 1)),
)
def test_on_every_day_one_version_at_most_is_in_force(db: None, starts: list[date], on: date) -> None:
    code = make.new_code()
    published = []
    for start in starts:
        try:
            published.append(make.procedure(make.spec(code=code, valid_from=start)))
        except Refused:
            assert published and start <= published[-1].valid_from
    there = ProcedureVersion.objects.published(on).filter(procedure__code=code)
    begun = [version for version in published if version.valid_from <= on]
    assert list(there) == begun[-1:]


def test_limits_fees_and_papers_are_those_of_the_case() -> None:
    version = make.procedure(
        make.spec(
            cases=[
                make.case(key="thuong", limit=(Decimal("2.5"), Unit.WORKING_DAY)),
                make.case(key="khong-han", limit=None, components=()),
            ]
        )
    )
    usual, endless = version.cases.all()
    assert usual.limit is not None
    assert (usual.limit.amount, usual.limit.unit) == (Decimal("2.5"), Unit.WORKING_DAY)
    assert endless.limit is None
    assert [component.key for component in usual.components.all()] == ["don", "anh"]
    assert not endless.components.exists()


def test_texts_are_kept_in_one_form() -> None:
    version = make.draft(make.spec(name=" Đa\u0306ng  ky\u0301\u200b "))
    version.refresh_from_db()
    assert version.name == "Đăng ký"


def test_only_what_the_province_handles_online_can_be_filed_here() -> None:
    assert make.online(eform=forms.eform()).is_fileable
    assert not make.procedure().is_fileable
    elsewhere = make.online()
    elsewhere.procedure.routing = Routing.NATIONAL_PORTAL
    assert not elsewhere.is_fileable


def test_not_everybody_publishes() -> None:
    draft = make.draft()
    with pytest.raises(NotAllowed):
        define_version(make.spec(), by=VISITOR, at=make.AT)
    with pytest.raises(NotAllowed):
        publish_version(draft, by=VISITOR, at=make.AT)
    assert Procedure.objects.count() == 1


def test_the_interface_lists_and_reads_what_is_in_force() -> None:
    codes = sorted(make.procedure().procedure.code for _ in range(3))
    hidden = make.draft().procedure.code
    later = make.procedure(make.spec(valid_from=today() + timedelta(days=400))).procedure.code
    listed = [each["code"] for each in Client().get("/api/v1/procedures").json()]
    assert listed == codes
    read = Client().get(f"/api/v1/procedures/{codes[0]}")
    assert read.json() == {
        "code": codes[0],
        "name": "Cấp bản sao trích lục hộ tịch",
        "field": "Hộ tịch",
        "summary": "",
        "online_level": "info",
        "levels": ["commune"],
    }
    for unknown in (hidden, later, "9.999999", "x", "x" * 2000):
        assert Client().get(f"/api/v1/procedures/{unknown}").status_code == 404


def test_a_procedure_ends_on_a_day_and_dossiers_under_way_must_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    version = make.procedure()
    monkeypatch.setattr(OPEN_DOSSIERS, "_answers", {"thu": lambda codes: dict.fromkeys(codes, 3)})
    end = date(2026, 12, 1)
    with pytest.raises(Refused, match="Còn 3 hồ sơ") as refused:
        retire_procedure(version.procedure, on=end, confirmed=False, by=SYSTEM, at=make.AT)
    assert refused.value.field == "confirmed"
    retire_procedure(version.procedure, on=end, confirmed=True, by=SYSTEM, at=make.AT)
    code = version.procedure.code
    in_force = ProcedureVersion.objects.published
    assert in_force(date(2026, 11, 30)).filter(procedure__code=code).exists()
    assert not in_force(end).filter(procedure__code=code).exists()
    with pytest.raises(Refused, match="không còn hiệu lực"):
        retire_procedure(version.procedure, on=end, confirmed=True, by=SYSTEM, at=make.AT)
    later = make.procedure(make.spec(code=code, valid_from=date(2026, 11, 15)))
    assert list(in_force(date(2026, 11, 20)).filter(procedure__code=code)) == [later]


def test_a_procedure_does_not_end_before_it_begins() -> None:
    version = make.procedure()
    with pytest.raises(Refused) as refused:
        retire_procedure(version.procedure, on=make.IN_FORCE_ON, confirmed=True, by=SYSTEM, at=make.AT)
    assert refused.value.field == "on"
    with pytest.raises(NotAllowed):
        retire_procedure(version.procedure, on=date(2027, 1, 1), confirmed=True, by=VISITOR, at=make.AT)
