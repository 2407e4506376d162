from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import take
from motcua.dossiers.models import Dossier, SupplementFile, SupplementRequest
from motcua.dossiers.reads.asked import fields_open
from motcua.dossiers.reads.uploads import MAX_FILES
from motcua.dossiers.rules import Status
from motcua.files.public import TakenIn, store_upload
from motcua.forms.public import Answer
from motcua.platform.action import Actor, Refused, Stale, action


@action("dossiers.save_supplement")
def save_supplement(
    dossier: Dossier,
    *,
    uploads: Mapping[int, Sequence[TakenIn]],
    answers: Mapping[str, Answer],
    drop: Collection[int] = (),
    by: Actor,
    at: datetime,
) -> SupplementRequest:
    """Keep what the applicant has filled in of what was asked for, without sending it; no official sees it.

    `uploads` by the id of the item, `answers` by question, as typed; `drop` are files kept before that are taken off.
    Raises Refused for what was not asked for or too many files, Stale where nothing is asked for any more.
    """
    fresh = take(dossier)
    request = fresh.supplements.filter(answered_at=None).first()
    if request is None or Status(fresh.status) is not Status.AWAITING_SUPPLEMENT:
        raise Stale(_("Hồ sơ không còn chờ bổ sung."))
    items = {item.pk: item for item in request.items.select_related("component")}
    if set(answers) - set(fields_open(fresh, items.values(), {**request.saved, **answers})):
        raise Refused(_("Có mục không được yêu cầu. Xin mở lại trang hồ sơ."))
    if any(pk not in items or items[pk].component_id is None for pk in uploads):
        raise Refused(_("Có tệp không được yêu cầu. Xin mở lại trang hồ sơ."))
    kept = SupplementFile.objects.filter(item__request=request)
    kept.filter(pk__in=drop).delete()
    for pk, taken in uploads.items():
        if kept.filter(item=pk).count() + len(taken) > MAX_FILES:
            raise Refused(_("Mỗi loại giấy tờ nhận tối đa %(count)d tệp.") % {"count": MAX_FILES}, f"item-{pk}")
        SupplementFile.objects.bulk_create(
            SupplementFile(item_id=pk, file=store_upload(each, by=by, at=at), added_at=at) for each in taken
        )
    request.saved = {**request.saved, **answers}
    request.saved_at = at
    request.save(update_fields=["saved", "saved_at"])
    return request
