"""Linked matters for tests: three agencies, one after the other or side by side, on small procedures of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import claim_step, complete_step, receive, submit
from motcua.dossiers.tests import make
from motcua.dossiers.tests.make import AT, Ward
from motcua.forms.tests import make as forms
from motcua.organisations.public import Organisation, OrganisationKind, Unit
from motcua.organisations.tests import make as organisations
from motcua.platform.action import SYSTEM, Actor
from motcua.platform.testing import run_jobs
from motcua.procedures.public import (
    OnlineLevel,
    PartSpec,
    ProcedureVersion,
    VersionSpec,
    define_version,
    publish_version,
)
from motcua.procedures.tests import make as procedures
from motcua.processes.public import open_tasks
from motcua.processes.tests import make as processes

DAY = (Decimal(1), Unit.WORKING_DAY)
TWO_DAYS = (Decimal(2), Unit.WORKING_DAY)
ORDER = ("birth", "residence", "card")


def waiting_way() -> dict[str, Any]:
    """Wait until all parts have ended, then hand over."""
    hand_over = {"role": "one_stop_officer", "organisation": "receiving"}
    return {
        "nodes": [
            {"id": "start", "kind": "start_event"},
            {"id": "parts", "kind": "receive_task", "name": "Các cơ quan giải quyết", "message": "parts.ended"},
            {
                "id": "hand_over",
                "kind": "user_task",
                "name": "Trả kết quả",
                "performer": hand_over,
                "untimed": True,
                "outputs": ["delivery"],
            },
            {"id": "end", "kind": "end_event"},
        ],
        "flows": [
            {"id": "f1", "source": "start", "target": "parts"},
            {"id": "f2", "source": "parts", "target": "hand_over"},
            {"id": "f3", "source": "hand_over", "target": "end"},
        ],
    }


@dataclass(frozen=True)
class Agency:
    """An agency that does a part, with who verifies and who decides there."""

    organisation: Organisation
    specialist: Actor
    leader: Actor


@dataclass(frozen=True)
class Linked:
    """A ward where a linked procedure is filed, and the agencies by the keys of the parts."""

    ward: Ward
    agencies: Mapping[str, Agency]

    def part(self, whole: Dossier, key: str) -> Dossier:
        """The dossier of a part."""
        return Dossier.objects.get(whole=whole, part__key=key)

    def keys(self, whole: Dossier) -> list[str]:
        """The parts that have begun."""
        begun = Dossier.objects.filter(whole=whole).order_by("part__order").values_list("part__key", flat=True)
        return [key for key in begun if key is not None]

    def decide(self, whole: Dossier, key: str, outcome: str = "approve", *, note: str = "", at: datetime) -> None:
        """Let an agency verify and decide its part, and the rest follow."""
        agency, part = self.agencies[key], self.part(whole, key)
        claim_step(part, task_id=self.task(part), by=agency.specialist, at=at)
        complete_step(part, task_id=self.task(part), outcome="propose", by=agency.specialist, at=at)
        complete_step(part, task_id=self.task(part), outcome=outcome, note=note, by=agency.leader, at=at)
        run_jobs()

    def task(self, part: Dossier) -> int:
        """The open step of a part."""
        return open_tasks(part.subject).get().pk


def linked(
    *, side_by_side: bool = False, agencies: Sequence[str] = ORDER, cutoff: time | None = time(15), **more: Any
) -> Linked:
    """A procedure of three parts, one after the other, or the later two side by side, with their agencies.

    `agencies` are those that are there at all.
    """
    plain = make.new_procedure(supplement_days=3)
    ward = make.ward(procedure=_procedure(plain, side_by_side, cutoff, **more))
    there: dict[str, Agency] = {"birth": Agency(ward.committee, ward.specialist, ward.leader)}
    for key, kind in (("residence", OrganisationKind.POLICE), ("card", OrganisationKind.SOCIAL_INSURANCE)):
        if key in agencies:
            there[key] = agency(ward, kind)
    return Linked(ward, there)


def agency(ward: Ward, kind: OrganisationKind) -> Agency:
    """An agency of that kind in the area of the ward."""
    organisation = organisations.organisation(name=str(kind.label), kind=kind, area=ward.committee.area)
    held = (accounts.official(role=role, organisation=organisation) for role in ("specialist", "department_leader"))
    specialist, leader = (accounts.actor(each, at=AT) for each in held)
    return Agency(organisation, specialist, leader)


def _procedure(plain: ProcedureVersion, side_by_side: bool, cutoff: time | None, **more: Any) -> ProcedureVersion:
    code = plain.procedure.code
    parts = (
        PartSpec("birth", "Khai sinh", code, "same", limit=DAY, cutoff=cutoff, supplement_days=7),
        PartSpec(
            "residence", "Thường trú", code, "kind:police", after=("birth",), limit=TWO_DAYS, supplement_days=7,
            papers={"don": ["don", "result:birth"]}, passes={"hoTen": "=Lê Em Bé"},
        ),
        PartSpec(
            "card", "Thẻ bảo hiểm y tế", code, "kind:social_insurance",
            after=("birth",) if side_by_side else ("residence",), limit=TWO_DAYS, supplement_days=7,
        ),
    )  # fmt: skip
    spec = VersionSpec(
        code=procedures.new_code(), name="Liên thông khai sinh", field_code="lien-thong", field_name="Liên thông",
        levels=("commune",), valid_from=procedures.IN_FORCE_ON, online_level=OnlineLevel.FULL,
        eform=forms.eform(make.form_schema()), area_answer="noiNop", parts=more.pop("parts", parts),
        cases=(
            procedures.case(
                limit=(Decimal(3), Unit.WORKING_DAY), cutoff=cutoff, process=processes.process(waiting_way()).process
            ),
        ),
        **more,
    )  # fmt: skip
    return publish_version(define_version(spec, by=SYSTEM, at=procedures.AT), by=SYSTEM, at=procedures.AT)


def whole(at: Linked, *, by: Account | None = None, received: bool = True, when: datetime = AT) -> Dossier:
    """A linked matter filed by a citizen and accepted, its first parts begun."""
    by = by or make.citizen()
    filed = submit(make.draft(at.ward, by=by, at=when), by=make.actor(by), at=when)
    if received:
        receive(filed, by=at.ward.officer, at=when)
    run_jobs()
    return make.fresh(filed)
