"""Roles and held positions: what they may do, and what a change of it would add and take before it is made."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.actions.define_role import add_grant, define_role, remove_grant
from motcua.accounts.actions.end_holding import end_holding
from motcua.accounts.actions.grant_role import grant_role
from motcua.accounts.actions.revoke_role import revoke_role
from motcua.accounts.actions.set_clearance import set_clearance
from motcua.accounts.duties import conflicts_of
from motcua.accounts.forms import day_of, start_of
from motcua.accounts.models import DATA_CLASSES, Account, PositionHolding, Role, RoleGrant
from motcua.accounts.ports import PROCEDURES
from motcua.accounts.previews import preview, rights_in
from motcua.accounts.rules import Reach
from motcua.audit.ports import ACTS
from motcua.platform import clock, pages
from motcua.platform.action import DataClass, Refused
from motcua.platform.formats import dmy
from motcua.platform.text import whole_number

Change = tuple[str, Callable[[], object]]


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.define_role")
def roles_page(request: HttpRequest) -> HttpResponse:
    """All roles, and a new one of the province's own."""
    problem: Refused | None = None
    if request.method == "POST":
        try:
            role = define_role(
                by=pages.actor_of_request(request), at=clock.now(), code=request.POST.get("code", "").strip()[:60],
                name=request.POST.get("name", "")[:200], description=request.POST.get("description", "")[:500],
            )  # fmt: skip
            return HttpResponseRedirect(reverse("accounts:role", args=[role.code]))
        except Refused as refused:
            problem = refused
    found = Role.objects.annotate(many=Count("grants"))
    page = pages.keyset_page(found, keys=("code", "id"), after=request.GET.get("after"), size=50)
    context = {
        "page": page, "typed": request.POST, "problem": problem,
        "more": f"?after={page.next_token}" if page.next_token else None,
    }  # fmt: skip
    return pages.render(request, "accounts/roles.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.define_role")
def role_page(request: HttpRequest, code: str) -> HttpResponse:
    """What one role may do; of a province's own it can be changed, once it was seen what that adds and takes."""
    role, at = get_object_or_404(Role, code=code), clock.now()
    if request.method == "POST":
        words, change = _role_change(request, role, at)
        holdings = lambda: PositionHolding.objects.not_over(at).filter(roles=role)  # noqa: E731
        return changing(request, f"{role.name}: {words}", reverse("accounts:role", args=[code]), holdings, change, at)
    grants = list(role.grants.order_by("permission", "reach"))
    permissions = RoleGrant.objects.filter(role__is_standard=True).values_list("permission", flat=True).distinct()
    context = {
        "role": role,
        "grants": [(each, _permission(each.permission)) for each in grants],
        "named": PROCEDURES.answer()({name for each in grants for name in each.procedures}),
        "holders": PositionHolding.objects.held_at(at).filter(roles=role).count(),
        "permissions": [(each, _permission(each)) for each in permissions.order_by("permission")],
        "reaches": RoleGrant.REACHES,
        "classes": DATA_CLASSES,
    }
    return pages.render(request, "accounts/role.html", context)


def _permission(name: str) -> str:
    return f"{ACTS[name]} ({name})" if name in ACTS else name


def _role_change(request: HttpRequest, role: Role, at: datetime) -> Change:
    by, posted = pages.actor_of_request(request), request.POST
    if posted.get("move") == "remove":
        grant = get_object_or_404(role.grants, pk=whole_number(posted.get("grant", "")) or 0)
        words = _("bớt quyền %(permission)s") % {"permission": _permission(grant.permission)}
        return words, lambda: remove_grant(role, by=by, at=at, grant=grant)
    permission, reach = posted.get("permission", ""), posted.get("reach", "")
    if reach not in set(Reach):
        raise Refused(_("Xin chọn phạm vi."), "reach")
    words = _("thêm quyền %(permission)s") % {"permission": _permission(permission)}
    return words, lambda: add_grant(
        role, by=by, at=at, permission=permission, reach=Reach(reach), data_class=_class(request),
        procedures=_procedures(request),
    )  # fmt: skip


def _class(request: HttpRequest) -> DataClass:
    asked = whole_number(request.POST.get("data_class", "")) or 0
    if asked not in set(DataClass):
        raise Refused(_("Xin chọn mức bảo mật."), "data_class")
    return DataClass(asked)


def _procedures(request: HttpRequest) -> list[str]:
    return request.POST.get("procedures", "").replace(",", " ").split()[:200]


@require_http_methods(["GET", "POST"])
@pages.enter("official", "accounts.grant_role")
def holding_page(request: HttpRequest, account: int, holding: int) -> HttpResponse:
    """What one official may do in one position; changed once it was seen what that adds and takes."""
    owner, at = get_object_or_404(Account.objects.officials(), pk=account), clock.now()
    seats = PositionHolding.objects.select_related("position__organisation", "person")
    found = get_object_or_404(seats.not_over(at), pk=holding, person=owner.person_id)
    if request.method == "POST":
        ends_at = _end(request, at)
        words, change = _holding_change(request, found, at, ends_at)
        theirs = lambda: PositionHolding.objects.not_over(at).filter(person=owner.person_id)  # noqa: E731
        here = reverse("accounts:holding", args=[account, holding])
        if request.POST.get("move") == "end":
            here = reverse("accounts:one_account", args=[account])
        seen_at = max(at, ends_at) if request.POST.get("move") == "end" else at
        return changing(request, f"{owner.display_name}: {words}", here, theirs, change, seen_at)
    held = list(found.roles.order_by("name"))
    context = {
        "owner": owner,
        "holding": found,
        "roles": held,
        "others": [(each.code, each.name) for each in Role.objects.exclude(pk__in=[role.pk for role in held])
                   .exclude(code__in=("citizen", "business")).order_by("name")],
        "classes": DATA_CLASSES,
        "named": PROCEDURES.answer()(found.procedures),
        "conflicts": conflicts_of(_held(PositionHolding.objects.filter(person=owner.person_id), at)),
        "is_self": owner.pk == pages.actor_of_request(request).account_id,
    }  # fmt: skip
    return pages.render(request, "accounts/holding.html", context)


def _held(holdings: QuerySet[PositionHolding], at: datetime) -> set[str]:
    return {right.permission for rights in rights_in(holdings, at=at).values() for right in rights}


def _end(request: HttpRequest, at: datetime) -> datetime:
    """When what is ended ends: now, or as the day begins that was typed. Raises Refused for a day that is none."""
    typed = request.POST.get("ends_on", "").strip()
    if not typed:
        return at
    day = day_of(typed)
    if day is None or day < at.astimezone(clock.VIETNAM).date():
        raise Refused(_("Ngày thôi giữ phải là hôm nay hoặc một ngày sau. Ví dụ: 05/11/2026."), "ends_on")
    return start_of(day, at)


def _holding_change(request: HttpRequest, holding: PositionHolding, at: datetime, ends_at: datetime) -> Change:
    by, role = pages.actor_of_request(request), request.POST.get("role", "")
    name = Role.objects.filter(code=role).values_list("name", flat=True).first() or role
    move = request.POST.get("move")
    if move == "grant":
        return _("giao vai trò %(role)s") % {"role": name}, lambda: grant_role(holding, by=by, at=at, role=role)
    if move == "revoke":
        return _("thu hồi vai trò %(role)s") % {"role": name}, lambda: revoke_role(holding, by=by, at=at, role=role)
    if move == "end":
        words = _("thôi giữ chức vụ %(name)s") % {"name": holding.position.name}
        if ends_at > at:
            words = _("thôi giữ chức vụ %(name)s từ %(day)s") % {"name": holding.position.name, "day": dmy(ends_at)}
        return words, lambda: end_holding(holding, by=by, at=at, ends_at=ends_at)
    data_class, procedures = _class(request), _procedures(request)
    words = _("mức bảo mật %(level)s") % {"level": dict(DATA_CLASSES)[data_class.value]}
    if procedures:
        words += _(", chỉ với %(names)s") % {"names": ", ".join(procedures)}
    return words, lambda: set_clearance(holding, by=by, at=at, data_class=data_class, procedures=procedures)


def changing(
    request: HttpRequest,
    words: str,
    back: str,
    holdings: Callable[[], QuerySet[PositionHolding]],
    change: Callable[[], object],
    at: datetime,
) -> HttpResponse:
    """First what the change adds and takes, as of `at`; once that was confirmed, the change."""
    is_later = at > clock.now()
    if request.POST.get("confirmed") == "1":
        change()
        said = _("Đã lưu: %(what)s.") if is_later else _("Đã lưu: %(what)s. Có hiệu lực ngay.")
        messages.success(request, said % {"what": words})
        return HttpResponseRedirect(back)
    permissions: set[str] = set()

    def tried() -> None:
        change()
        permissions.update(_held(holdings(), at))

    found = preview(holdings, tried, at=at)
    context: dict[str, Any] = {
        "what": words,
        "found": found,
        "sides": [(_("Thêm"), found.added, "+"), (_("Bớt"), found.taken, "−")],
        "acts": ACTS,
        "conflicts": conflicts_of(permissions),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "confirmed")
        ],
        "back": back,
    }
    return pages.render(request, "accounts/change_preview.html", context)
