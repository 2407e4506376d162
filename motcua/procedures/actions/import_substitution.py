from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from motcua.platform.action import Actor, action, note
from motcua.platform.text import clean
from motcua.procedures.actions._building import Built, copy_of, store
from motcua.procedures.models import (
    CatalogueImport,
    ComponentType,
    DataSubstitution,
    ProcedureCase,
    ProcedureVersion,
    VersionState,
)
from motcua.procedures.rules import search_text
from motcua.procedures.rules.substitution import is_replaced


@dataclass(frozen=True)
class Substituted:
    """Rows that were new or changed, rows that say nothing new, rows that surely name papers, and drafts made.

    `unmatched` are rows, by code and their words, that name no paper for sure; `unknown` those of procedures that are
    not here.
    """

    imported: int
    unchanged: int
    matched: int
    drafts: int
    unmatched: tuple[tuple[str, str], ...]
    unknown: tuple[tuple[str, str], ...]


@action("procedures.import_substitution")
def import_substitution(
    run: CatalogueImport,
    rows: Sequence[Mapping[str, Any]],
    *,
    source: str,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> Substituted:
    """Keep which databases replace which papers (Nghị quyết 66.7/2025/NQ-CP), and mark the papers it surely names.

    Every row is kept on its procedure. Papers are marked in a draft of the procedure, which an official publishes.
    """
    kept = {(each.procedure_code, each.number): each for each in DataSubstitution.objects.all()}
    codes = {str(row["code"]) for row in rows}
    versions = _newest(codes)
    found: list[DataSubstitution] = []
    unmatched: list[tuple[str, str]] = []
    unknown: list[tuple[str, str]] = []
    marks: dict[str, dict[str, str]] = {}
    for row in rows:
        each = _substitution(row, source)
        version = versions.get(each.procedure_code)
        names = _papers(version, each.papers) if version else []
        each.replaced = names
        if not names:
            (unmatched if version else unknown).append((each.procedure_code, each.papers))
        for name in names:
            marks.setdefault(each.procedure_code, {})[name] = each.databases
        found.append(each)
    changed = [each for each in found if not _same(kept.get((each.procedure_code, each.number)), each)]
    DataSubstitution.objects.filter(
        pk__in=[kept[key].pk for each in changed if (key := (each.procedure_code, each.number)) in kept]
    ).delete()
    DataSubstitution.objects.bulk_create(changed)
    drafts = _drafts(run, versions, marks, valid_from)
    note(run=run.pk, imported=len(changed), drafts=drafts)
    return Substituted(
        imported=len(changed),
        unchanged=len(found) - len(changed),
        matched=sum(bool(each.replaced) for each in found),
        drafts=drafts,
        unmatched=tuple(unmatched),
        unknown=tuple(unknown),
    )


def _substitution(row: Mapping[str, Any], source: str) -> DataSubstitution:
    texts = {
        "procedure_name": "name",
        "papers": "replaced_documents",
        "databases": "databases",
        "database_owner": "db_owner",
        "legal_document": "legal_doc",
        "article": "article",
    }
    said = {ours: clean(str(row.get(theirs) or "")) for ours, theirs in texts.items()}
    return DataSubstitution(number=int(row["no"]), procedure_code=str(row["code"]), source=source, **said)


def _same(left: DataSubstitution | None, right: DataSubstitution) -> bool:
    names = [field.attname for field in DataSubstitution._meta.concrete_fields if not field.primary_key]
    return left is not None and all(getattr(left, name) == getattr(right, name) for name in names)


def _newest(codes: set[str]) -> dict[str, ProcedureVersion]:
    versions = (
        ProcedureVersion.objects.filter(procedure__code__in=codes)
        .exclude(state=VersionState.SUPERSEDED)
        .select_related("procedure__field")
        .prefetch_related("cases__components")
        .order_by("number")
    )
    return {version.procedure.code: version for version in versions}


def _papers(version: ProcedureVersion, text: str) -> list[str]:
    names = [paper.name for case in version.cases.all() for paper in case.components.all() if not paper.is_note]
    return list(dict.fromkeys(name for name in names if is_replaced(name, text)))


def _drafts(
    run: CatalogueImport,
    versions: Mapping[str, ProcedureVersion],
    marks: Mapping[str, Mapping[str, str]],
    valid_from: date,
) -> int:
    built: list[Built] = []
    gone: list[int] = []
    for code, wanted in marks.items():
        version = versions[code]
        papers = [paper for case in version.cases.all() for paper in case.components.all()]
        if all(paper.replaced_by for paper in papers if paper.name in wanted):
            continue
        built.append(_marked(version, wanted, run, valid_from))
        if version.state == VersionState.DRAFT and version.checksum:
            gone.append(version.pk)
    store(built)
    ProcedureVersion.objects.filter(pk__in=gone).update(state=VersionState.SUPERSEDED)
    return len(built)


def _marked(version: ProcedureVersion, wanted: Mapping[str, str], run: CatalogueImport, valid_from: date) -> Built:
    last = version.procedure.versions.aggregate(last=Max("number"))["last"]
    draft: ProcedureVersion = copy_of(version, ProcedureVersion)
    draft.number, draft.state, draft.catalogue_import = last + 1, VersionState.DRAFT, run
    draft.published_at = draft.valid_to = None
    is_published = version.state == VersionState.PUBLISHED
    draft.valid_from = max(valid_from, version.valid_from + timedelta(days=1)) if is_published else version.valid_from
    draft.search = search_text(draft.name, draft.keywords, draft.summary, draft.domain or version.procedure.field.name)
    cases = []
    for old in version.cases.all():
        case = copy_of(old, ProcedureCase)
        case.version = draft
        papers = [copy_of(paper, ComponentType) for paper in old.components.all()]
        for paper in papers:
            paper.replaced_by = paper.replaced_by or wanted.get(paper.name, "")
        cases.append((case, papers))
    return Built(draft, cases)
