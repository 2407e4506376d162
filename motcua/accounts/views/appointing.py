"""Appoint an official to a position or move them: where, which, with which roles; seen before it is made."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.actions.appoint import Term, appoint
from motcua.accounts.forms import AppointmentForm, start_of
from motcua.accounts.models import Account, PositionHolding, Role
from motcua.accounts.views.roles import changing
from motcua.organisations.public import Organisation, Position
from motcua.platform import clock, pages
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.formats import dmy
from motcua.platform.language import data
from motcua.platform.text import whole_number

MOST_PLACES, MOST_POSITIONS = 20, 200


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.appoint")
def appoint_page(request: HttpRequest, account: int) -> HttpResponse:
    """First the organisation, found by name or code; then the position there, its roles and days; then what it adds."""
    owner, at = get_object_or_404(Account.objects.officials(), pk=account), clock.now()
    actor = pages.actor_of_request(request)
    if owner.person_id in actor.persons:
        raise NotAllowed(_("Không ai tự thay đổi quyền của chính mình."))
    words = request.GET.get("tim", "").strip()[:100]
    wanted = whole_number(request.POST.get("place", "") or request.GET.get("noi", ""))
    existing = Organisation.objects.as_of(clock.today())
    place = existing.filter(pk=wanted or 0).first()
    form = _form(request, owner, place, at) if place is not None else None
    if request.method == "POST" and form is not None and place is not None and form.is_valid():
        try:
            return _appointing(request, form, owner, place, at)
        except NotAllowed:
            raise
        except Refused as refused:
            form.show_refusal(refused)
    found = existing.filter(Q(name__icontains=words) | Q(identifier__iexact=words)) if words else existing.none()
    context: dict[str, Any] = {
        "owner": owner,
        "words": words,
        "found": list(found.select_related("parent").in_order()[:MOST_PLACES]) if place is None else [],
        "place": place,
        "form": form,
        "address": reverse("accounts:appoint", args=[owner.pk]),
    }
    status = 422 if form is not None and form.errors else 200
    return pages.render(request, "accounts/appoint.html", context, status=status)


def _form(request: HttpRequest, owner: Account, place: Organisation, at: datetime) -> AppointmentForm:
    positions = list(Position.objects.as_of(clock.today()).filter(organisation=place).order_by("name", "pk"))
    holders: dict[int, list[str]] = {}
    sitting = PositionHolding.objects.held_at(at).filter(position__organisation=place).select_related("person")
    for each in sitting.order_by("pk"):
        holders.setdefault(each.position_id, []).append(each.person.full_name)
    names = [(str(each.pk), _seat(each.name, holders.get(each.pk, []))) for each in positions[:MOST_POSITIONS]]
    roles = Role.objects.exclude(code__in=("citizen", "business")).order_by("name")
    held = PositionHolding.objects.held_at(at).filter(person=owner.person_id)
    return AppointmentForm(
        request.POST if request.method == "POST" else None,
        positions=names,
        roles=[(each.code, data(each.name)) for each in roles],
        held=[
            (str(each.pk), f"{each.position.name}, {each.position.organisation.name}")
            for each in held.select_related("position__organisation").order_by("valid_from", "pk")
        ],
    )


def _seat(name: str, holders: list[str]) -> str:
    return _("%(name)s (đang giữ: %(holders)s)") % {"name": name, "holders": ", ".join(holders)} if holders else name


def _appointing(
    request: HttpRequest, form: AppointmentForm, owner: Account, place: Organisation, at: datetime
) -> HttpResponse:
    typed, today = form.cleaned_data, at.astimezone(clock.VIETNAM).date()
    if typed["valid_from"] < today:
        raise Refused(_("Ngày bắt đầu phải là hôm nay hoặc một ngày sau."), "valid_from")
    begins = start_of(typed["valid_from"], at)
    ends = start_of(typed["valid_to"] + timedelta(days=1), at) if typed["valid_to"] else None
    seat = Position.objects.filter(pk=whole_number(typed["position"]) or 0).first() or str(typed["name"])
    theirs = PositionHolding.objects.filter(person=owner.person_id)
    leaves = theirs.select_related("position").filter(pk=whole_number(typed["leaves"]) or 0).first()
    words = _("%(who)s giữ chức vụ %(seat)s, %(place)s") % {
        "who": owner.display_name, "seat": seat, "place": place.name,
    }  # fmt: skip
    if leaves is not None:
        words += _("; thôi giữ %(seat)s") % {"seat": leaves.position.name}
    if begins > at:
        words += _("; từ %(day)s") % {"day": dmy(begins)}

    def change() -> PositionHolding:
        return appoint(
            place, account=owner, seat=seat, roles=typed["roles"], term=Term(begins, ends, typed["decision"]),
            leaves=leaves, by=pages.actor_of_request(request), at=at,
        )  # fmt: skip

    back = reverse("accounts:one_account", args=[owner.pk])
    return changing(request, words, back, theirs.all, change, begins)
