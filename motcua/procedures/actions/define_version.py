from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.forms.public import EForm
from motcua.organisations.public import FirstDay, Unit
from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean
from motcua.procedures.actions._building import search_vector
from motcua.procedures.models import (
    ComponentType,
    LinkedPart,
    OnlineLevel,
    Procedure,
    ProcedureCase,
    ProcedureField,
    ProcedureVersion,
    Routing,
)
from motcua.procedures.rules import is_procedure_code, name_order
from motcua.processes.public import Process


@dataclass(frozen=True)
class ComponentSpec:
    """A paper to be handed in."""

    key: str
    name: str
    hint: str = ""
    originals: int = 0
    copies: int = 0
    is_required: bool = True
    replaced_by: str = ""


@dataclass(frozen=True)
class CaseSpec:
    """A case: its limit, fee (đồng), process, papers, and the working days to hand in a supplement (None: no limit)."""

    key: str
    name: str
    limit: tuple[Decimal, Unit] | None = None
    first_day: FirstDay = FirstDay.AFTER_RECEIPT
    cutoff: time | None = None
    accept_within_hours: int = 8
    supplement_days: int | None = None
    fee: int | None = None
    fee_note: str = ""
    process: Process | None = None
    components: tuple[ComponentSpec, ...] = ()


@dataclass(frozen=True)
class PartSpec:
    """What one agency does of a linked procedure; the fields are those of `LinkedPart`."""

    key: str
    name: str
    procedure_code: str
    agency: str
    case_key: str = ""
    after: tuple[str, ...] = ()
    asked_by: str = ""
    passes: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    limit: tuple[Decimal, Unit] | None = None
    first_day: FirstDay = FirstDay.AFTER_RECEIPT
    cutoff: time | None = None
    supplement_days: int | None = None


@dataclass(frozen=True)
class VersionSpec:
    """What a version of a procedure says; texts are cleaned to NFC when stored."""

    code: str
    name: str
    field_code: str
    field_name: str
    levels: tuple[str, ...]
    valid_from: date
    cases: tuple[CaseSpec, ...]
    summary: str = ""
    life_event: str = ""
    keywords: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("in_person", "online", "postal")
    online_level: OnlineLevel = OnlineLevel.INFO
    partial_reason: str = ""
    decision: str = ""
    competent_authority: str = ""
    requirements: str = ""
    steps: tuple[str, ...] = ()
    results: tuple[dict[str, str], ...] = ()
    legal_basis: tuple[dict[str, str], ...] = ()
    eform: EForm | None = None
    area_answer: str = ""
    delivery_answer: str = ""
    required_assurance: int = 1
    data_class: int = 1
    questions: tuple[dict[str, Any], ...] = ()
    parts: tuple[PartSpec, ...] = ()
    routing: Routing = field(default=Routing.PROVINCE_SYSTEM)


@action("procedures.define_version")
def define_version(spec: VersionSpec, *, by: Actor, at: datetime) -> ProcedureVersion:
    """Store the next version of a procedure as a draft.

    Raises Refused for a code that is none, and for parts of a linked procedure that wait for themselves.
    """
    if not is_procedure_code(spec.code):
        raise Refused(_("Mã thủ tục phải có dạng 1.001193."), "code")
    if spec.online_level is OnlineLevel.PARTIAL and not spec.partial_reason:
        raise Refused(_("Dịch vụ công một phần phải nêu lý do công khai."), "partial_reason")
    group, _made = ProcedureField.objects.get_or_create(code=spec.field_code, defaults={"name": clean(spec.field_name)})
    procedure, _made = Procedure.objects.get_or_create(
        code=spec.code, defaults={"field": group, "routing": spec.routing}
    )
    last = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last + 1,
        name=clean(spec.name),
        summary=clean(spec.summary),
        life_event=clean(spec.life_event),
        keywords=[clean(keyword) for keyword in spec.keywords],
        levels=list(spec.levels),
        applicants=list(spec.applicants),
        channels=list(spec.channels),
        online_level=spec.online_level,
        partial_reason=clean(spec.partial_reason),
        decision=clean(spec.decision),
        competent_authority=clean(spec.competent_authority),
        requirements=clean(spec.requirements),
        steps=[clean(step) for step in spec.steps],
        results=list(spec.results),
        legal_basis=list(spec.legal_basis),
        eform=spec.eform,
        area_answer=spec.area_answer,
        delivery_answer=spec.delivery_answer,
        required_assurance=spec.required_assurance,
        data_class=spec.data_class,
        questions=list(spec.questions),
        sort_key=name_order(spec.name),
        valid_from=spec.valid_from,
    )
    ProcedureVersion.objects.filter(pk=version.pk).update(
        search=search_vector(spec.name, list(spec.keywords), spec.summary, group.name)
    )
    for order, case in enumerate(spec.cases):
        _define_case(version, order, case)
    _define_parts(version, spec.parts)
    return version


def _define_parts(version: ProcedureVersion, parts: Sequence[PartSpec]) -> None:
    """The parts of a linked procedure, each after such as were named before it: no part waits for itself."""
    known: set[str] = set()
    for part in parts:
        if part.key in known or not known.issuperset(part.after):
            raise Refused(_("Mỗi phần của thủ tục liên thông có mã riêng và chỉ nối sau phần đã nêu trước."), "parts")
        if part.agency != "same" and part.agency.partition(":")[0] not in ("kind", "unit"):
            raise Refused(_("Cơ quan giải quyết một phần phải là “same”, “kind:…” hoặc “unit:…”."), "parts")
        known.add(part.key)
    LinkedPart.objects.bulk_create(
        LinkedPart(
            version=version,
            key=part.key,
            name=clean(part.name),
            order=order,
            procedure_code=part.procedure_code,
            case_key=part.case_key,
            after=list(part.after),
            agency=part.agency,
            asked_by=part.asked_by,
            passes=dict(part.passes),
            papers={name: list(sources) for name, sources in part.papers.items()},
            limit_amount=part.limit[0] if part.limit else None,
            limit_unit=part.limit[1].value if part.limit else "",
            first_day=part.first_day.value,
            cutoff=part.cutoff,
            supplement_days=part.supplement_days,
        )
        for order, part in enumerate(parts)
    )


def _define_case(version: ProcedureVersion, order: int, spec: CaseSpec) -> None:
    amount, unit = spec.limit or (None, None)
    case = ProcedureCase.objects.create(
        version=version,
        key=spec.key,
        name=clean(spec.name),
        order=order,
        limit_amount=amount,
        limit_unit=unit.value if unit else "",
        first_day=spec.first_day.value,
        cutoff=spec.cutoff,
        accept_within_hours=spec.accept_within_hours,
        supplement_days=spec.supplement_days,
        fee=spec.fee,
        fee_note=clean(spec.fee_note),
        process=spec.process,
    )
    ComponentType.objects.bulk_create(
        ComponentType(
            case=case,
            key=component.key,
            name=clean(component.name),
            hint=clean(component.hint),
            order=position,
            originals=component.originals,
            copies=component.copies,
            is_required=component.is_required,
            replaced_by=clean(component.replaced_by),
        )
        for position, component in enumerate(spec.components)
    )
