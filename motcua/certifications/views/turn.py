"""One turn: its lines, their certification text, giving back, striking out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from motcua.certifications.actions.hand_back import hand_back
from motcua.certifications.actions.void import void
from motcua.certifications.models import Certification, CertificationRequest
from motcua.organisations.public import Organisation
from motcua.papers.public import CertifyingText, print_certifying_texts
from motcua.platform import clock
from motcua.platform.action import Refused, may, record_read
from motcua.platform.clock import VIETNAM
from motcua.platform.pages import actor_of_request, enter, render


@enter("official", "certifications.read")
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """A turn at the counter."""
    return _show(request, _turn(request, pk))


@require_POST
@enter("official", "certifications.hand_back")
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Copies and originals go back to whoever asked."""
    hand_back(_turn(request, pk), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã ghi nhận trả bản sao."))
    return redirect("certifications:desk")


@require_POST
@enter("official", "certifications.void")
def strike(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Strike a wrong entry out."""
    found = _turn(request, pk)
    wrong = found.lines.filter(pk=line).first()
    if wrong is None:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        void(wrong, reason=reason, by=actor_of_request(request), at=clock.now())
    except Refused as refused:
        if refused.field != "reason":
            raise
        return _show(request, found, wrong={"line": line, "reason": reason, "error": refused.message}, status=422)
    messages.success(request, _("Đã hủy. Số vẫn giữ trong sổ, kèm lý do."))
    return redirect("certifications:turn", pk)


@enter("official", "certifications.read")
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Lời chứng, a page for each copy, in Vietnamese whatever language its reader has."""
    found = _turn(request, pk)
    lines = [line for line in found.lines.all() if line.voided_at is None]
    if not lines:
        raise Http404
    with override("vi"):
        content = print_certifying_texts([_text(found, line) for line in lines], at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="loi-chung-{lines[0].number}-{lines[0].year}.pdf"'
    return response


def _text(found: CertificationRequest, line: Certification) -> CertifyingText:
    on = line.certified_at.astimezone(VIETNAM).date()
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    authority: Organisation = found.organisation
    place = authority.area.name if authority.area is not None else authority.name
    return CertifyingText(
        number=line.number,
        book=line.book.name,
        date=f"ngày {on.day:02d} tháng {month} năm {on.year}",
        place=place,
        authority=authority.name,
        signer_name=line.signer_name,
        signer_position=line.signer_position,
        document=line.document,
        copies=line.copies,
    )


def _turn(request: HttpRequest, pk: int) -> CertificationRequest:
    seen = CertificationRequest.objects.visible_to(actor_of_request(request))
    found = seen.select_related("organisation__area").prefetch_related("lines__book").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, found: CertificationRequest, *, wrong: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of_request(request)
    lines = list(found.lines.all())
    if found.person_id is not None:
        record_read(by=actor, purpose="Xem sổ chứng thực", persons=[found.person_id], subject=found)
    context = {
        "turn": found,
        "lines": lines,
        "wrong": wrong or {},
        "fee": sum(line.fee for line in lines if line.voided_at is None),
        "counts": any(line.voided_at is None for line in lines),
        "may_void": may(actor, "certifications.void", found),
        "may_hand_back": may(actor, "certifications.hand_back", found),
    }
    return render(request, "certifications/turn.html", context, status=status)
