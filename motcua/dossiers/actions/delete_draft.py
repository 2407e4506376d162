from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.platform.action import Actor, Refused, action


@action("dossiers.delete_draft")
def delete_draft(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Throw a draft away, to be restored if regretted; once more changes nothing.

    Raises Refused for one that was filed: it is a dossier now.
    """
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state == "submitted":
        raise Refused(_("Bản nháp này đã được nộp thành hồ sơ, không xóa được nữa."))
    if fresh.state == "open":
        fresh.state, fresh.deleted_at = "deleted", at
        fresh.save(update_fields=["state", "deleted_at"])
