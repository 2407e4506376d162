"""What files do by themselves."""

from collections.abc import Iterable
from datetime import timedelta

from motcua.files import contents
from motcua.files.actions.record_scan import record_scan
from motcua.files.events import FileStored
from motcua.files.models import StoredFile
from motcua.files.ports import scanner
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on

GRACE = timedelta(days=1)


@on(FileStored)
def scan(event: FileStored) -> None:
    """Ask the virus scanner; when it cannot answer the job fails and is tried again."""
    file = StoredFile.objects.waiting_for_scan().filter(pk=event.file_id).first()
    ask = scanner()
    if file is not None and ask is not None:
        record_scan(file, threat=ask(contents.read(file.sha256)), by=SYSTEM, at=clock.now())


@every(seconds=86_400)
def remove_unreferenced_content() -> None:
    """Remove what uploads that never came to an end left on the disk."""

    def referenced(names: Iterable[str]) -> set[str]:
        return set(StoredFile.objects.filter(sha256__in=list(names)).values_list("sha256", flat=True))

    contents.remove_unreferenced(referenced, older_than=clock.now() - GRACE)
