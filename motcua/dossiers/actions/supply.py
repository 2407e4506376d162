from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, is_at_counter, put, take, write
from motcua.dossiers.events import DossierSupplemented
from motcua.dossiers.models import Dossier, DossierComponent, DossierFile, SupplementItem, SupplementRequest
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.uploads import MAX_FILES
from motcua.dossiers.rules import Phase, Status, status_after_supplement
from motcua.files.public import TakenIn, store_upload
from motcua.platform.action import Actor, Refused, Stale, action, emit
from motcua.processes.public import Listing, instance_of, resume

Uploads = Mapping[int, Sequence[TakenIn]]


@action("dossiers.supply")
def supply(
    dossier: Dossier, *, uploads: Uploads, on_paper: Collection[int] = (), by: Actor, at: datetime
) -> SupplementRequest:
    """Hand in just what was asked for; the clock runs on, or the time to accept begins anew (NĐ 118/2025, điều 11).

    `uploads` are files taken in, by the id of the item they answer, `on_paper` the items handed in on paper at the
    counter, which an official records there for the applicant; the history says so. Raises Refused where an item is
    left unanswered or something answers nothing that was asked for, Stale where nothing is asked for any more.
    """
    fresh = take(dossier)
    at_counter = is_at_counter(fresh, "dossiers.supply", by=by)
    request = fresh.supplements.filter(answered_at=None).first()
    if request is None or Status(fresh.status) is not Status.AWAITING_SUPPLEMENT:
        raise Stale(_("Hồ sơ không còn chờ bổ sung."))
    if on_paper and not at_counter:
        raise Refused(_("Bản giấy chỉ nộp được tại quầy."))
    items = list(request.items.select_related("component"))
    _check(items, uploads, on_paper)
    DossierComponent.objects.filter(pk__in=[item.component_id for item in items if item.pk in on_paper]).update(
        is_on_paper=True
    )
    files = [
        DossierFile(
            component=item.component,
            file=store_upload(taken, by=by, at=at),
            supplement=request,
            added_at=at,
        )
        for item in items
        for taken in uploads.get(item.pk, ())
    ]
    DossierFile.objects.bulk_create(files)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    phase = Phase(request.phase)
    if phase is Phase.EXAMINATION:
        fresh.pauses.filter(ended_at=None).update(ended_at=at)
        count_clock(fresh, at)
        resume(instance_of(fresh.subject), listed=Listing(fresh.pk, fresh.due_at), by=by, at=at)
    else:
        fresh.accept_by = accept_by(fresh.unit_of_record_id, at, fresh.case.accept_within_hours)
    fresh.status = status_after_supplement(phase)
    put(fresh, "status", "due_at", "accept_by")
    write(fresh, "supplemented_at_counter" if at_counter else "supplemented", by=by, at=at, outcome=phase.value)
    emit(DossierSupplemented(dossier_id=fresh.pk, at=at))
    return request


def _check(items: Sequence[SupplementItem], uploads: Uploads, on_paper: Collection[int]) -> None:
    """Each item is answered, and nothing else. Raises Refused."""
    if {*uploads, *on_paper} - {item.pk for item in items}:
        raise Refused(_("Có tệp không được yêu cầu. Xin mở lại trang hồ sơ."))
    for item in items:
        if not uploads.get(item.pk) and item.pk not in on_paper:
            raise Refused(_("Còn thiếu: %(name)s.") % {"name": item.component.name}, f"item-{item.pk}")
        if len(uploads.get(item.pk, ())) > MAX_FILES:
            raise Refused(_("Mỗi loại giấy tờ nhận tối đa %(count)d tệp.") % {"count": MAX_FILES}, f"item-{item.pk}")
