"""Sổ chứng thực: year by year, searched, counted, printed, gone on with and closed."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from motcua.certifications.actions.close_book import close_book
from motcua.certifications.actions.open_volume import open_volume
from motcua.certifications.models import Certification, CertificationBook
from motcua.certifications.queries import authority_of
from motcua.certifications.reads import Totals, totals_of
from motcua.certifications.rules import may_be_closed
from motcua.organisations.public import Organisation
from motcua.papers.public import BookLine, BookSheet, print_certification_book
from motcua.platform import clock
from motcua.platform.action import may, record_read
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import money
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import clean

SIZE, MOST_PRINTED = 50, 5000


@enter("official", "certifications.read")
def book(request: HttpRequest) -> HttpResponse:
    """The book of the official's authority, or another they may see: by volume, the last line first."""
    actor = actor_of_request(request)
    books = CertificationBook.objects.visible_to(actor).select_related("organisation")
    chosen = _chosen(request, books)
    words = clean(request.GET.get("q", ""))[:100]
    if chosen is None:
        return render(request, "certifications/book.html", {"book": None, "words": words})
    lines = chosen.lines.visible_to(actor)
    found = lines.found_by(words) if words else lines
    page = keyset_page(
        found.select_related("request"), keys=("-number", "-id"), after=request.GET.get("after"), size=SIZE
    )
    people = {line.request.person_id for line in page.rows if line.request.person_id}
    record_read(by=actor, purpose="Xem sổ chứng thực", persons=people, subject=chosen)
    more = {"quyen": chosen.pk, "q": words, "after": page.next_token}
    same = books.filter(organisation=chosen.organisation).order_by("-year", "medium", "-volume")
    today = clock.today()
    context = {
        "book": chosen,
        "volumes": [(each.pk, each.name) for each in same],
        "others": _others(books, chosen), "words": words, "lines": page.rows,
        "more_url": f"?{urlencode(more)}" if page.next_token else None, "totals": totals_of(found),
        "months": _months(chosen, today),
        "may_open": chosen.closed_at is None and may(actor, "certifications.open_volume", chosen),
        "may_close": chosen.closed_at is None and may_be_closed(chosen.year, on=today)
        and may(actor, "certifications.close_book", chosen),
    }  # fmt: skip
    return render(request, "certifications/book.html", context)


def _chosen(request: HttpRequest, books: QuerySet[CertificationBook]) -> CertificationBook | None:
    """The volume in the address; else the last of the official's own authority; else the last they may see."""
    text = request.GET.get("quyen", "")
    if text:
        found = books.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 18 else None
        if found is None:
            raise Http404
        return found
    latest = books.order_by("-year", "-medium", "-volume")
    unit = Organisation.objects.filter(pk=actor_of_request(request).organisation_id or 0).first()
    own = latest.filter(organisation=authority_of(unit)).first() if unit else None
    return own or latest.first()


def _others(books: QuerySet[CertificationBook], chosen: CertificationBook) -> list[CertificationBook]:
    """The newest volumes of other authorities, for those who see several."""
    other = books.exclude(organisation=chosen.organisation).order_by("organisation__sort_key", "-year", "-volume")
    return list(other.filter(year=chosen.year)[:200])


def _months(chosen: CertificationBook, today: date) -> list[tuple[int, str]]:
    """The months that can be printed: those of the book's year that have begun, the last first."""
    last = today.month if chosen.year == today.year else 12
    return [(month, f"{month:02d}/{chosen.year}") for month in range(last, 0, -1)]


@enter("official", "certifications.read")
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A month of a volume as the law's model has it: PDF/A, in Vietnamese whatever language its reader has."""
    actor = actor_of_request(request)
    chosen = CertificationBook.objects.visible_to(actor).select_related("organisation").filter(pk=pk).first()
    month = request.GET.get("thang", "")
    if chosen is None or not month.isascii() or not month.isdigit() or not 1 <= int(month[:3]) <= 12:
        raise Http404
    start = datetime(chosen.year, int(month), 1, tzinfo=VIETNAM)
    end = datetime(chosen.year + int(month) // 12, int(month) % 12 + 1, 1, tzinfo=VIETNAM)
    lines = chosen.lines.visible_to(actor).filter(certified_at__gte=start, certified_at__lt=end)
    rows = list(lines.select_related("request").order_by("number")[:MOST_PRINTED])
    record_read(
        by=actor, purpose="Xem sổ chứng thực", subject=chosen,
        persons={line.request.person_id for line in rows if line.request.person_id},
    )  # fmt: skip
    with override("vi"):
        sheet = _sheet(chosen, start, rows, totals_of(lines))
        content = print_certification_book(sheet, at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="so-chung-thuc-{chosen.year}-{int(month):02d}.pdf"'
    return response


def _sheet(chosen: CertificationBook, start: datetime, rows: list[Certification], totals: Totals) -> BookSheet:
    return BookSheet(
        authority=chosen.organisation.name,
        book=chosen.name,
        span=f"Tháng {start.month:02d} năm {start.year}",
        lines=[_line(line) for line in rows],
        totals=(
            ("Tổng số việc chứng thực", str(totals.lines)),
            ("Tổng số bản sao", str(totals.copies)),
            ("Tổng số phí", money(totals.fee)),
            ("Số đã hủy (không tính)", str(totals.struck)),
        ),
        printed_at=f"{clock.now().astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    )


def _line(line: Certification) -> BookLine:
    return BookLine(
        number=line.number,
        date=f"{line.certified_at.astimezone(VIETNAM):%d/%m/%Y}",
        requester=line.request.requester,
        document=line.document,
        signer=f"{line.signer_name}, {line.signer_position}",
        pages=line.pages,
        copies=line.copies,
        fee=f"{line.fee:,}".replace(",", "."),
        note=f"Hủy: {line.void_reason}" if line.voided_at else "",
        is_struck=line.voided_at is not None,
    )


@require_POST
@enter("official", "certifications.open_volume")
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on in the next volume."""
    following = open_volume(_seen(request, pk), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã mở quyển %(name)s.") % {"name": following.name})
    return redirect(f"{reverse('certifications:book')}?quyen={following.pk}")


@require_POST
@enter("official", "certifications.close_book")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the books of a year."""
    close_book(_seen(request, pk), by=actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã khóa sổ."))
    return redirect(f"{reverse('certifications:book')}?quyen={pk}")


def _seen(request: HttpRequest, pk: int) -> CertificationBook:
    found = CertificationBook.objects.visible_to(actor_of_request(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
