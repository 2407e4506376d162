from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import moved_on, take
from motcua.dossiers.events import ResultUncollected
from motcua.dossiers.models import Dossier, ResultReminder
from motcua.dossiers.reads.outputs import waiting_outputs
from motcua.dossiers.reads.posting import with_the_post
from motcua.dossiers.reads.uncollected import forgotten, forgotten_parts
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor, Refused, action, emit

AGAIN_AFTER = timedelta(days=1)
LOT = 100


@action("dossiers.remind_collection")
def remind_collection(dossier: Dossier, *, by: Actor, at: datetime) -> ResultReminder:
    """Tell the applicant again that the result waits for them (Nghị định 118/2025/NĐ-CP, điều 22).

    Raises Stale where it was handed over meanwhile, Refused where they were reminded within a day or it comes by post.
    """
    fresh = take(dossier)
    if fresh.status != Status.RESOLVED and not waiting_outputs(fresh):
        raise moved_on(fresh)
    if Dossier.objects.filter(with_the_post(), pk=fresh.pk).exists():
        raise Refused(_("Kết quả này gửi qua bưu chính, người nộp không phải đến nhận."))
    if fresh.reminders.filter(at__gt=at - AGAIN_AFTER).exists():
        raise Refused(_("Người nộp vừa được nhắc trong vòng một ngày."))
    return _remind(fresh, by=by, at=at)


@action("dossiers.remind_uncollected")
def remind_uncollected(*, by: Actor, at: datetime) -> int:
    """Remind of results that nobody came for, a lot at a time; how many. Run again it reminds none twice."""
    lot = list(forgotten(at).select_for_update(skip_locked=True, of=("self",)).order_by("resolved_at", "pk")[:LOT])
    if not lot:
        lot = list(forgotten_parts(at).select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:LOT])
    for dossier in lot:
        _remind(dossier, by=by, at=at)
    return len(lot)


def _remind(dossier: Dossier, *, by: Actor, at: datetime) -> ResultReminder:
    reminder = ResultReminder.objects.create(dossier=dossier, at=at, by_id=by.account_id)
    emit(ResultUncollected(dossier_id=dossier.pk, at=at))
    return reminder
