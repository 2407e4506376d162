"""Quy định về lấy ý kiến: within how long, what silence means, where the clock stands meanwhile."""

import re
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.consultations.actions.set_policy import set_policy
from motcua.consultations.models import SILENCES, ConsultationPolicy
from motcua.consultations.terms import shipped
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.formats import dmy
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number

FIELDS = ("valid_from", "codes", "days", "silence", "basis", "pause_basis", "remind_hours")
APART = re.compile(r"[,;\s]+")
SHOWN = 100


@enter("official", "consultations.set_policy")
def policy(request: HttpRequest) -> HttpResponse:
    """What holds and held, and a form for the next."""
    error: Refused | None = None
    if request.method == "POST":
        try:
            _set(request)
        except NotAllowed:
            raise
        except Refused as refused:
            error = refused
        else:
            messages.success(request, _("Đã đặt quy định về lấy ý kiến."))
            return redirect("consultations:policy")
    given = dict.fromkeys(FIELDS, "") | {"valid_from": dmy(clock.today()), "days": "5", "remind_hours": "16, 4"}
    if request.method == "POST":
        given = {name: request.POST.get(name, "")[:2000] for name in FIELDS}
    context = {
        "given": given,
        "silences": SILENCES,
        "words": dict(SILENCES),
        "policies": list(ConsultationPolicy.objects.select_related("decided_by")[:SHOWN]),
        "shipped": shipped(),
        "error": error,
        "wrong": {error.field: error.message} if error and error.field else {},
    }
    return render(request, "consultations/policy.html", context, status=422 if error else 200)


def _set(request: HttpRequest) -> None:
    typed = {name: request.POST.get(name, "").strip()[:2000] for name in FIELDS}
    hours = [_number(part, "remind_hours") for part in APART.split(typed["remind_hours"]) if part]
    set_policy(
        valid_from=_day(typed["valid_from"]),
        codes=[part for part in APART.split(typed["codes"]) if part],
        days=_number(typed["days"], "days"),
        silence=typed["silence"],
        basis=typed["basis"],
        pause_basis=typed["pause_basis"],
        remind_hours=hours,
        by=actor_of_request(request),
        at=clock.now(),
    )


def _number(typed: str, field: str) -> int:
    number = whole_number(typed)
    if number is None:
        raise Refused(_("Xin nhập số nguyên."), field)
    return number


def _day(typed: str) -> date:
    try:
        return datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 (a date has no zone)
    except ValueError:
        raise Refused(_("Xin nhập ngày dạng 31/12/2026."), "valid_from") from None
