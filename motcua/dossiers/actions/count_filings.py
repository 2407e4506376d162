from datetime import datetime

from django.db.models import Max

from motcua.dossiers.actions._counting import AT_ONCE, count_after
from motcua.dossiers.models import FilingsOfDay
from motcua.platform.action import Actor, action

COUNT = """
INSERT INTO dossiers_filingsofday AS told (procedure_id, day, count, counted_to)
SELECT version.procedure_id, (dossier.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*), max(dossier.id)
FROM dossiers_dossier dossier JOIN procedures_procedureversion version ON version.id = dossier.version_id
WHERE dossier.id > %s AND dossier.id <= %s AND dossier.whole_id IS NULL
GROUP BY 1, 2
ON CONFLICT (procedure_id, day) DO UPDATE
SET count = told.count + excluded.count, counted_to = greatest(told.counted_to, excluded.counted_to)
"""


@action("dossiers.count_filings")
def count_filings(*, by: Actor, at: datetime, at_once: int = AT_ONCE) -> bool:
    """Count what was filed since the last count, by procedure and day, `at_once` at a time; whether more is left."""
    begun = FilingsOfDay.objects.aggregate(highest=Max("counted_to"))["highest"] or 0
    return count_after(begun, COUNT, at=at, at_once=at_once)
