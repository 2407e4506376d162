from datetime import datetime

from django.db.models import Max

from motcua.dossiers.actions._counting import AT_ONCE, count_after
from motcua.dossiers.models import AskOnceOfMonth
from motcua.platform.action import Actor, action

COUNT = """
INSERT INTO dossiers_askonceofmonth AS told
    (version_id, month, dossiers, asked, from_register, from_account, counted_to)
SELECT dossier.version_id, date_trunc('month', dossier.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
    count(*) FILTER (WHERE form.asked > 0), sum(form.asked), sum(form.from_register), sum(form.from_account),
    max(dossier.id)
FROM dossiers_dossier dossier, LATERAL (
    SELECT coalesce((dossier.provenance ->> 'asked')::integer, 0) AS asked,
        count(*) FILTER (WHERE source.told ->> 'source' = 'population') AS from_register,
        count(*) FILTER (WHERE source.told ->> 'source' = 'account') AS from_account
    FROM jsonb_each(coalesce(dossier.provenance -> 'filled', '{}')) AS source (field, told)
    WHERE NOT coalesce((source.told ->> 'disputed')::boolean, FALSE)
) form
WHERE dossier.id > %s AND dossier.id <= %s
GROUP BY 1, 2
ON CONFLICT (version_id, month) DO UPDATE
SET dossiers = told.dossiers + excluded.dossiers, asked = told.asked + excluded.asked,
    from_register = told.from_register + excluded.from_register,
    from_account = told.from_account + excluded.from_account,
    counted_to = greatest(told.counted_to, excluded.counted_to)
"""


@action("dossiers.count_ask_once")
def count_ask_once(*, by: Actor, at: datetime, at_once: int = AT_ONCE) -> bool:
    """Count what was asked and filled in since the last count, `at_once` dossiers at a time; whether more is left."""
    begun = AskOnceOfMonth.objects.aggregate(highest=Max("counted_to"))["highest"] or 0
    return count_after(begun, COUNT, at=at, at_once=at_once)
