"""Take in what somebody attached."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from motcua.files import contents
from motcua.files.events import FileStored
from motcua.files.models import ScanState, StoredFile
from motcua.files.ports import scanner
from motcua.files.refusals import bad_file
from motcua.files.rules.examine import examine
from motcua.files.rules.names import file_name
from motcua.files.rules.verdict import PAPERS, Accept, Fault, Unfit
from motcua.platform.action import Actor, action, emit


@action("files.store_upload", open_to_all=True)
def store_upload(upload: "UploadedFile[Any]", *, accept: Accept = PAPERS, by: Actor, at: datetime) -> StoredFile:
    """Check, clean and keep an uploaded file; whoever attaches it to something decides who may.

    Pictures are turned upright and drawn anew, active content is taken out of a PDF. Raises BadFile saying what is
    wrong, why, and what to do; then nothing is kept.
    """
    named = file_name(upload.name or "", "")
    try:
        if (upload.size or 0) > accept.max_bytes:
            raise Unfit(Fault.TOO_BIG, size=upload.size or 0, limit=accept.max_bytes)
        content = upload.read()
        examined = examine(content, accept)
    except Unfit as unfit:
        raise bad_file(unfit, name=named, accept=accept) from None
    waits = scanner() is not None
    file = StoredFile.objects.create(
        sha256=contents.keep(examined.content),
        name=file_name(upload.name or "", examined.content_type),
        content_type=examined.content_type,
        size=len(examined.content),
        pages=examined.pages,
        was_altered=examined.content != content,
        state=ScanState.WAITING if waits else ScanState.UNSCANNED,
        created_by_id=by.account_id,
        created_at=at,
    )
    if waits:
        emit(FileStored(file_id=file.pk))
    return file
