from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action, emit, note
from motcua.platform.text import fold
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.events import ProcedurePublished
from motcua.procedures.models import CatalogueImport, OnlineLevel, Procedure, ProcedureVersion, VersionState


@dataclass(frozen=True)
class Publication:
    """How many versions went in force, and which did not, by code and why."""

    published: int
    refused: tuple[tuple[str, str], ...]


@action("procedures.publish_version")
def publish_import(
    run: CatalogueImport, *, by: Actor, at: datetime, only_new: bool = False, not_before: date | None = None
) -> Publication:
    """Publish the drafts of an import, none in force before a day; `only_new` those that have no predecessor in force.

    What cannot go out stays a draft, and is named with the reason; so does what follows a version under which dossiers
    are filed here: its form and process were made for other papers, and somebody has to look.
    """
    waiting = ProcedureVersion.objects.filter(catalogue_import=run, state=VersionState.DRAFT)
    drafts = {
        draft.pk: draft for draft in waiting.select_related("procedure__field").order_by("procedure__code", "number")
    }
    ids = [draft.procedure_id for draft in drafts.values()]
    list(Procedure.objects.select_for_update(of=["self"]).filter(pk__in=ids).order_by("pk").values_list("pk"))
    in_force = _newest_published(ids)
    if only_new:
        drafts = {pk: draft for pk, draft in drafts.items() if draft.procedure_id not in in_force}
    for draft in drafts.values():
        draft.valid_from = max(draft.valid_from, not_before or draft.valid_from)
    plain = [drafts[pk] for pk in _surely_complete(waiting) if pk in drafts]
    plain = [draft for draft in plain if _follows(draft, in_force.get(draft.procedure_id))]
    _put_in_force(plain, in_force, at)
    done = {draft.pk for draft in plain}
    refused = []
    for pk, draft in drafts.items():
        if pk in done:
            continue
        if draft.procedure_id in in_force and draft.is_fileable:
            refused.append((draft.procedure.code, _("Thủ tục đang nộp được tại đây: xin xem từng bản rồi công bố.")))
            continue
        try:
            publish_version(draft, valid_from=draft.valid_from, by=by, at=at)
            done.add(pk)
        except Refused as reason:
            refused.append((draft.procedure.code, reason.message))
    note(run=run.pk, published=len(done), refused=len(refused))
    return Publication(len(done), tuple(refused))


def _newest_published(procedure_ids: Sequence[int]) -> dict[int, ProcedureVersion]:
    """Of each procedure the last version that was published, whether or not it has ended."""
    versions = ProcedureVersion.objects.filter(procedure_id__in=procedure_ids, state=VersionState.PUBLISHED)
    brief = versions.only("pk", "procedure_id", "number", "valid_from", "valid_to").order_by("number")
    return {version.procedure_id: version for version in brief}


def _surely_complete(drafts: QuerySet[ProcedureVersion]) -> list[int]:
    """Those that lack nothing: informational, with cases, and the only draft of their procedure in the import."""
    twins = Count(
        "procedure__versions",
        filter=Q(
            procedure__versions__catalogue_import=F("catalogue_import"), procedure__versions__state=VersionState.DRAFT
        ),
        distinct=True,
    )
    complete = drafts.alias(case_count=Count("cases", distinct=True), twins=twins).filter(
        Q(is_outline=True) | ~Q(levels=[]), case_count__gt=0, twins=1, online_level=OnlineLevel.INFO
    )
    return list(complete.exclude(name="").values_list("pk", flat=True))


def _follows(draft: ProcedureVersion, before: ProcedureVersion | None) -> bool:
    """Whether nothing but the version before has to change: its last day, and only where it has none yet."""
    stays = not draft.domain or fold(draft.domain) == fold(draft.procedure.field.name)
    return stays and (before is None or (before.valid_to is None and before.valid_from < draft.valid_from))


def _put_in_force(drafts: Sequence[ProcedureVersion], before: dict[int, ProcedureVersion], at: datetime) -> None:
    ended = []
    for draft in drafts:
        draft.state, draft.published_at = VersionState.PUBLISHED, at
        if old := before.get(draft.procedure_id):
            old.valid_to = draft.valid_from
            ended.append(old)
    ProcedureVersion.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    ProcedureVersion.objects.bulk_update(drafts, ["state", "published_at", "valid_from"], batch_size=500)
    for draft in drafts:
        emit(ProcedurePublished(version_id=draft.pk))
