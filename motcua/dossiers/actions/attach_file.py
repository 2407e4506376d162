from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft, DraftFile
from motcua.dossiers.reads.uploads import limits_of
from motcua.files.public import TakenIn, store_upload
from motcua.platform.action import Actor, Refused, action
from motcua.procedures.public import ComponentType


@action("dossiers.attach_file")
def attach_file(draft: Draft, component: ComponentType, taken: TakenIn, *, by: Actor, at: datetime) -> DraftFile:
    """Attach a file that was taken in to a component of a draft. Raises Refused; what was attached before stays."""
    fresh = Draft.objects.select_for_update(of=("self",)).select_related("version__eform").get(pk=draft.pk)
    if fresh.state != "open" or component.case_id != fresh.case_id:
        raise Refused(_("Bản nháp này không còn nhận tệp."))
    most = limits_of(fresh.version.eform, component.key)[1]
    if fresh.files.filter(component=component).count() >= most:
        raise Refused(_("Mỗi loại giấy tờ nhận tối đa %(count)d tệp.") % {"count": most}, component.key)
    file = store_upload(taken, by=by, at=at)
    return DraftFile.objects.create(draft=fresh, component=component, file=file, added_at=at)
