from datetime import datetime

from motcua.files.public import erase_file
from motcua.platform.action import Actor, action, note
from motcua.privacy.models import DataExport

AT_ONCE = 100


@action("privacy.erase_exports")
def erase_exports(*, by: Actor, at: datetime) -> int:
    """Erase the copies whose days are over; how many."""
    over = DataExport.objects.kept().filter(expires_at__lte=at).select_related("file").order_by("expires_at")
    erased = 0
    for export in over.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE]:
        file, export.file, export.erased_at = export.file, None, at
        export.save(update_fields=["file", "erased_at"])
        if file is not None:
            erase_file(file, by=by, at=at)
        erased += 1
    note(erased=erased)
    return erased
