"""Keep what the system itself made."""

from datetime import datetime

from motcua.files import contents
from motcua.files.models import ScanState, StoredFile
from motcua.files.rules.names import file_name
from motcua.files.rules.pdf import pages_of
from motcua.files.rules.verdict import PDF
from motcua.platform.action import Actor, action


@action("files.store_content")
def store_content(content: bytes, *, name: str, content_type: str, by: Actor, at: datetime) -> StoredFile:
    """Keep content that we made ourselves, as it is: nothing is checked or changed. ValueError when it is empty."""
    if not content:
        raise ValueError("no content to keep")
    return StoredFile.objects.create(
        sha256=contents.keep(content),
        name=file_name(name, content_type),
        content_type=content_type,
        size=len(content),
        pages=pages_of(content) if content_type == PDF else None,
        state=ScanState.CLEAN,
        created_by_id=by.account_id,
        created_at=at,
    )
