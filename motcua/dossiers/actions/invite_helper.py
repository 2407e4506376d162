import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.dossiers.actions._helping import digest_of_code
from motcua.dossiers.models import Assistance, Draft
from motcua.platform.action import Actor, Refused, action

JOIN_WITHIN, CONSENT = timedelta(minutes=10), timedelta(minutes=60)


@action("dossiers.invite_helper")
def invite_helper(draft: Draft, *, by: Actor, at: datetime) -> str:
    """A code of six digits to show to whoever is to help: it opens this draft to one official, for an hour at most.

    It must be used within ten minutes; one made before ends. Raises Refused for a draft that was filed or deleted.
    """
    fresh = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if fresh.state != "open":
        raise Refused(_("Bản nháp này đã được nộp hoặc đã xóa."))
    fresh.assistances.filter(ended_at=None).update(ended_at=at)
    Assistance.objects.filter(joined_at=None, ended_at=None, join_by__lte=at).update(ended_at=at)
    while True:
        code = f"{secrets.randbelow(10**6):06d}"
        digest = digest_of_code(code)
        if not Assistance.objects.filter(code_digest=digest, joined_at=None, ended_at=None).exists():
            break
    Assistance.objects.create(
        draft=fresh, code_digest=digest, made_at=at, join_by=at + JOIN_WITHIN, expires_at=at + CONSENT
    )
    return code
