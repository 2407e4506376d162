from datetime import datetime

from motcua.dossiers.events import AcceptanceLate
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import Status
from motcua.platform.action import Actor, action, emit

AT_ONCE = 500


@action("dossiers.alarm_acceptance")
def alarm_acceptance(*, at_once: int = AT_ONCE, by: Actor, at: datetime) -> bool:
    """Mark filings whose time to be accepted passed without an answer, each once; whether more wait. Two statements."""
    late = Dossier.objects.filter(status=Status.SUBMITTED, ended_at=None, accept_by__lt=at, used_percent=0)
    keys = list(
        late.select_for_update(skip_locked=True).order_by("submitted_at", "id").values_list("pk", flat=True)[:at_once]
    )
    Dossier.objects.filter(pk__in=keys).update(used_percent=100)
    for key in keys:
        emit(AcceptanceLate(dossier_id=key, at=at))
    return len(keys) == at_once
