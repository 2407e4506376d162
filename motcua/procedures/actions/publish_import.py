from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from motcua.platform.action import Actor, Refused, action, emit, note
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.events import ProcedurePublished
from motcua.procedures.models import CatalogueImport, OnlineLevel, ProcedureVersion, VersionState


@dataclass(frozen=True)
class Publication:
    """How many versions went in force, and which did not, by code and why."""

    published: int
    refused: tuple[tuple[str, str], ...]


@action("procedures.publish_version")
def publish_import(
    run: CatalogueImport, *, by: Actor, at: datetime, only_new: bool = False, valid_from: date | None = None
) -> Publication:
    """Publish the drafts of an import, `only_new` those of procedures that never had a published version.

    What cannot go out stays a draft, and is named with the reason.
    """
    published = ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), state=VersionState.PUBLISHED)
    drafts = ProcedureVersion.objects.filter(catalogue_import=run, state=VersionState.DRAFT)
    plain = list(_plain(drafts.filter(~Exists(published))).values_list("pk", flat=True))
    since: dict[str, Any] = {"valid_from": valid_from} if valid_from else {}
    count = ProcedureVersion.objects.filter(pk__in=plain).update(state=VersionState.PUBLISHED, published_at=at, **since)
    for pk in plain:
        emit(ProcedurePublished(version_id=pk))
    refused = []
    rest = drafts.filter(~Exists(published)) if only_new else drafts
    for draft in rest.select_related("procedure").order_by("procedure__code"):
        try:
            publish_version(draft, valid_from=valid_from, by=by, at=at)
            count += 1
        except Refused as reason:
            refused.append((draft.procedure.code, reason.message))
    note(run=run.pk, published=count, refused=len(refused))
    return Publication(count, tuple(refused))


def _plain(drafts: Any) -> Any:
    """Those that surely may go out: informational, complete, and the only draft of their procedure in the import."""
    return (
        drafts.alias(
            case_count=Count("cases", distinct=True),
            twins=Count(
                "procedure__versions",
                filter=Q(
                    procedure__versions__catalogue_import=F("catalogue_import"),
                    procedure__versions__state=VersionState.DRAFT,
                ),
                distinct=True,
            ),
        )
        .filter(Q(is_outline=True) | ~Q(levels=[]), case_count__gt=0, twins=1, online_level=OnlineLevel.INFO)
        .exclude(name="")
    )
