"""Thời hạn: what passed its date without form 04, what waits to be signed, what will be late, who kept it."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.public import Role
from motcua.dossiers.actions.set_clock_policy import set_clock_policy
from motcua.dossiers.models import ClockPolicy
from motcua.dossiers.reads.alarms import (
    acceptance_late,
    extensions_waiting,
    ledger_lines,
    partner_totals,
    passed_without_letter,
    will_be_late,
)
from motcua.dossiers.reads.deadlines import rules_on
from motcua.dossiers.reads.wording import clock_words, span_words
from motcua.platform import clock
from motcua.platform.action import Actor, Refused
from motcua.platform.formats import dmy, dmyhm
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number

TABS = ("bao-dong", "xin-loi", "du-bao", "tiep-nhan", "cho-doi")


@enter("official", "dossiers.watch_deadlines")
def deadlines(request: HttpRequest) -> HttpResponse:
    """The page of one tab; each is bounded, and goes on with `after`."""
    actor, now = actor_of_request(request), clock.now()
    current = request.GET.get("muc", "")
    current = current if current in TABS else TABS[0]
    if current == "cho-doi" and "csv" in request.GET:
        return _csv(actor, now)
    rows, more = _ROWS[current](actor, now, request.GET.get("after"))
    base = reverse("dossiers:deadlines")
    labels = (_("Quá hạn chưa xin lỗi"), _("Xin lỗi, gia hạn"), _("Sắp trễ"), _("Quá hạn tiếp nhận"), _("Chờ đợi"))
    context = {
        "tabs": [
            {"label": label, "url": f"{base}?muc={name}", "current": name == current}
            for name, label in zip(TABS, labels, strict=True)
        ],
        "current": current,
        "rows": rows,
        "more_url": f"{base}?muc={current}&after={more}" if more else None,
        "totals": partner_totals(actor, now) if current == "cho-doi" else (),
        "days": rules_on(clock.today()).forecast_days,
        "may_set": actor.has("dossiers.set_clock_policy"),
    }
    return render(request, "dossiers/deadlines.html", context)


def _alarms(actor: Actor, now: datetime, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    page = passed_without_letter(actor, now, after)
    rows = []
    for dossier in page.rows:
        _state, words = clock_words(dossier.status, dossier.due_at, None, now)
        promised = dossier.promised_at
        said = _("đã hẹn lại %(at)s, lại trễ") % {"at": dmyhm(promised)} if promised else _("chưa có văn bản xin lỗi")
        rows.append(_row(dossier.code, dossier.version.name, dmyhm(dossier.due_at), words, "late", said))
    return rows, page.next_token


def _letters(actor: Actor, now: datetime, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    page = extensions_waiting(actor, after)
    rows = []
    for each in page.rows:
        state = "soon" if each.due_at >= now else "late"
        said = _("hẹn mới %(at)s") % {"at": dmyhm(each.new_due_at)}
        words = each.get_state_display()
        rows.append(_row(each.dossier.code, each.dossier.version.name, dmyhm(each.due_at), words, state, said))
    return rows, page.next_token


def _forecast(actor: Actor, now: datetime, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    rows = []
    for each in will_be_late(actor, now):
        steps = ", ".join(f"{data(name)} {span_words(takes)}" for name, takes in each.forecast.steps if takes)
        said = _("Còn %(left)s làm việc, các bước còn lại có thể cần %(needed)s: %(steps)s.") % {
            "left": span_words(each.forecast.left),
            "needed": span_words(each.forecast.needed),
            "steps": steps,
        }
        said = f"{each.holder or _('chưa ai nhận')} · {said}"
        rows.append(_row(each.code, each.procedure, dmyhm(each.forecast.due_at), _("Có thể trễ"), "soon", said))
    return rows, None


def _acceptance(actor: Actor, now: datetime, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    page = acceptance_late(actor, now, after)
    rows = []
    for dossier in page.rows:
        words = _("Quá hạn %(span)s") % {"span": span_words(now - (dossier.accept_by or now))}
        said = _("nộp lúc %(at)s") % {"at": dmyhm(dossier.submitted_at)}
        rows.append(_row(dossier.code, dossier.version.name, dmyhm(dossier.accept_by), words, "late", said))
    return rows, page.next_token


def _waits(actor: Actor, now: datetime, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
    rows = []
    for line in ledger_lines(actor, now):
        until = dmyhm(line.ended_at) or _("đến nay")
        article = f" ({data(line.article)})" if line.article else ""
        words = _("đồng hồ dừng") if line.stops else data(line.partner)
        said = f"{line.ground}{article}" + (f" · {line.by}" if line.by else "")
        row = _row(line.code, line.procedure, f"{dmyhm(line.started_at)} – {until}", words, "paused", said)
        rows.append(row)
    return rows, None


def _row(code: str, name: str, due: str, words: str, state: str, said: str) -> dict[str, Any]:
    url = reverse("dossiers:dossier", args=[code])
    return {"url": url, "code": code, "name": data(name), "due": due, "words": words, "state": state, "said": said}


_ROWS: dict[str, Callable[[Actor, datetime, str | None], tuple[list[dict[str, Any]], str | None]]] = {
    "bao-dong": _alarms,
    "xin-loi": _letters,
    "du-bao": _forecast,
    "tiep-nhan": _acceptance,
    "cho-doi": _waits,
}


def _csv(actor: Actor, now: datetime) -> HttpResponse:
    # The mark at the beginning lets spreadsheets read Vietnamese.
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="so-tam-dung.csv"'
    sheet = csv.writer(answer)
    sheet.writerow(
        [
            _("Mã hồ sơ"),
            _("Thủ tục"),
            _("Từ"),
            _("Đến"),
            _("Đồng hồ"),
            _("Căn cứ"),
            _("Điều"),
            _("Chờ"),
            _("Người duyệt"),
        ]
    )
    for line in ledger_lines(actor, now, most=5000):
        stops = _("dừng") if line.stops else _("chạy")
        sheet.writerow(
            [
                line.code,
                _plain(line.procedure),
                dmyhm(line.started_at),
                dmyhm(line.ended_at),
                stops,
                line.ground,
                _plain(line.article),
                _plain(line.partner),
                _plain(line.by),
            ]
        )
    return answer


def _plain(words: str) -> str:
    """Words that a spreadsheet does not take for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words


@enter("official", "dossiers.set_clock_policy")
def policy(request: HttpRequest) -> HttpResponse:
    """The rules by which time is watched, with all that were in force, and a form for the next."""
    error: Refused | None = None
    if request.method == "POST":
        try:
            _set(request)
        except Refused as refused:
            error = refused
        else:
            messages.success(request, _("Đã đặt quy tắc theo dõi thời hạn."))
            return redirect("dossiers:clock_policy")
    today = clock.today()
    rules = rules_on(today)
    given = {
        "valid_from": dmy(today),
        "marks": ", ".join(map(str, rules.marks)),
        "draft_before_hours": str(rules.draft_before_hours),
        "extension_days": str(rules.extension_days),
        "extension_moves_due": "1" if rules.extension_moves_due else "",
        "forecast_days": str(rules.forecast_days),
        "leader_role": rules.leader_role,
    }
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in given}
    context = {
        "given": given,
        "roles": list(Role.objects.order_by("name").values_list("code", "name")),
        "policies": list(ClockPolicy.objects.select_related("decided_by")[:20]),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "dossiers/clock_policy.html", context, status=status)


def _set(request: HttpRequest) -> None:
    typed = request.POST
    set_clock_policy(
        valid_from=day_typed(typed.get("valid_from", "")),
        marks=[_number(part, "marks") for part in typed.get("marks", "").replace(";", ",").split(",") if part.strip()],
        draft_before_hours=_number(typed.get("draft_before_hours", ""), "draft_before_hours"),
        extension_days=_number(typed.get("extension_days", ""), "extension_days"),
        extension_moves_due=bool(typed.get("extension_moves_due")),
        forecast_days=_number(typed.get("forecast_days", ""), "forecast_days"),
        leader_role=typed.get("leader_role", ""),
        by=actor_of_request(request),
        at=clock.now(),
    )


def _number(typed: str, field: str) -> int:
    number = whole_number(typed.strip())
    if number is None:
        raise Refused(_("Xin nhập số nguyên."), field)
    return number


def day_typed(typed: str) -> date:
    """A date as people write it. Raises Refused."""
    try:
        return datetime.strptime(typed.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 (a date has no zone)
    except ValueError:
        raise Refused(_("Xin nhập ngày dạng 31/12/2026."), "valid_from") from None
