"""Mức phí: what copies cost, since when, on which ground."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.certifications.actions.set_fee import set_fee
from motcua.certifications.forms import FeeForm
from motcua.certifications.reads import rate_at, rates
from motcua.certifications.rules import FeeRate
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, render


@enter("official", "certifications.set_fee")
def fees(request: HttpRequest) -> HttpResponse:
    """All fees with their days, and the next one."""
    form = FeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_fee(FeeRate(**form.cleaned_data), by=actor_of_request(request), at=clock.now())
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Đã đặt mức phí."))
            return redirect("certifications:fees")
    history = sorted(rates(), key=lambda rate: rate.since, reverse=True)
    context = {"form": form, "rates": history, "now_in_force": rate_at(clock.now())}
    return render(request, "certifications/fees.html", context, status=422 if form.errors else 200)
