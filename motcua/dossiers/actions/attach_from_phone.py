from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions.attach_file import attach_file
from motcua.dossiers.models import DraftFile, Handover
from motcua.files.public import TakenIn
from motcua.platform.action import Actor, Refused, action


@action("dossiers.attach_from_phone", open_to_all=True)
def attach_from_phone(handover: Handover, taken: TakenIn, *, by: Actor, at: datetime) -> DraftFile:
    """Add a file that was taken in to the one paper for which the link was made; nobody need be signed in.

    Raises Refused when the link has run out, and as `attach_file` does.
    """
    if handover.component is None or not handover.is_good(at):
        raise Refused(_("Liên kết đã hết hạn. Xin mở mã QR mới trên máy tính."))
    return attach_file(handover.draft, handover.component, taken, by=by, at=at)
