"""Make what the system itself made a file."""

from datetime import datetime

from motcua.files.intake import TakenIn
from motcua.files.models import ScanState, StoredFile
from motcua.platform.action import Actor, action


@action("files.store_content")
def store_content(taken: TakenIn, *, by: Actor, at: datetime) -> StoredFile:
    """Write down content of our own that was taken in (`take_in_own`); no scanner is asked."""
    return StoredFile.objects.create(
        sha256=taken.sha256,
        name=taken.name,
        content_type=taken.content_type,
        size=taken.size,
        pages=taken.pages,
        state=ScanState.CLEAN,
        created_by_id=by.account_id,
        created_at=at,
    )
