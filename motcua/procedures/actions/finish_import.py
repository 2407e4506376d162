from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.platform.action import Actor, action, note
from motcua.procedures.models import CatalogueImport, ProcedureVersion, VersionState


@action("procedures.import_catalogue")
def finish_import(
    run: CatalogueImport,
    *,
    counts: Mapping[str, int],
    rejected: Sequence[Mapping[str, Any]],
    warnings: Sequence[Mapping[str, Any]],
    codes: Collection[str],
    by: Actor,
    at: datetime,
) -> CatalogueImport:
    """Close an import: what it counted, and which codes of earlier imports of its kind it no longer holds.

    Those are only listed: a procedure ends by an official's decision alone. A file without one good row says nothing of
    what is no longer there.
    """
    run.read, run.imported, run.unchanged = counts["read"], counts["imported"], counts["unchanged"]
    run.rejected, run.warnings = list(rejected), list(warnings)
    earlier = (
        ProcedureVersion.objects.filter(catalogue_import__kind=run.kind, valid_to=None)
        .exclude(state=VersionState.SUPERSEDED)
        .values_list("procedure__code", flat=True)
        .distinct()
    )
    run.removed = sorted(set(earlier) - set(codes)) if codes else []
    run.finished_at = at
    run.save()
    note(read=run.read, imported=run.imported, removed=len(run.removed))
    return run
