"""Ai đã xem dữ liệu của tôi: the looks at one's own data, and the questions about them."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.audit.public import looks_at, purposes_of_looks
from motcua.persons.public import Person
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.personal import purpose_of
from motcua.privacy.actions.ask import ask
from motcua.privacy.models import DataQuestion, LookDelay
from motcua.privacy.reads.looks import told, withheld

PAGE_SIZE = 30


@enter("citizen", "privacy.ask")
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """Ai đã xem: when, which unit and position, why, on which ground, about which dossier; by day, newest first."""
    return _show(request)


def _show(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    actor = actor_of_request(request)
    if actor.person_id is None:
        raise Http404
    hidden = withheld(clock.now())
    purposes = purposes_of_looks(actor.persons, withheld=hidden)
    chosen = request.GET.get("muc-dich", "")
    chosen = chosen if chosen in purposes else ""
    page = looks_at(actor.persons, purpose=chosen, withheld=hidden, after=request.GET.get("sau"), size=PAGE_SIZE)
    days = [
        (day, list(looks_of_day))
        for day, looks_of_day in groupby(told(page.rows, actor), lambda each: dmy(each.look.at.astimezone(VIETNAM)))
    ]
    context: dict[str, Any] = {
        "days": days,
        "total": sum(purposes.values()),
        "tabs": _tabs(purposes, chosen),
        "more_url": _address(chosen, sau=page.next_token) if page.next_token else None,
        "delays": [(_(rule.purpose), rule) for rule in LookDelay.objects.in_force(clock.now()).order_by("purpose")],
        "errors": [(refused.field, refused.message)] if refused else [],
    }
    return render(request, "privacy/looks.html", context, status=422 if refused else 200)


def _tabs(purposes: Any, chosen: str) -> list[dict[str, object]]:
    every = {"label": _("Tất cả"), "url": _address(""), "count": sum(purposes.values()), "current": not chosen}
    return [every] + [
        {"label": _(code) if code else _("Khác"), "url": _address(code), "count": count, "current": code == chosen}
        for code, count in sorted(purposes.items(), key=lambda each: (-each[1], each[0]))
        if code and (purpose_of(code) or code == chosen)
    ]


def _address(purpose: str, **more: str | None) -> str:
    chosen = {name: value for name, value in {"muc-dich": purpose, **more}.items() if value}
    return reverse("privacy:looks") + (f"?{urlencode(chosen)}" if chosen else "")


@enter("citizen", "privacy.ask")
@require_POST
def ask_about(request: HttpRequest, entry: int) -> HttpResponse:
    """Hỏi đơn vị: one press sends the question that stands there."""
    actor = actor_of_request(request)
    person = get_object_or_404(Person, pk=actor.person_id)
    try:
        question = ask(person, entry=entry, text=request.POST.get("text", ""), by=actor, at=clock.now())
    except Refused as refused:
        return _show(request, refused)
    messages.success(request, _("Đã gửi câu hỏi. Khi đơn vị trả lời, ông/bà nhận được thông báo."))
    return redirect("privacy:asked", question.pk)


@enter("citizen", "privacy.ask")
@require_GET
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Câu hỏi của tôi: what was asked, and what the unit said."""
    own = DataQuestion.objects.filter(person=actor_of_request(request).person_id).select_related("organisation")
    question = get_object_or_404(own, pk=pk)
    return render(request, "privacy/asked.html", {"question": question, "purpose": _(question.purpose)})
