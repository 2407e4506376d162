"""What beginning and ending to help have in common."""

from datetime import datetime

from django.urls import reverse

from motcua.dossiers.models import Assistance
from motcua.notifications.public import notify
from motcua.platform.action import Actor
from motcua.platform.encryption import keyed_digest
from motcua.platform.formats import dmyhm


def digest_of_code(code: str) -> str:
    """What is kept of a code."""
    return keyed_digest(f"dossiers.assistance {code}")


def tell_both(assistance: Assistance, template: str, *, by: Actor, at: datetime) -> None:
    """Tell the writer and the helper."""
    helper, draft = assistance.helper, assistance.draft
    if helper is None:
        return
    both = (
        (draft.person_id, draft.account_id, reverse("portal:helpers", args=[draft.pk])),
        (helper.person_id, helper.pk, reverse("portal:help")),
    )
    for person_id, account_id, link in both:
        notify(
            template=template,
            person_id=person_id,
            account_id=account_id,
            channels=("in_app",),
            context={
                "helper": helper.display_name,
                "procedure": draft.version.name,
                "until": dmyhm(assistance.expires_at),
                "link": link,
            },
            subject=f"dossiers.assistance:{assistance.pk}",
            by=by,
            at=at,
        )
