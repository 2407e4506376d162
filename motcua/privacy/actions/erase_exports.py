from collections.abc import Iterable
from datetime import datetime

from motcua.files.public import erase_file
from motcua.platform.action import Actor, action, note
from motcua.privacy.models import DataExport

AT_ONCE = 100


@action("privacy.erase_exports")
def erase_exports(*, by: Actor, at: datetime) -> int:
    """Erase the copies whose days are over; how many."""
    over = DataExport.objects.kept().filter(expires_at__lte=at).select_related("file").order_by("expires_at")
    erased = _erase(over.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE], by, at)
    note(erased=erased)
    return erased


@action("privacy.erase_exports")
def erase_exports_of(person_id: int, *, by: Actor, at: datetime) -> int:
    """Erase the copies of one person's data now; how many."""
    return _erase(DataExport.objects.kept().filter(person=person_id).select_related("file"), by, at)


def _erase(exports: Iterable[DataExport], by: Actor, at: datetime) -> int:
    erased = 0
    for export in exports:
        file, export.file, export.erased_at = export.file, None, at
        export.save(update_fields=["file", "erased_at"])
        if file is not None:
            erase_file(file, by=by, at=at)
        erased += 1
    return erased
