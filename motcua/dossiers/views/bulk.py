"""What is done to several rows of the inbox at once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from motcua.accounts.public import Account
from motcua.dossiers.actions._each import MOST, Outcome
from motcua.dossiers.actions.assign_steps import assign_steps
from motcua.dossiers.actions.claim_steps import claim_steps
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.assigning import assignable_steps, who_could
from motcua.platform import clock
from motcua.platform.action import Refused, record_read
from motcua.platform.pages import actor_of_request, enter, render

NOTE_LIMIT = 4000


@enter("official", "dossiers.claim_steps")
@require_POST
def claim_picked(request: HttpRequest) -> HttpResponse:
    """Nhận xử lý the picked dossiers."""
    outcomes = claim_steps(_picked(request), by=actor_of_request(request), at=clock.now())
    return _told(request, outcomes, _("Nhận xử lý"), _claimed(outcomes))


@enter("official", "dossiers.assign_steps")
@require_POST
def assign_picked(request: HttpRequest) -> HttpResponse:
    """Phân công the picked dossiers: first to whom, then what became of each."""
    codes, username = _picked(request), request.POST.get("account", "")
    account = Account.objects.officials().filter(username=username).first() if username else None
    if account is None:
        return _ask(request, codes, _("Xin chọn người xử lý.") if "account" in request.POST else "")
    note = request.POST.get("note", "")
    if len(note) > NOTE_LIMIT:
        return _ask(request, codes, _("Nội dung dài quá 4.000 ký tự."))
    outcomes = assign_steps(codes, account=account, note=note, by=actor_of_request(request), at=clock.now())
    return _told(request, outcomes, _("Phân công"), _assigned(outcomes, account))


def _picked(request: HttpRequest) -> list[str]:
    return request.POST.getlist("selected")


def _ask(request: HttpRequest, codes: Sequence[str], error: str) -> HttpResponse:
    """To whom: the picked dossiers with their steps, and the officials who do such steps."""
    if not codes:
        raise Refused(_("Xin chọn ít nhất một hồ sơ."))
    actor, now = actor_of_request(request), clock.now()
    picked = list(Dossier.objects.visible_to(actor).filter(code__in=codes[:MOST]).for_list().order_by("due_at", "id"))
    record_read(by=actor, purpose=gettext_noop("Phân công hồ sơ"), persons=[dossier.owner_id for dossier in picked])
    steps = list(assignable_steps([dossier.instance_id or 0 for dossier in picked], actor))
    first = {step.instance_id: step for step in reversed(steps)}
    context: dict[str, Any] = {
        "picked": [(dossier, first.get(dossier.instance_id or 0)) for dossier in picked],
        "people": [(each.username, each.display_name) for each in who_could(steps, now)],
        "error": error,
        "back": _back(request),
        "back_url": _back_url(request),
        "typed": request.POST,
    }
    return render(request, "dossiers/bulk_assign.html", context, status=422 if error else 200)


def _claimed(outcomes: Sequence[Outcome]) -> str:
    done = sum(not outcome.refusal for outcome in outcomes)
    return ngettext("Đã nhận xử lý %d hồ sơ.", "Đã nhận xử lý %d hồ sơ.", done) % done


def _assigned(outcomes: Sequence[Outcome], account: Account) -> str:
    done = sum(not outcome.refusal for outcome in outcomes)
    words = ngettext("Đã phân công %(count)d hồ sơ cho %(name)s.", "Đã phân công %(count)d hồ sơ cho %(name)s.", done)
    return words % {"count": done, "name": account.display_name}


def _told(request: HttpRequest, outcomes: Sequence[Outcome], title: str, done: str) -> HttpResponse:
    """Back to the list where all was done; where something refused, what became of each."""
    if not any(outcome.refusal for outcome in outcomes):
        messages.success(request, done)
        return redirect(_back_url(request))
    context = {
        "title": title,
        "sentence": done,
        "refused": [outcome for outcome in outcomes if outcome.refusal],
        "done": [outcome for outcome in outcomes if not outcome.refusal],
        "back_url": _back_url(request),
    }
    return render(request, "dossiers/bulk_done.html", context, status=200 if context["done"] else 422)


def _back(request: HttpRequest) -> str:
    return request.POST.get("back", "")[:1000]


def _back_url(request: HttpRequest) -> str:
    base, query = reverse("dossiers:inbox"), _back(request)
    return f"{base}?{query}" if query else base
