"""Counting dossiers aside, each once, while more are being filed."""

from datetime import datetime, timedelta

from django.db import connection

from motcua.dossiers.models import Dossier

AT_ONCE = 200_000
# A dossier whose filing has not ended yet may bear a lower number than one that can be seen already.
STILL_FILING = timedelta(minutes=10)


def count_after(begun: int, statement: str, *, at: datetime, at_once: int) -> bool:
    """Run a statement that counts the dossiers beyond one number up to another; whether more is left."""
    waiting = Dossier.objects.filter(pk__gt=begun).order_by("pk")
    batch = list(waiting.values_list("pk", "submitted_at")[: at_once + 1])
    settled = [pk for pk, submitted_at in batch[:at_once] if submitted_at <= at - STILL_FILING]
    if not settled:
        return False
    with connection.cursor() as cursor:
        cursor.execute(statement, [begun, settled[-1]])
    return len(batch) > at_once
