"""The catalogue of processes for programs: what is in force, its steps, and its drawing as BPMN 2.0."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from motcua.accounts.public import Role
from motcua.platform import clock
from motcua.platform.pages import enter
from motcua.processes.exporting import export_bpmn
from motcua.processes.models import ProcessVersion
from motcua.processes.rules import UserTask, read_definition

router = Router()
PAGE_SIZE = 50


class ProcessOut(Schema):
    """A process in force."""

    code: str
    name: str
    organisation: str
    version: int
    valid_from: date | None

    @classmethod
    def of(cls, version: ProcessVersion) -> Self:
        """What the catalogue tells of a version."""
        process = version.process
        return cls(
            code=process.code,
            name=process.name,
            organisation=process.organisation.name,
            version=version.number,
            valid_from=version.valid_from,
        )


class StepOut(Schema):
    """One step of an official: `organisation` is where its role is sought, `limit` how long it may take."""

    id: str
    name: str
    content: str
    role: str
    role_name: str
    organisation: str
    limit: Decimal | None
    limit_unit: str | None
    form: str
    outputs: list[str]


class DrawnOut(Schema):
    """A process in force with its steps, in the order in which they stand, and its drawing as BPMN 2.0 XML."""

    process: ProcessOut
    steps: list[StepOut]
    bpmn: str


@router.get("/processes", response=list[ProcessOut])
@enter("anyone")
def list_processes(request: HttpRequest, after: str = "") -> list[ProcessOut]:
    """Processes in force by code, fifty at a time: ask again with `after`, the last code of what was told."""
    versions = ProcessVersion.objects.in_force(clock.today()).select_related("process__organisation")
    one_each = versions.order_by("process__code", "-valid_from", "-number").distinct("process__code")
    return [ProcessOut.of(each) for each in one_each.filter(process__code__gt=after[:200])[:PAGE_SIZE]]


@router.get("/processes/{path:code}", response=DrawnOut)
@enter("anyone")
def read_process(request: HttpRequest, code: str) -> DrawnOut:
    """One process in force."""
    versions = ProcessVersion.objects.in_force(clock.today()).select_related("process__organisation")
    version = versions.filter(process__code=code).first()
    if version is None:
        raise HttpError(404, _("Không có quy trình này."))
    roles = dict(Role.objects.values_list("code", "name"))
    steps = [node for node in read_definition(version.definition).nodes if isinstance(node, UserTask)]
    return DrawnOut(
        process=ProcessOut.of(version),
        steps=[_step(step, roles) for step in steps],
        bpmn=export_bpmn(version).decode(),
    )


def _step(step: UserTask, roles: dict[str, str]) -> StepOut:
    limit = step.limit
    return StepOut(
        id=step.id,
        name=step.name,
        content=step.content,
        role=step.performer.role,
        role_name=roles.get(step.performer.role, ""),
        organisation=step.performer.organisation,
        limit=limit.amount if limit else None,
        limit_unit=str(limit.unit) if limit else None,
        form=step.form,
        outputs=list(step.outputs),
    )
