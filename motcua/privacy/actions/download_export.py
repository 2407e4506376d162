from datetime import datetime

from django.utils.translation import gettext as _

from motcua.files.public import StoredFile
from motcua.platform.action import Actor, Refused, action
from motcua.privacy.models import DataExport
from motcua.privacy.rules import MOST_DOWNLOADS


@action("privacy.download_export")
def download_export(export: DataExport, *, by: Actor, at: datetime) -> StoredFile:
    """Hand the copy out to whom it belongs, counted. Raises Refused when it is gone, or was taken too often."""
    del by
    fresh = DataExport.objects.select_for_update(of=("self",)).select_related("file").get(pk=export.pk)
    if fresh.file is None or fresh.expires_at is None or fresh.expires_at <= at:
        raise Refused(_("Bản sao này không còn. Ông/bà có thể yêu cầu bản mới."))
    if fresh.downloads >= MOST_DOWNLOADS:
        raise Refused(_("Bản sao này đã được tải %(most)d lần.") % {"most": MOST_DOWNLOADS})
    fresh.downloads += 1
    fresh.save(update_fields=["downloads"])
    return fresh.file
