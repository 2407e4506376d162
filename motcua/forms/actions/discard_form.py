"""Give up a draft."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.forms.models import EForm
from motcua.platform.action import Actor, Stale, action


@action("forms.discard")
def discard_form(eform: EForm, *, by: Actor, at: datetime) -> None:
    """Give up the draft of a version; published versions stay. Raises Stale when it was published meanwhile."""
    draft = EForm.objects.select_for_update().filter(pk=eform.pk).first()
    if draft is None:
        return
    if draft.is_published:
        raise Stale(_("Phiên bản này đã được ban hành."))
    draft.delete()
