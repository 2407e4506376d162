from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.actions._helping import digest_of_code, tell_both
from motcua.dossiers.models import Assistance, WrongCode
from motcua.platform.action import Actor, Refused, action, concern, record_read

HELPING = gettext_noop("Điền giúp tờ khai")
MOST_WRONG, WITHIN = 5, timedelta(minutes=15)


@action("dossiers.join_draft")
def join_draft(code: str, *, by: Actor, at: datetime) -> Assistance | None:
    """Open the draft whose writer shows this code, to help fill it in; None where the code opens nothing.

    Both are told. Raises Refused for who has typed too many wrong codes lately.
    """
    account_id = by.account_id
    if account_id is None:
        return None
    if WrongCode.objects.filter(account=account_id, at__gt=at - WITHIN).count() >= MOST_WRONG:
        raise Refused(_("Đã nhập sai mã nhiều lần. Xin chờ 15 phút rồi nhập lại."), "code")
    waiting = Assistance.objects.select_for_update(of=("self",)).select_related("draft__version")
    found = waiting.filter(
        code_digest=digest_of_code(code), joined_at=None, ended_at=None, join_by__gt=at, draft__state="open"
    ).first()
    if found is None or found.draft.account_id == account_id:
        WrongCode.objects.create(account_id=account_id, at=at)
        return None
    found.helper_id, found.joined_at = account_id, at
    found.save(update_fields=["helper", "joined_at"])
    concern(found)
    record_read(by=by, purpose=HELPING, persons=[found.draft.asked_of.pk, found.draft.person_id], subject=found.draft)
    tell_both(found, "help_begun", by=by, at=at)
    return found
