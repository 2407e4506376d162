"""What a version says, as one row of the catalogue: for export, comparison and the page of differences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from motcua.organisations.public import TimeLimit, Unit
from motcua.procedures.models import ComponentType, DataSubstitution, OnlineLevel, ProcedureCase, ProcedureVersion
from motcua.procedures.rules.catalogue import Json, filled
from motcua.procedures.rules.fees import fee_of
from motcua.procedures.rules.limits import limit_of

# A row as exported has these even where they are empty, as the source has.
ALWAYS_THERE: dict[str, Any] = {
    "owner_ministry": None, "decision": None, "levels": [], "domain": None, "type": None, "applicants": [],
    "competent_authority": None, "receiving_address": None, "delegated_authority": None, "coordinating": None,
    "methods": [], "component_groups": [], "results": [], "requirements": None, "legal_basis": [], "steps": [],
    "portal_url": None, "source": None,
}  # fmt: skip


def row_of(version: ProcedureVersion) -> Json:
    """The version as a cleaned row of the catalogue's shape; `cases__components` should be prefetched."""
    cases = list(version.cases.all())
    row: Json = {
        "code": version.procedure.code,
        "name": version.name,
        "owner_ministry": version.owner,
        "decision": version.decision,
        "levels": list(version.levels),
        "domain": version.domain or version.procedure.field.name,
        "type": version.kind,
        "applicants": list(version.applicants),
        "competent_authority": version.competent_authority,
        "receiving_address": version.receiving_address,
        "delegated_authority": version.delegated_authority,
        "coordinating": version.coordinating,
        "methods": [method for case in cases for method in _methods(version, case, len(cases))],
        "component_groups": [group for case in cases for group in _groups(case, len(cases))],
        "results": [
            filled({"name": each.get("name", ""), "result_code": each.get("code", "")}) for each in version.results
        ],
        "requirements": version.requirements,
        "legal_basis": [
            filled({"code": each.get("code", ""), "title": each.get("title", "")}) for each in version.legal_basis
        ],
        "steps": list(version.steps),
        "portal_url": version.portal_url,
        "source": version.source,
        "summary": version.summary,
        "life_event": version.life_event,
        "keywords": list(version.keywords),
        "partial_reason": version.partial_reason,
        "online_level": "" if version.online_level == OnlineLevel.INFO else str(version.online_level),
        **version.extra,
    }
    if version.is_outline and not version.domain:
        row.pop("domain")
    return filled(row)


def rows_in_force(on: date, *, chunk: int = 200) -> Iterator[Json]:
    """The rows of all versions in force on a date, by code, without holding them all in memory."""
    versions = ProcedureVersion.objects.published(on).order_by("procedure__code").prefetch_related("cases__components")
    for version in versions.iterator(chunk_size=chunk):
        row = row_of(version)
        yield row if version.is_outline else {**ALWAYS_THERE, **row}


def _methods(version: ProcedureVersion, case: ProcedureCase, case_count: int) -> Iterator[Json]:
    named = {"case": case.name} if case_count > 1 else {}
    if case.methods:
        yield from ({**named, **method} for method in case.methods)
        return
    if version.is_outline:
        return
    limit: Json = {}
    if case.limit_amount is not None and case.limit_unit:
        amount = case.limit_amount
        duration = int(amount) if amount == amount.to_integral_value() else float(amount)
        limit = {"duration": duration, "duration_unit": case.limit_unit}
    fee = filled({"amount_text": _fee_text(case.fee), "note": case.fee_note})
    for channel in version.channels:
        yield {**named, "channel": channel, **limit, "fees": [fee]}


def _fee_text(fee: int | None) -> str:
    if fee is None:
        return "Không có thông tin"
    return f"{fee:,} Việt Nam Đồng" if fee else "Miễn phí"


def _groups(case: ProcedureCase, case_count: int) -> Iterator[Json]:
    for heading, components in groupby(case.components.all(), key=lambda component: component.group):
        named = heading or (case.name if case_count > 1 else "")
        yield filled({"case": named, "items": [_item(component) for component in components]})


def _item(component: ComponentType) -> Json:
    item = filled(
        {"name": component.name, "template_file": component.template_file, "quantity_text": component.quantity_text}
    )
    if component.is_counted:
        item |= {"original": component.originals, "copy": component.copies}
    item |= filled({"replaced_by": component.replaced_by, "hint": component.hint})
    return item | {"kind": "note" if component.is_note else "document"}


@dataclass(frozen=True)
class FeeSaid:
    """One cell of fees in the source's words; `is_doubted` where it says "free" and its own note says otherwise."""

    amount: str
    note: str
    is_doubted: bool


@dataclass(frozen=True)
class MethodSaid:
    """What the source says of one way of filing; `limit` where it is a figure, `words` where it is not."""

    channel: str
    limit: TimeLimit | None
    is_unit_inferred: bool
    words: str
    fees: tuple[FeeSaid, ...]
    text: str


def methods_said(case: ProcedureCase) -> list[MethodSaid]:
    """The ways of filing as the source states them, in its order."""
    said = []
    for method in case.methods:
        read, _caution = limit_of(method)
        limit = TimeLimit(read[0], Unit(read[1])) if read else None
        words = "" if limit else f"{method.get('duration', '')} {method.get('duration_unit', '')}".strip()
        said.append(
            MethodSaid(
                channel=method.get("channel", ""),
                limit=limit,
                is_unit_inferred=limit is not None and "duration_unit" not in method,
                words=words,
                fees=tuple(_fee_said(fee) for fee in method.get("fees", [])),
                text=method.get("description", ""),
            )
        )
    return said


def _fee_said(fee: Json) -> FeeSaid:
    _amount, caution = fee_of(fee)
    doubted = caution is not None and caution.code == "free_but_note"
    return FeeSaid(fee.get("amount_text", ""), fee.get("note", ""), doubted)


def substitutions_of(procedure_code: str) -> list[DataSubstitution]:
    """The papers of a procedure that databases replace, by the rows of law."""
    return list(DataSubstitution.objects.filter(procedure_code=procedure_code))
