"""Hand one's position over while one is away; an administrator does it for others."""

from datetime import datetime, time, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.actions.absences import end_absence, register_absence
from motcua.accounts.forms import AbsenceForm
from motcua.accounts.models import AbsenceDelegation, Account, PositionHolding
from motcua.accounts.reads import may_stand_in, positions_of
from motcua.platform import clock, pages
from motcua.platform.action import Refused, may
from motcua.platform.text import whole_number

MOST_COLLEAGUES = 300


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.register_absence")
def own_absences_page(request: HttpRequest) -> HttpResponse:
    """One's own absences, those in whose place one stands, and a new one."""
    return _page(request, cast(Account, request.user))


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.reset_factors")
def absences_page(request: HttpRequest, account: int) -> HttpResponse:
    """The absences of somebody who cannot hand over themselves."""
    return _page(request, get_object_or_404(Account.objects.officials(), pk=account))


@require_POST
@pages.enter("official", "accounts.end_absence")
def end_absence_page(request: HttpRequest, absence: int) -> HttpResponse:
    """Take a position back before the time."""
    found = get_object_or_404(AbsenceDelegation.objects.select_related("holding__position"), pk=absence)
    end_absence(found, by=pages.actor_of_request(request), at=clock.now())
    messages.success(request, _("Đã kết thúc ủy quyền; quyền của người thay hết ngay."))
    absent = get_object_or_404(Account.objects.officials(), person_id=found.holding.person_id)
    return HttpResponseRedirect(_address(request, absent))


def _address(request: HttpRequest, absent: Account) -> str:
    if absent.pk == pages.actor_of_request(request).account_id:
        return reverse("accounts:own_absences")
    return reverse("accounts:absences", args=[absent.pk])


def _page(request: HttpRequest, absent: Account) -> HttpResponse:
    at, by = clock.now(), pages.actor_of_request(request)
    seats = {held.holding_id: held for held in positions_of(absent.person_id, at=at) if not held.instead_of}
    asked = whole_number(request.POST.get("holding", "") or request.GET.get("chuc-vu", ""))
    chosen = seats.get(asked or 0) or next(iter(seats.values()), None)
    holding = PositionHolding.objects.select_related("position", "person").filter(pk=chosen.holding_id if chosen else 0)
    form, status = _form(request, holding.first(), absent, at), 200
    if request.method == "POST":
        if form is not None and form.is_valid() and _registered(request, form, holding.get(), at):
            return HttpResponseRedirect(_address(request, absent))
        status = 422
    rows = AbsenceDelegation.objects.select_related("holding__position__organisation", "delegate", "holding__person")
    context: dict[str, Any] = {
        "absent": absent,
        "is_own": absent.pk == by.account_id,
        "seats": list(seats.values()),
        "chosen": chosen,
        "form": form if chosen is not None and may(by, "accounts.register_absence", holding.get()) else None,
        "absences": rows.filter(holding__person=absent.person_id).order_by("-valid_from", "-id")[:50],
        "standing_in": rows.filter(delegate=absent.person_id).not_over(at).order_by("valid_from", "id")[:50],
        "address": _address(request, absent),
        "at": at,
    }
    return pages.render(request, "accounts/absences.html", context, status=status)


def _form(request: HttpRequest, holding: PositionHolding | None, absent: Account, at: datetime) -> AbsenceForm | None:
    if holding is None:
        return None
    colleagues = may_stand_in(holding.position, at=at).exclude(pk=absent.pk)[:MOST_COLLEAGUES]
    return AbsenceForm(
        request.POST if request.method == "POST" else None,
        colleagues=[(str(each.pk), f"{each.display_name} ({each.username})") for each in colleagues],
        holding=holding.pk,
    )


def _registered(request: HttpRequest, form: AbsenceForm, holding: PositionHolding, at: datetime) -> bool:
    typed = form.cleaned_data
    delegate = get_object_or_404(Account.objects.officials(), pk=typed["delegate"])
    try:
        register_absence(
            holding, by=pages.actor_of_request(request), at=at, delegate=delegate.person, reason=typed["reason"],
            decision=typed["decision"], valid_from=_midnight(typed["valid_from"]),
            valid_to=_midnight(typed["valid_to"] + timedelta(days=1)),
        )  # fmt: skip
    except Refused as refused:
        form.show_refusal(refused)
        return False
    messages.success(request, _("Đã ghi ủy quyền. Người thay làm việc với chức vụ này từ giờ đã ghi."))
    return True


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)
