from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft, DraftFile
from motcua.dossiers.reads.uploads import COMPONENT_FILES, MAX_FILES
from motcua.files.public import store_upload
from motcua.platform.action import Actor, Refused, action
from motcua.procedures.public import ComponentType


@action("dossiers.attach_file")
def attach_file(
    draft: Draft, component: ComponentType, upload: "UploadedFile[Any]", *, by: Actor, at: datetime
) -> DraftFile:
    """Attach a file to a component of a draft. Raises BadFile or Refused; what was attached before stays."""
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.state != "open" or component.case_id != fresh.case_id:
        raise Refused(_("Bản nháp này không còn nhận tệp."))
    if fresh.files.filter(component=component).count() >= MAX_FILES:
        raise Refused(_("Mỗi loại giấy tờ nhận tối đa %(count)d tệp.") % {"count": MAX_FILES}, component.key)
    file = store_upload(upload, accept=COMPONENT_FILES, by=by, at=at)
    return DraftFile.objects.create(draft=fresh, component=component, file=file, added_at=at)
