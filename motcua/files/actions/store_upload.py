"""Make what somebody uploaded a file."""

from datetime import datetime

from motcua.files.events import FileStored
from motcua.files.intake import TakenIn
from motcua.files.models import ScanState, StoredFile
from motcua.files.ports import scanner
from motcua.platform.action import Actor, action, emit


@action("files.store_upload", open_to_all=True)
def store_upload(taken: TakenIn, *, by: Actor, at: datetime) -> StoredFile:
    """Write down an upload that was taken in (`take_in`); whoever attaches it to something decides who may.

    Where a virus scanner is connected the file waits for its word.
    """
    waits = scanner() is not None
    file = StoredFile.objects.create(
        sha256=taken.sha256,
        name=taken.name,
        content_type=taken.content_type,
        size=taken.size,
        pages=taken.pages,
        was_altered=taken.was_altered,
        state=ScanState.WAITING if waits else ScanState.UNSCANNED,
        created_by_id=by.account_id,
        created_at=at,
    )
    if waits:
        emit(FileStored(file_id=file.pk))
    return file
