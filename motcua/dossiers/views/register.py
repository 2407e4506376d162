"""Sổ theo dõi hồ sơ: what a unit received in a month, to look through, to print and to take along."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.register import cells, register_lines, registered, titles, units_with_register
from motcua.organisations.public import Organisation
from motcua.papers.public import RegisterSheet, print_register
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmyhm, number
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.tables import XLSX, write_table

SIZE, MONTHS = 50, 24
MOST_PRINTED, MOST_IN_A_TABLE = 3000, 20_000
PURPOSE = "Xem sổ theo dõi hồ sơ"


@enter("official", "dossiers.read_register")
def register(request: HttpRequest) -> HttpResponse:
    """The register of one unit and month, the first received first, page by page."""
    actor = actor_of_request(request)
    units = units_with_register(actor)
    unit, month = _unit(request, units), _month(request)
    if unit is None:
        return render(request, "dossiers/register.html", {"unit": None})
    start, end = _span(month)
    found = registered(actor, unit.pk, start, end)
    page = keyset_page(found, keys=("received_at", "id"), after=request.GET.get("after"), size=SIZE)
    record_read(by=actor, purpose=PURPOSE, persons={row.owner_id for row in page.rows})
    here = {"don-vi": unit.identifier, "thang": f"{month:%Y-%m}"}
    context = {
        "unit": unit,
        "units": [(each.identifier, each.name) for each in units],
        "month": f"{month:%Y-%m}",
        "months": [(f"{each:%Y-%m}", f"{each:%m/%Y}") for each in _months()],
        "lines": register_lines(page.rows),
        "query": urlencode(here),
        "more_url": f"?{urlencode({**here, 'after': page.next_token})}" if page.next_token else None,
    }
    return render(request, "dossiers/register.html", context)


@enter("official", "dossiers.read_register")
def register_file(request: HttpRequest) -> HttpResponse:
    """The same as form 07: PDF/A, or a spreadsheet with `?dang=xlsx`; Vietnamese, as papers of the State are.

    All of it or nothing: a month with more than fits leads back and says so.
    """
    actor = actor_of_request(request)
    unit, month = _unit(request, units_with_register(actor)), _month(request)
    if unit is None:
        raise Http404
    start, end = _span(month)
    is_table = request.GET.get("dang") == "xlsx"
    most = MOST_IN_A_TABLE if is_table else MOST_PRINTED
    rows: list[Dossier] = list(registered(actor, unit.pk, start, end).order_by("received_at", "id")[: most + 1])
    if len(rows) > most:
        return _too_many(request, most, unit, month, is_table=is_table)
    record_read(by=actor, purpose=PURPOSE, persons={row.owner_id for row in rows})
    name = f"so-theo-doi-{month:%Y-%m}"
    with override("vi"):
        lines = register_lines(rows)
        if is_table:
            response = HttpResponse(write_table([titles(), *map(cells, lines)]), content_type=XLSX)
            response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
            return response
        parent = unit.parent.name if unit.parent is not None else ""
        span = _("Tháng %(month)s") % {"month": f"{month:%m/%Y}"}
        sheet = RegisterSheet(unit.name, parent, span, lines, dmyhm(clock.now()))
        response = HttpResponse(print_register(sheet, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _too_many(request: HttpRequest, most: int, unit: Organisation, month: date, *, is_table: bool) -> HttpResponse:
    words = (
        _("Tháng này có hơn %(most)s hồ sơ, quá dài cho một bảng tính. Xin xem trên trang.")
        if is_table
        else _("Tháng này có hơn %(most)s hồ sơ, quá dài để in. Xin tải bảng tính.")
    )
    messages.error(request, words % {"most": number(most)})
    here = urlencode({"don-vi": unit.identifier, "thang": f"{month:%Y-%m}"})
    return redirect(f"{reverse('dossiers:register')}?{here}")


def _unit(request: HttpRequest, units: list[Organisation]) -> Organisation | None:
    """The unit in the address, else the official's own, else the first; one that is not theirs does not exist."""
    named = request.GET.get("don-vi", "")
    if named:
        found = next((unit for unit in units if unit.identifier == named), None)
        if found is None:
            raise Http404
        return found
    own = actor_of_request(request).organisation_id
    return next((unit for unit in units if unit.pk == own), units[0] if units else None)


def _month(request: HttpRequest) -> date:
    """The month in the address, else this one. Raises Http404."""
    typed = request.GET.get("thang", "")
    if not typed:
        return clock.today().replace(day=1)
    try:
        return datetime.strptime(typed, "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        raise Http404 from None


def _span(month: date) -> tuple[datetime, datetime]:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return (
        datetime(month.year, month.month, 1, tzinfo=VIETNAM),
        datetime(following.year, following.month, 1, tzinfo=VIETNAM),
    )


def _months() -> list[date]:
    """The last months, this one first."""
    this = clock.today()
    count = this.year * 12 + this.month - 1
    return [date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(MONTHS)]
