from datetime import datetime

from django.urls import reverse

from motcua.notifications.public import notify
from motcua.platform.action import Actor, action
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation
from motcua.privacy.models import Breach
from motcua.privacy.reads.breaches import officers
from motcua.privacy.rules import reminders_due


@action("privacy.remind_breach")
def remind_breach(breach: Breach, *, by: Actor, at: datetime) -> int:
    """Remind the data protection officers that the authority is to be told: once after each of the set hours."""
    due = reminders_due(breach.discovered_at, at)
    if not due or breach.reported_at is not None:
        return 0
    told = 0
    for account in officers(at):
        told += len(
            notify(
                template="breach_clock",
                person_id=account.person_id,
                account_id=account.pk,
                email=account.email,
                phone="",
                channels=("in_app", "email"),
                context={
                    "title": breach.title,
                    "hours": str(due[-1]),
                    "due": dmyhm(breach.report_due),
                    "link": installation().base_url + reverse("privacy:breach", args=[breach.pk]),
                },
                subject=f"privacy.breach:{breach.pk}",
                occasion=f"{due[-1]} h",
                by=by,
                at=at,
            )
        )
    return told
