"""From a row of the catalogue to the records of a version; where the row is silent, the version before speaks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.utils.translation import gettext as _

from motcua.platform.loading import load
from motcua.platform.text import clean, fold
from motcua.procedures.models import (
    CatalogueImport,
    ComponentType,
    LinkedPart,
    OnlineLevel,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
)
from motcua.procedures.rules import name_order, search_text, searchable
from motcua.procedures.rules.catalogue import KNOWN, Json, Row
from motcua.procedures.rules.cautions import Caution
from motcua.procedures.rules.fees import fee_of_all
from motcua.procedures.rules.limits import limit_of_all

CASE_KEY = "chung"
KEPT_FROM_BEFORE = (
    "summary", "life_event", "keywords", "partial_reason", "area_answer", "delivery_answer", "eform_id", "questions",
    "required_assurance", "data_class",
)  # fmt: skip
CASE_KEPT = (
    "key", "name", "first_day", "cutoff", "accept_within_hours", "supplement_days", "process_id",
)  # fmt: skip


@dataclass
class Built:
    """A version with its cases and their papers, not stored yet."""

    version: ProcedureVersion
    cases: list[tuple[ProcedureCase, list[ComponentType]]]
    cautions: list[Caution] = field(default_factory=list)
    parts: list[LinkedPart] = field(default_factory=list)


def search_vector(name: str, keywords: list[str], summary: str, group: str) -> Any:
    """What a version is found by, weighted: its name, the people's words, the rest."""
    name_words, people_words, other_words = searchable(name, keywords, summary, group)
    return (
        SearchVector(Value(name_words), weight="A", config="simple")
        + SearchVector(Value(people_words), weight="B", config="simple")
        + SearchVector(Value(other_words), weight="C", config="simple")
    )


def readings(row: Row) -> tuple[Json, list[Caution]]:
    """What the row's ways of filing say of limit and fee together, and what they leave open."""
    methods = row.data.get("methods", [])
    if row.is_outline:
        return {"limit": None, "fee": None, "fee_note": ""}, []
    limit, limit_cautions = limit_of_all(methods)
    fee, fee_note, fee_cautions = fee_of_all(methods)
    cautions = list(dict.fromkeys([*row.cautions, *limit_cautions, *fee_cautions]))
    return {"limit": limit, "fee": fee, "fee_note": fee_note}, cautions


def build(
    procedure: Procedure,
    row: Row,
    *,
    number: int,
    valid_from: date,
    run: CatalogueImport,
    before: ProcedureVersion | None,
) -> Built:
    """The records of a new draft."""
    data = row.data
    version = _version(procedure, data)
    version.number, version.valid_from, version.catalogue_import = number, valid_from, run
    version.is_outline, version.checksum = row.is_outline, row.checksum
    read, cautions = readings(row)
    cases = [(_case(version, data, read), _components(data, before))]
    if before is not None:
        _keep(version, before, data)
        cases, more = _cases_kept(version, before, cases[0])
        cautions = [*cautions, *more]
    version.sort_key = name_order(version.name)
    version.search = search_text(version.name, version.keywords, version.summary, version.domain)
    return Built(version, cases, cautions, parts_of(before) if before is not None else [])


def parts_of(before: ProcedureVersion) -> list[LinkedPart]:
    """The parts of the version before, not stored yet: no catalogue says them."""
    return [copy_of(part, LinkedPart) for part in before.parts.all()]


def _version(procedure: Procedure, data: Json) -> ProcedureVersion:
    online = {"online_level": data["online_level"]} if "online_level" in data else {}
    return ProcedureVersion(
        procedure=procedure,
        name=data["name"],
        summary=data.get("summary", ""),
        life_event=data.get("life_event", ""),
        keywords=data.get("keywords", []),
        levels=data.get("levels", []),
        applicants=data.get("applicants", []),
        channels=list(dict.fromkeys(m["channel"] for m in data.get("methods", []) if m.get("channel"))),
        # What the source offers online is kept as it says; here a procedure is online once it has a form and a process.
        online_level=OnlineLevel.INFO,
        partial_reason=data.get("partial_reason", ""),
        decision=data.get("decision", ""),
        domain=data.get("domain", ""),
        owner=data.get("owner_ministry", ""),
        kind=data.get("type", ""),
        competent_authority=data.get("competent_authority", ""),
        delegated_authority=data.get("delegated_authority", ""),
        coordinating=data.get("coordinating", ""),
        receiving_address=data.get("receiving_address", ""),
        requirements=data.get("requirements", ""),
        steps=data.get("steps", []),
        results=[{"code": r.get("result_code", ""), "name": r.get("name", "")} for r in data.get("results", [])],
        legal_basis=[{"code": b.get("code", ""), "title": b.get("title", "")} for b in data.get("legal_basis", [])],
        portal_url=data.get("portal_url", ""),
        source=data.get("source", ""),
        extra={key: value for key, value in data.items() if key not in KNOWN} | online,
    )


def _case(version: ProcedureVersion, data: Json, read: Json) -> ProcedureCase:
    amount, unit = read["limit"] or (None, "")
    return ProcedureCase(
        version=version,
        key=CASE_KEY,
        name=clean(data["name"]),
        limit_amount=amount,
        limit_unit=unit,
        fee=read["fee"],
        fee_note=read["fee_note"],
        methods=data.get("methods", []),
    )


def _components(data: Json, before: ProcedureVersion | None) -> list[ComponentType]:
    known = {fold(c.name): c for case in before.cases.all() for c in case.components.all()} if before else {}
    made: list[ComponentType] = []
    keys: set[str] = set()
    for group in data.get("component_groups", []):
        for item in group.get("items", []):
            old = known.get(fold(item["name"])) if known else None
            key = old.key if old and old.key not in keys else _free_key(len(made), keys)
            keys.add(key)
            is_note = item["kind"] == "note"
            made.append(
                ComponentType(
                    key=key,
                    name=item["name"],
                    group=group.get("case", ""),
                    order=len(made),
                    originals=item.get("original", 0),
                    copies=item.get("copy", 0),
                    is_counted="original" in item,
                    is_note=is_note,
                    is_required=old.is_required if old else not is_note,
                    hint=item.get("hint", old.hint if old else ""),
                    replaced_by=item.get("replaced_by", old.replaced_by if old else ""),
                    template_file=item.get("template_file", ""),
                    quantity_text=item.get("quantity_text", ""),
                )
            )
    return made


def _free_key(number: int, taken: set[str]) -> str:
    while (key := f"giay-to-{number + 1}") in taken:
        number += 1
    return key


def _keep(version: ProcedureVersion, before: ProcedureVersion, data: Json) -> None:
    """What only this system knows of a procedure stays: its form, the people's words, what is done online."""
    for name in KEPT_FROM_BEFORE:
        if name not in data:
            setattr(version, name, getattr(before, name))
    if before.eform_id is not None:
        version.online_level = before.online_level


def _cases_kept(
    version: ProcedureVersion, before: ProcedureVersion, made: tuple[ProcedureCase, list[ComponentType]]
) -> tuple[list[tuple[ProcedureCase, list[ComponentType]]], list[Caution]]:
    """One case keeps its process and hours; several cases of ours, which no source tells apart, stay."""
    old_cases = list(before.cases.all())
    if len(old_cases) == 1:
        for name in CASE_KEPT:
            setattr(made[0], name, getattr(old_cases[0], name))
        return [made], []
    if not old_cases:
        return [made], []
    kept = []
    for order, old in enumerate(old_cases):
        copies = [copy_of(component, ComponentType) for component in old.components.all()]
        case = copy_of(old, ProcedureCase)
        case.version, case.order = version, order
        case.methods = made[0].methods if order == 0 else []
        kept.append((case, copies))
    return kept, [Caution("component_groups", "cases_kept", _("%(count)d trường hợp") % {"count": len(old_cases)})]


def copy_of(record: Any, model: type[Any]) -> Any:
    """The same record, not stored yet."""
    values = {f.attname: getattr(record, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
    return model(**values)


def store(built: list[Built]) -> None:
    """Write versions, cases, papers and the parts of linked ones, a table at a time."""
    load([each.version for each in built])
    for each in built:
        for case, _components in each.cases:
            case.version = each.version
    load([case for each in built for case, _components in each.cases])
    made: list[ComponentType] = []
    for case, components in (pair for each in built for pair in each.cases):
        for component in components:
            component.case = case
        made += components
    load(made)
    parts = [part for each in built for part in each.parts]
    for each in built:
        for part in each.parts:
            part.version = each.version
    LinkedPart.objects.bulk_create(parts)
