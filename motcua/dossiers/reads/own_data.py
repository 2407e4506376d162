"""What dossiers contribute to the copy of somebody's data: their dossiers with all that belongs to them, and drafts."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier, DossierFile, Draft
from motcua.files.public import BadFile, StoredFile, read_content
from motcua.forms.public import Section, display
from motcua.papers.public import Paper, papers_of
from motcua.platform.own_data import Kept, KeptFile, kept_of

MODELS = (
    "dossiers.Dossier", "dossiers.AnswersVersion", "dossiers.DossierEvent", "dossiers.SupplementRequest",
    "dossiers.SupplementItem", "dossiers.ResultDelivery", "dossiers.Draft",
    "dossiers.ValueDispute", "dossiers.DossierComment", "dossiers.DossierComplaint", "dossiers.SiteVisit",
    "papers.Paper",
)  # fmt: skip
_LABELS = {
    "code": gettext_lazy("Mã hồ sơ"),
    "status": gettext_lazy("Tình trạng"),
    "submitted_at": gettext_lazy("Nộp lúc"),
    "received_at": gettext_lazy("Tiếp nhận lúc"),
    "due_at": gettext_lazy("Hẹn trả"),
    "contact_phone": gettext_lazy("Điện thoại liên hệ"),
    "contact_email": gettext_lazy("Thư điện tử liên hệ"),
    "contact_address": gettext_lazy("Địa chỉ liên hệ"),
    "at": gettext_lazy("Lúc"),
    "kind": gettext_lazy("Việc"),
    "public_text": gettext_lazy("Nội dung"),
    "text": gettext_lazy("Nội dung"),
    "reason": gettext_lazy("Lý do"),
    "note": gettext_lazy("Đã xử lý"),
    "told": gettext_lazy("Nguồn ghi"),
    "said": gettext_lazy("Người khai ghi"),
    "wanted": gettext_lazy("Cần bổ sung"),
    "receiver": gettext_lazy("Người nhận"),
    "identity_seen": gettext_lazy("Giấy tờ đã xem"),
    "mandate": gettext_lazy("Giấy ủy quyền"),
    "answer": gettext_lazy("Trả lời"),
    "planned_for": gettext_lazy("Hẹn lúc"),
    "place": gettext_lazy("Địa điểm"),
    "team": gettext_lazy("Ai đi"),
    "minutes": gettext_lazy("Biên bản"),
    "called_off": gettext_lazy("Lý do hủy hẹn"),
    "number": gettext_lazy("Số"),
    "issued_at": gettext_lazy("Ngày cấp"),
}


def own_data(person_id: int) -> Iterator[Kept]:
    """The dossiers that somebody owns, whole; of those they filed for others, how they themselves are reached."""
    filed = Dossier.objects.filter(Q(owner=person_id) | Q(submitter=person_id)).order_by("pk")
    for dossier in filed.select_related("version__eform", "unit_of_record").iterator(chunk_size=50):
        yield from _owned(dossier, person_id) if dossier.owner_id == person_id else _filed_for_another(dossier)
    for draft in Draft.objects.filter(person=person_id).exclude(state="submitted").select_related("version__eform"):
        shown = _answers(display(draft.version.eform, draft.answers, blanks=False)) if draft.version.eform else ()
        attached = [file.file for file in draft.files.select_related("file")]
        yield kept_of(
            draft, _("Bản nháp: %(procedure)s") % {"procedure": draft.version.name},
            more=("state", "created_at", "saved_at"), shown=shown, files=_files(attached),
        )  # fmt: skip
        yield from _disputed(draft)


def _disputed(draft: Draft) -> Iterator[Kept]:
    for dispute in draft.disputes.all():
        title = _("Báo sai thông tin: %(question)s") % {"question": dispute.label}
        yield kept_of(dispute, title, more=("at",), labels=_LABELS)


def _owned(dossier: Dossier, person_id: int) -> Iterator[Kept]:
    eform = dossier.version.eform
    shown = (
        *_place(dossier),
        *(_answers(display(eform, dossier.answers, blanks=False)) if eform else ()),
    )
    files = DossierFile.objects.filter(component__dossier=dossier).select_related("file")
    own = (dossier.contact_phone, dossier.contact_email) if dossier.submitter_id == person_id else ()
    yield kept_of(
        dossier, dossier.version.name, more=("code", "status", "submitted_at", "received_at", "due_at"),
        labels=_LABELS, shown=shown, own=own, files=_files(each.file for each in files),
    )  # fmt: skip
    for draft in Draft.objects.filter(dossier=dossier):
        yield from _disputed(draft)
    about = {"code": dossier.code}
    for version in dossier.earlier_answers.all():
        title = _("Tờ khai trước khi sửa, hồ sơ %(code)s") % about
        yield kept_of(version, title, more=("replaced_at",), labels=_LABELS)
    for event in dossier.events.all():
        title = _("Việc đã xảy ra với hồ sơ %(code)s") % about
        yield kept_of(event, title, more=("at", "kind"), labels=_LABELS)
    for request in dossier.supplements.prefetch_related("items__component"):
        yield kept_of(request, _("Yêu cầu bổ sung hồ sơ %(code)s") % about, more=("requested_at",), labels=_LABELS)
        for item in request.items.all():
            yield kept_of(item, item.name, labels=_LABELS)
    for comment in dossier.comments.shown_to_applicants().filter(withdrawn_at=None).prefetch_related("files__file"):
        title = _("Trao đổi trong hồ sơ %(code)s") % about
        attached = _files(each.file for each in comment.files.all())
        yield kept_of(comment, title, more=("at", "by_applicant"), labels=_LABELS, files=attached)
    for visit in dossier.visits.prefetch_related("files__file"):
        title = _("Kiểm tra thực địa, hồ sơ %(code)s") % about
        photos = _files(each.file for each in visit.files.all())
        yield kept_of(visit, title, more=("planned_for", "state", "finding"), labels=_LABELS, files=photos)
    for complaint in dossier.complaints.all():
        title = _("Khiếu nại %(code)s") % {"code": complaint.code}
        yield kept_of(complaint, title, more=("received_at", "state"), labels=_LABELS)
    for delivery in dossier.deliveries.order_by("delivered_at", "pk"):
        title = _("Trả kết quả hồ sơ %(code)s") % about
        yield kept_of(delivery, title, more=("way", "delivered_at"), labels=_LABELS)
    yield from (_paper(paper) for paper in papers_of(dossier.subject).defer(None).defer("template__source"))


def _filed_for_another(dossier: Dossier) -> Iterator[Kept]:
    """Only how the filer is reached is theirs; what was declared is the owner's."""
    yield Kept(
        dossier._meta.label,
        str(dossier.pk),
        _("Hồ sơ nộp thay người khác"),
        {
            "code": dossier.code,
            "submitted_at": dossier.submitted_at.isoformat(),
            "contact_phone": dossier.contact_phone,
            "contact_email": dossier.contact_email,
            "contact_address": dossier.contact_address,
        },
        ((_("Mã hồ sơ"), dossier.code), (_("Điện thoại liên hệ"), dossier.contact_phone)),
        frozenset(filter(None, (dossier.contact_phone, dossier.contact_email))),
    )


def _place(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    return ((_("Đơn vị tiếp nhận"), dossier.unit_of_record.name),)


def _answers(sections: Iterable[Section]) -> tuple[tuple[str, str], ...]:
    return tuple((row.label, str(row.value)) for section in sections for row in section.rows if row.value)


def _paper(paper: Paper) -> Kept:
    files = _files([paper.file] if paper.file else [])
    return kept_of(paper, paper.title, more=("number", "issued_at"), labels=_LABELS, files=files)


def _files(stored: Iterable[StoredFile]) -> tuple[KeptFile, ...]:
    return tuple(KeptFile(file.name, file.size, partial(_content, file)) for file in stored)


def _content(file: StoredFile) -> bytes:
    """What lies there; a file that may not be opened is packed as the sentence that says why."""
    try:
        return read_content(file)
    except BadFile as refused:
        return refused.message.encode()
