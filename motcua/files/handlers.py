"""What files do by themselves."""

from collections.abc import Iterable
from datetime import timedelta

from motcua.files import contents
from motcua.files.actions.record_scan import record_scan
from motcua.files.events import FileErased, FileStored
from motcua.files.models import StoredFile
from motcua.files.ports import scanner
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on

GRACE = timedelta(days=1)
# Between an upload lying on the disk and its row being written.
UPLOADING = timedelta(minutes=10)


@on(FileStored)
def scan(event: FileStored) -> None:
    """Ask the virus scanner; when it cannot answer the job fails and is tried again."""
    file = StoredFile.objects.waiting_for_scan().filter(pk=event.file_id).first()
    ask = scanner()
    if file is not None and ask is not None:
        record_scan(file, threat=ask(contents.read(file.sha256)), by=SYSTEM, at=clock.now())


@on(FileErased)
def remove_erased_content(event: FileErased) -> None:
    """Remove the content of an erased file; where somebody uploads the same right now, the sweep looks again."""
    contents.remove_if_unreferenced(event.sha256, _referenced, older_than=clock.now() - UPLOADING)


@every(seconds=86_400)
def remove_unreferenced_content() -> None:
    """Remove what uploads that never came to an end left on the disk."""
    contents.remove_unreferenced(_referenced, older_than=clock.now() - GRACE)


def _referenced(names: Iterable[str]) -> set[str]:
    return set(StoredFile.objects.filter(sha256__in=list(names)).values_list("sha256", flat=True))
