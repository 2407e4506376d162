from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max

from motcua.dossiers.models import Dossier, FilingsOfDay
from motcua.platform.action import Actor, action

AT_ONCE = 200_000
# A dossier whose filing has not ended yet may bear a lower number than one that can be seen already.
STILL_FILING = timedelta(minutes=10)
COUNT = """
INSERT INTO dossiers_filingsofday AS told (procedure_id, day, count, counted_to)
SELECT version.procedure_id, (dossier.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*), max(dossier.id)
FROM dossiers_dossier dossier JOIN procedures_procedureversion version ON version.id = dossier.version_id
WHERE dossier.id > %s AND dossier.id <= %s
GROUP BY 1, 2
ON CONFLICT (procedure_id, day) DO UPDATE
SET count = told.count + excluded.count, counted_to = greatest(told.counted_to, excluded.counted_to)
"""


@action("dossiers.count_filings")
def count_filings(*, by: Actor, at: datetime, at_once: int = AT_ONCE) -> bool:
    """Count what was filed since the last count, by procedure and day, `at_once` at a time; whether more is left."""
    begun = FilingsOfDay.objects.aggregate(highest=Max("counted_to"))["highest"] or 0
    waiting = Dossier.objects.filter(pk__gt=begun).order_by("pk")
    batch = list(waiting.values_list("pk", "submitted_at")[: at_once + 1])
    settled = [pk for pk, submitted_at in batch[:at_once] if submitted_at <= at - STILL_FILING]
    if not settled:
        return False
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [begun, settled[-1]])
    return len(batch) > at_once
