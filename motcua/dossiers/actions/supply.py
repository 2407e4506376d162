from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import count_clock, is_at_counter, put, take, write
from motcua.dossiers.actions._filing import Incomplete
from motcua.dossiers.events import DossierSupplemented
from motcua.dossiers.models import (
    AnswersVersion,
    Dossier,
    DossierComponent,
    DossierFile,
    SupplementFile,
    SupplementItem,
    SupplementRequest,
)
from motcua.dossiers.reads.asked import fields_open
from motcua.dossiers.reads.clock import accept_by
from motcua.dossiers.reads.uploads import MAX_FILES
from motcua.dossiers.rules import Phase, Status, status_after_supplement
from motcua.files.public import TakenIn, store_upload
from motcua.forms.public import Answer, changed_fields, submitted, validate
from motcua.platform.action import Actor, Refused, Stale, action, emit
from motcua.platform.clock import VIETNAM
from motcua.processes.public import Listing, instance_of, resume

# What the event of a supplement says where the declaration changed with it.
ANSWERS = "answers"
Uploads = Mapping[int, Sequence[TakenIn]]


@action("dossiers.supply")
def supply(
    dossier: Dossier, *, uploads: Uploads, on_paper: Collection[int] = (), answers: Mapping[str, Answer] | None = None,
    by: Actor, at: datetime,
) -> SupplementRequest:  # fmt: skip
    """Hand in just what was asked for; the clock runs on, or the time to accept begins anew (NĐ 118/2025, điều 11).

    `uploads` are files taken in, by the id of the item they answer, `on_paper` the items handed in on paper at the
    counter, which an official records there for the applicant; the history says so. `answers` are those asked for, by
    question: of the declaration nothing else changes, and what it said is kept. What the applicant saved before goes
    along when they send it themselves. Raises Refused where an item is left unanswered or something answers nothing
    that was asked for, Stale where nothing is asked for any more.
    """
    fresh = take(dossier)
    at_counter = is_at_counter(fresh, "dossiers.supply", by=by)
    request = fresh.supplements.filter(answered_at=None).first()
    if request is None or Status(fresh.status) is not Status.AWAITING_SUPPLEMENT:
        raise Stale(_("Hồ sơ không còn chờ bổ sung."))
    if on_paper and not at_counter:
        raise Refused(_("Bản giấy chỉ nộp được tại quầy."))
    items = list(request.items.select_related("component"))
    saved = [] if at_counter else list(SupplementFile.objects.filter(item__request=request).select_related("file"))
    told = answers or {} if at_counter else {**request.saved, **(answers or {})}
    _check([item for item in items if item.component_id], uploads, on_paper, Counter(file.item_id for file in saved))
    is_changed = _answer(fresh, [item for item in items if item.field], told, by, at)
    DossierComponent.objects.filter(pk__in=[item.component_id for item in items if item.pk in on_paper]).update(
        is_on_paper=True
    )
    _add_files(request, items, saved, uploads, by, at)
    request.answered_at = at
    request.saved = {}
    request.save(update_fields=["answered_at", "saved"])
    phase = Phase(request.phase)
    if phase is Phase.EXAMINATION:
        fresh.pauses.filter(ended_at=None).update(ended_at=at)
        count_clock(fresh, at)
        resume(instance_of(fresh.subject), listed=Listing(fresh.pk, fresh.due_at), by=by, at=at)
    else:
        fresh.accept_by = accept_by(fresh.unit_of_record_id, at, fresh.case.accept_within_hours)
    fresh.status = status_after_supplement(phase)
    put(fresh, "status", "due_at", "accept_by", "answers")
    kind = "supplemented_at_counter" if at_counter else "supplemented"
    write(fresh, kind, by=by, at=at, outcome=phase.value, step=ANSWERS if is_changed else "")
    emit(DossierSupplemented(dossier_id=fresh.pk, at=at))
    return request


def _answer(
    dossier: Dossier, items: Sequence[SupplementItem], answers: Mapping[str, Answer], by: Actor, at: datetime
) -> bool:
    """Take the answers that were asked for, and no others; whether one of them differs. Raises Refused, Incomplete."""
    if set(answers) - set(fields_open(dossier, items, answers)):
        raise Refused(_("Có mục không được yêu cầu. Xin mở lại trang hồ sơ."))
    eform = dossier.version.eform
    if not items or eform is None:
        return False
    for item in items:
        if item.field not in answers:
            raise Refused(_("Còn thiếu: %(name)s.") % {"name": item.name}, f"id_{item.field}")
    told = submitted(eform, {key: value for key, value in {**dossier.answers, **answers}.items() if value is not None})
    if errors := validate(eform, told, on=at.astimezone(VIETNAM).date()):
        raise Incomplete(errors, [])
    if not changed_fields(dossier.answers, told):
        return False
    AnswersVersion.objects.create(
        dossier=dossier,
        answers=dossier.answers,
        reason=_("Người nộp bổ sung theo yêu cầu"),
        replaced_at=at,
        replaced_by_id=by.account_id,
    )
    dossier.answers = told
    return True


def _add_files(
    request: SupplementRequest,
    items: Sequence[SupplementItem],
    saved: Sequence[SupplementFile],
    uploads: Uploads,
    by: Actor,
    at: datetime,
) -> None:
    papers = {item.pk: item.component for item in items if item.component is not None}
    files = [(papers[each.item_id], each.file) for each in saved]
    files += [(papers[pk], store_upload(taken, by=by, at=at)) for pk in papers for taken in uploads.get(pk, ())]
    DossierFile.objects.bulk_create(
        DossierFile(component=component, file=file, supplement=request, added_at=at) for component, file in files
    )
    SupplementFile.objects.filter(item__request=request).delete()


def _check(
    items: Sequence[SupplementItem], uploads: Uploads, on_paper: Collection[int], saved: Mapping[int, int]
) -> None:
    """Each item is answered, and nothing else. Raises Refused."""
    if {*uploads, *on_paper} - {item.pk for item in items}:
        raise Refused(_("Có tệp không được yêu cầu. Xin mở lại trang hồ sơ."))
    for item in items:
        if not uploads.get(item.pk) and not saved.get(item.pk) and item.pk not in on_paper:
            raise Refused(_("Còn thiếu: %(name)s.") % {"name": item.name}, f"item-{item.pk}")
        if len(uploads.get(item.pk, ())) + saved.get(item.pk, 0) > MAX_FILES:
            raise Refused(_("Mỗi loại giấy tờ nhận tối đa %(count)d tệp.") % {"count": MAX_FILES}, f"item-{item.pk}")
