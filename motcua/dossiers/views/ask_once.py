"""Hỏi một lần: how much of what forms ask is filled in from what the state has, by form; as a page and as CSV."""

import csv
import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.dossiers.reads.ask_once import GOAL, TARGET, AskOnce, ask_once
from motcua.platform import clock
from motcua.platform.pages import enter, render

MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d)")


@enter("official", "dossiers.see_ask_once")
def table(request: HttpRequest) -> HttpResponse:
    """The table of a period of months, `?tu=01/2026&den=11/2026`; the last twelve where none is named."""
    today = clock.today()
    last = _month(request.GET.get("den", "")) or today.replace(day=1)
    first = _month(request.GET.get("tu", "")) or date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    rows, total = ask_once(min(first, last), last)
    if "csv" in request.GET:
        return _csv(rows, f"hoi-mot-lan-{first:%Y-%m}-{last:%Y-%m}.csv")
    period = {"tu": f"{first:%m/%Y}", "den": f"{last:%m/%Y}"}
    context = {"rows": rows, "total": total, "period": period, "target": TARGET, "goal": GOAL}
    return render(request, "dossiers/ask_once.html", context)


def _month(words: str) -> date | None:
    found = MONTH.fullmatch(words.strip())
    return date(int(found["year"]), int(found["month"]), 1) if found else None


def _csv(rows: list[AskOnce], name: str) -> HttpResponse:
    # The mark at the beginning lets spreadsheets read Vietnamese.
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(answer)
    sheet.writerow(
        [
            _("Mã thủ tục"), _("Thủ tục"), _("Phiên bản"), _("Biểu mẫu"), _("Hồ sơ"), _("Mục hỏi"),
            _("Từ cơ sở dữ liệu"), _("Từ tài khoản"), _("Tỷ lệ (%)"),
        ]
    )  # fmt: skip
    for row in rows:
        numbers = (row.dossiers, row.asked, row.from_register, row.from_account, row.percent)
        sheet.writerow([_plain(row.code), _plain(row.name), row.version, _plain(row.form), *numbers])
    return answer


def _plain(words: str) -> str:
    """Words that a spreadsheet does not take for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
