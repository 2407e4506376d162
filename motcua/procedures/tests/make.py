"""Procedures for tests, reached through actions."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from motcua.forms.public import EForm
from motcua.forms.tests import make as forms
from motcua.organisations.public import FirstDay, Unit
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import (
    CaseSpec,
    ComponentSpec,
    OnlineLevel,
    ProcedureVersion,
    VersionSpec,
    define_version,
    publish_version,
)
from motcua.processes.public import Process
from motcua.processes.tests import make as processes

AT = datetime(2026, 11, 2, 8, 0, tzinfo=VIETNAM)
IN_FORCE_ON = date(2025, 7, 1)
FIVE_DAYS = (Decimal(5), Unit.WORKING_DAY)
PAPERS = (
    ComponentSpec(key="don", name="Đơn đề nghị", originals=1),
    ComponentSpec(key="anh", name="Ảnh chân dung", copies=1, is_required=False),
)
_number = count(1)


def new_code() -> str:
    """A procedure code, new on each call."""
    return f"1.{next(_number) % 1_000_000:06d}"


def case(
    *,
    key: str = "thuong",
    limit: tuple[Decimal, Unit] | None = FIVE_DAYS,
    first_day: FirstDay = FirstDay.AFTER_RECEIPT,
    cutoff: time | None = None,
    fee: int | None = 0,
    fee_note: str = "",
    supplement_days: int | None = None,
    process: Process | None = None,
    components: Sequence[ComponentSpec] = PAPERS,
) -> CaseSpec:
    """A case: five working days, an application and an optional photo, unless told otherwise."""
    return CaseSpec(
        key=key,
        name=f"Trường hợp {key}",
        limit=limit,
        first_day=first_day,
        cutoff=cutoff,
        fee=fee,
        fee_note=fee_note,
        supplement_days=supplement_days,
        process=process,
        components=tuple(components),
    )


def spec(
    *,
    code: str | None = None,
    name: str = "Cấp bản sao trích lục hộ tịch",
    keywords: Sequence[str] = (),
    summary: str = "",
    valid_from: date = IN_FORCE_ON,
    levels: Sequence[str] = ("commune",),
    online_level: OnlineLevel = OnlineLevel.INFO,
    eform: EForm | None = None,
    area_answer: str = "",
    delivery_answer: str = "",
    cases: Sequence[CaseSpec] | None = None,
    questions: Sequence[dict[str, Any]] = (),
) -> VersionSpec:
    """What a version says; informational with one case unless told otherwise."""
    return VersionSpec(
        code=code or new_code(),
        name=name,
        field_code="ho-tich",
        field_name="Hộ tịch",
        keywords=tuple(keywords),
        summary=summary,
        levels=tuple(levels),
        valid_from=valid_from,
        online_level=online_level,
        eform=eform,
        area_answer=area_answer,
        delivery_answer=delivery_answer,
        cases=(case(),) if cases is None else tuple(cases),
        questions=tuple(questions),
    )


def draft(spec_: VersionSpec | None = None) -> ProcedureVersion:
    """A version that is not published yet."""
    return define_version(spec_ or spec(), by=SYSTEM, at=AT)


def procedure(spec_: VersionSpec | None = None) -> ProcedureVersion:
    """A published version, in force since 2025-07-01 unless told otherwise."""
    return publish_version(draft(spec_), by=SYSTEM, at=AT)


def online(
    *,
    eform: EForm | None = None,
    process: Process | None = None,
    area_answer: str = "",
    delivery_answer: str = "",
    limit: tuple[Decimal, Unit] | None = FIVE_DAYS,
    first_day: FirstDay = FirstDay.AFTER_RECEIPT,
    cutoff: time | None = None,
    supplement_days: int | None = None,
    components: Sequence[ComponentSpec] = PAPERS,
    cases: Sequence[CaseSpec] | None = None,
) -> ProcedureVersion:
    """A published version that can be filed here: with a form and a process."""
    return procedure(
        spec(
            online_level=OnlineLevel.FULL,
            eform=eform or forms.eform(),
            area_answer=area_answer,
            delivery_answer=delivery_answer,
            cases=cases
            or [
                case(
                    limit=limit,
                    first_day=first_day,
                    cutoff=cutoff,
                    supplement_days=supplement_days,
                    process=process or processes.process().process,
                    components=components,
                )
            ],
        )
    )
