from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.platform.action import Actor, Refused, action


@action("dossiers.restore_draft")
def restore_draft(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """Take a draft back that was thrown away; once more changes nothing. Raises Refused when it is too late."""
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state == "deleted":
        until = fresh.restorable_until
        if until is None or until <= at:
            raise Refused(_("Bản nháp này đã bị xóa quá lâu, không khôi phục được nữa."))
        # Whoever wants it back goes on with it: it lives anew from today.
        fresh.state, fresh.deleted_at, fresh.saved_at = "open", None, at
        fresh.save(update_fields=["state", "deleted_at", "saved_at"])
    return fresh
