from datetime import datetime

from django.urls import reverse

from motcua.files.public import TakenIn, store_content
from motcua.notifications.public import notify
from motcua.platform.action import Actor, action
from motcua.platform.formats import dmyhm
from motcua.platform.settings import installation
from motcua.privacy.models import DataExport
from motcua.privacy.rules import EXPORT_KEPT


@action("privacy.keep_export")
def keep_export(export: DataExport, taken: TakenIn, *, records: int, files: int, by: Actor, at: datetime) -> DataExport:
    """The copy is made: keep it for some days and tell whoever asked. Made twice, the first stands."""
    fresh = DataExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if fresh.ready_at is not None:
        return fresh
    fresh.file = store_content(taken, by=by, at=at)
    fresh.ready_at, fresh.expires_at, fresh.records, fresh.files = at, at + EXPORT_KEPT, records, files
    fresh.save(update_fields=["file", "ready_at", "expires_at", "records", "files"])
    notify(
        template="data_export_ready",
        person_id=fresh.person_id,
        account_id=fresh.account_id,
        channels=("in_app", "email"),
        context={"until": dmyhm(fresh.expires_at), "link": installation().base_url + reverse("privacy:mine")},
        subject=f"privacy.dataexport:{fresh.pk}",
        by=by,
        at=at,
    )
    return fresh
