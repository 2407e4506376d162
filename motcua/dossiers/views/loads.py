"""Tải việc: who holds how much, giving it to others at once, and how the unit hands work out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.accounts.public import Account, Role
from motcua.dossiers.actions.reassign import reassign
from motcua.dossiers.actions.set_practice import set_duty, set_practice
from motcua.dossiers.models import DeskDuty, DeskPractice
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.reads.assigning import steps_held
from motcua.dossiers.reads.loads import groups
from motcua.dossiers.reads.practice import practice_of
from motcua.dossiers.rules import MOST_REASSIGNED
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.text import whole_number
from motcua.procedures.public import ProcedureField


@enter("official", "dossiers.reassign")
def loads(request: HttpRequest) -> HttpResponse:
    """Who holds how much, by group; what nobody is left to do stands first."""
    return _page(request)


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    found = groups(actor_of_request(request), clock.now())
    roles = dict(Role.objects.filter(code__in={group.role for group in found}).values_list("code", "name"))
    people = {load.account.username: load.account.display_name for group in found for load in group.loads}
    flaws = {
        "nobody": _("Không có ai giữ vai trò này, việc đang nằm lại."),
        "away": _("Mọi người giữ vai trò này đều vắng mặt."),
        "quiet": _("Có việc chờ quá ba ngày mà chưa ai nhận."),
    }
    context: dict[str, Any] = {
        "groups": [
            {"group": group, "role": roles.get(group.role, group.role), "flaw": flaws.get(group.flaw, "")}
            for group in found
        ],
        "most": max((load.open for group in found for load in group.loads), default=1) or 1,
        "people": sorted(people.items(), key=lambda each: each[1]),
        "error": error,
        "typed": request.POST,
        "limit": MOST_REASSIGNED,
    }
    return render(request, "dossiers/loads.html", context, status=status)


@enter("official", "dossiers.reassign")
@require_POST
def reassign_all(request: HttpRequest) -> HttpResponse:
    """Giao lại: what one official holds, or what nobody took, to another."""
    actor, at = actor_of_request(request), clock.now()
    officials = Account.objects.officials()
    holder = officials.filter(username=request.POST.get("holder", "")).first()
    account = officials.filter(username=request.POST.get("account", "")).first()
    if holder is None:
        return _page(request, error=_("Xin chọn giao lại việc của ai."), status=422)
    if account is None:
        return _page(request, error=_("Xin chọn người nhận."), status=422)
    steps = [task.pk for task in steps_held(actor, holder.pk, most=MOST_REASSIGNED)]
    try:
        done = reassign(steps, account=account, reason=request.POST.get("reason", "")[:4000], by=actor, at=at)
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, error=refused.message, status=422)
    words = ngettext("Đã giao %(count)d hồ sơ cho %(name)s.", "Đã giao %(count)d hồ sơ cho %(name)s.", len(done.done))
    messages.success(request, words % {"count": len(done.done), "name": account.display_name})
    if done.left:
        context = {
            "title": _("Giao lại hồ sơ"), "sentence": words % {"count": len(done.done), "name": account.display_name},
            "refused": done.left, "done": (), "back_url": request.path.removesuffix("/giao-lai"),
        }  # fmt: skip
        return render(request, "dossiers/bulk_done.html", context)
    return redirect("dossiers:loads")


@enter("official", "dossiers.set_practice")
def practice(request: HttpRequest, identifier: str) -> HttpResponse:
    """Cách làm việc của đơn vị: its promises and how it hands out work, with what held before."""
    unit = get_object_or_404(Organisation, identifier=identifier)
    actor = actor_of_request(request)
    if not reaches(actor, "dossiers.set_practice", unit.pk):
        raise Http404
    error = ""
    if request.method == "POST":
        error = _set(request, unit)
        if not error:
            messages.success(request, _("Đã ghi cách làm việc của đơn vị."))
            return redirect("dossiers:practice", identifier)
    at = clock.now()
    people = {
        load.account.username: load.account.display_name
        for group in groups(actor, at)
        if group.organisation_id == unit.pk
        for load in group.loads
    }
    context = {
        "unit": unit,
        "now": practice_of(unit.pk, at),
        "ways": DeskPractice.WAYS,
        "kinds": DeskDuty.KINDS,
        "history": DeskPractice.objects.filter(organisation=unit).select_related("set_by").order_by("-since")[:20],
        "duties": DeskDuty.objects.filter(organisation=unit, ended_at=None).select_related("account"),
        "people": sorted(people.items(), key=lambda each: each[1]),
        "fields": list(ProcedureField.objects.order_by("name").values_list("code", "name")),
        "error": error,
        "typed": request.POST,
    }
    return render(request, "dossiers/practice.html", context, status=422 if error else 200)


def _set(request: HttpRequest, unit: Organisation) -> str:
    actor, at = actor_of_request(request), clock.now()
    try:
        if "kind" in request.POST:
            account = Account.objects.officials().filter(username=request.POST.get("account", "")).first()
            if account is None:
                return _("Xin chọn một người.")
            typed = request.POST.get("codes", "").replace(";", ",").split(",")
            kind = request.POST.get("kind", "")
            set_duty(unit, account, kind=kind, codes=typed, by=actor, at=at)
            return ""
        days = [whole_number(each.strip()) for each in request.POST.get("reminder_days", "").split(",") if each.strip()]
        set_practice(
            unit,
            reply_hours=whole_number(request.POST.get("reply_hours", "")) or 0,
            reminder_days=[day or 0 for day in days],
            assign_by=request.POST.get("assign_by", "-"),
            hotline=request.POST.get("hotline", ""),
            by=actor,
            at=at,
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return refused.message
    return ""
