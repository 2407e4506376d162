"""Keep the sheet of a published version as it was printed first."""

from datetime import datetime

from motcua.files.public import TakenIn, store_content
from motcua.platform.action import Actor, Stale, action
from motcua.processes.models import ProcessVersion, VersionState


@action("processes.keep_sheet")
def keep_sheet(version: ProcessVersion, taken: TakenIn, *, by: Actor, at: datetime) -> ProcessVersion:
    """Every later print of the version is this file, byte for byte; one that is kept already stays.

    Raises Stale for a version that is not published.
    """
    fresh = ProcessVersion.objects.select_for_update(of=["self"]).select_related("process").get(pk=version.pk)
    if fresh.state not in (VersionState.PUBLISHED, VersionState.RETIRED):
        raise Stale(str(fresh))
    if fresh.sheet_id is None:
        fresh.sheet = store_content(taken, by=by, at=at)
        fresh.save(update_fields=["sheet"])
    return fresh
