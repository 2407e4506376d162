"""Write down what the virus scanner said."""

from datetime import datetime

from motcua.files.models import ScanState, StoredFile
from motcua.platform.action import Actor, action


@action("files.record_scan")
def record_scan(file: StoredFile, *, threat: str, by: Actor, at: datetime) -> StoredFile:
    """Clear a waiting file, or quarantine it under the name of what was found; said twice, the first word stands."""
    waiting = StoredFile.objects.select_for_update().get(pk=file.pk)
    if waiting.state == ScanState.WAITING:
        waiting.state = ScanState.INFECTED if threat else ScanState.CLEAN
        waiting.threat = threat
        waiting.save(update_fields=["state", "threat"])
    return waiting
