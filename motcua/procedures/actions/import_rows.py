from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.platform.action import Actor, action, note
from motcua.platform.text import fold
from motcua.procedures.actions._building import Built, build, readings, store
from motcua.procedures.actions._fields import fields_named
from motcua.procedures.models import (
    CatalogueImport,
    Procedure,
    ProcedureVersion,
    Routing,
    VersionState,
)
from motcua.procedures.reads import row_of
from motcua.procedures.rules.catalogue import Row, checksum_of, read_row
from motcua.procedures.rules.cautions import Caution


@dataclass(frozen=True)
class Batch:
    """What became of some rows: codes that got a new draft, codes that say nothing new, and cautions by code."""

    imported: tuple[str, ...]
    unchanged: tuple[str, ...]
    cautions: tuple[tuple[str, Caution], ...]


@dataclass(frozen=True)
class _Known:
    """A version that is there, as far as the question "is this new?" needs it."""

    pk: int
    number: int
    state: str
    checksum: str
    is_outline: bool


@action("procedures.import_catalogue")
def import_rows(run: CatalogueImport, rows: Sequence[Row], *, valid_from: date, by: Actor, at: datetime) -> Batch:
    """Take over some rows of a catalogue, each code once: what says something new becomes a draft from `valid_from`.

    Nothing that is published changes. A draft of an earlier import that nobody published gives way to the new one.
    """
    known = _known({row.code for row in rows})
    fresh: list[Row] = []
    unchanged: list[str] = []
    cautions: list[tuple[str, Caution]] = []
    for row in rows:
        versions = known.get(row.code, [])
        if row.is_outline and any(not version.is_outline for version in versions):
            unchanged.append(row.code)
            cautions.append((row.code, Caution("code", "outline_of_full")))
        elif _says_nothing_new(row, versions):
            unchanged.append(row.code)
            cautions += [(row.code, caution) for caution in readings(row)[1]]
        else:
            fresh.append(row)
    built = _build(run, fresh, known, valid_from)
    store(built)
    cautions += [(row.code, caution) for row, each in zip(fresh, built, strict=True) for caution in each.cautions]
    gone = [
        version.pk
        for row in fresh
        for version in known.get(row.code, [])
        if version.state == VersionState.DRAFT and version.checksum
    ]
    ProcedureVersion.objects.filter(pk__in=gone).update(state=VersionState.SUPERSEDED)
    note(run=run.pk, imported=len(fresh), unchanged=len(unchanged))
    return Batch(tuple(row.code for row in fresh), tuple(unchanged), tuple(cautions))


def _known(codes: Collection[str]) -> dict[str, list[_Known]]:
    rows = (
        ProcedureVersion.objects.filter(procedure__code__in=codes)
        .exclude(state=VersionState.SUPERSEDED)
        .order_by("number")
        .values_list("procedure__code", "pk", "number", "state", "checksum", "is_outline")
    )
    known: dict[str, list[_Known]] = {}
    for code, pk, number, state, checksum, is_outline in rows:
        known.setdefault(code, []).append(_Known(pk, number, state, checksum, is_outline))
    return known


def _says_nothing_new(row: Row, versions: list[_Known]) -> bool:
    """Whether the newest import of the code, or the newest version as it would be exported, says the same."""
    if not versions:
        return False
    imported = [version for version in versions if version.checksum]
    if imported and imported[-1].checksum == row.checksum:
        return True
    newest = ProcedureVersion.objects.select_related("procedure__field").prefetch_related("cases__components")
    said = row_of(newest.get(pk=versions[-1].pk))
    return checksum_of(read_row(said).data) == row.checksum


def _build(run: CatalogueImport, rows: Sequence[Row], known: dict[str, list[_Known]], valid_from: date) -> list[Built]:
    fields = fields_named(row.data.get("domain", "") for row in rows)
    procedures = {each.code: each for each in Procedure.objects.filter(code__in=[row.code for row in rows])}
    new = [
        Procedure(code=row.code, field=fields[fold(row.data.get("domain", ""))], routing=Routing.PROVINCE_SYSTEM)
        for row in rows
        if row.code not in procedures
    ]
    procedures |= {each.code: each for each in Procedure.objects.bulk_create(new)}
    before = _before([row.code for row in rows if row.code in known])
    numbers = _last_numbers([procedure.pk for procedure in procedures.values()])
    built = []
    for row in rows:
        versions, procedure = before.get(row.code, []), procedures[row.code]
        begun = [version.valid_from for version in versions if version.state == VersionState.PUBLISHED]
        since = max([valid_from, *(day + timedelta(days=1) for day in begun)])
        number = numbers.get(procedure.pk, 0) + 1
        old = versions[-1] if versions else None
        built.append(build(procedure, row, number=number, valid_from=since, run=run, before=old))
    return built


def _before(codes: Sequence[str]) -> dict[str, list[ProcedureVersion]]:
    """The versions that the next one follows, the newest last."""
    versions = (
        ProcedureVersion.objects.filter(procedure__code__in=codes)
        .exclude(state=VersionState.SUPERSEDED)
        .select_related("procedure__field")
        .prefetch_related("cases__components", "parts")
        .order_by("number")
    )
    found: dict[str, list[ProcedureVersion]] = {}
    for version in versions:
        found.setdefault(version.procedure.code, []).append(version)
    return found


def _last_numbers(procedure_ids: Sequence[int]) -> dict[int, int]:
    numbers = ProcedureVersion.objects.filter(procedure_id__in=procedure_ids).values_list("procedure_id", "number")
    last: dict[int, int] = {}
    for procedure_id, number in numbers:
        last[procedure_id] = max(number, last.get(procedure_id, 0))
    return last
