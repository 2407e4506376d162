"""Làm thay: whose guardian one is, and who lets whom file in their name."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.persons.public import (
    Guardianship,
    LegalEntity,
    Mandate,
    MandateState,
    MemberRole,
    Person,
    accept_mandate,
    declare_child,
    give_mandate,
    mandates_for,
    organisations_of,
    withdraw_mandate,
)
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.portal.forms import ChildForm, MandateForm
from motcua.procedures.public import Procedure

PAGE_SIZE, MOST_ORGANISATIONS = 20, 50


@enter("citizen", "persons.declare_child")
def wards(request: HttpRequest) -> HttpResponse:
    """Người tôi giám hộ: the children and wards for whom one files, and declaring a child."""
    me = _me(request)
    form = ChildForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = declare_child(me, sex=None, by=actor_of_request(request), at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            _show(form, refused)
        else:
            messages.success(request, _("Đã ghi nhận %(name)s.") % {"name": kept.ward})
            return redirect("portal:wards")
    own = (
        Guardianship.objects.in_force(clock.today())
        .filter(guardian__in=actor_of_request(request).persons)
        .select_related("ward")
    )
    page = keyset_page(own, keys=("-registered_at", "-id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    context = {"form": form, "rows": page.rows, "next": page.next_token, "tabs": _tabs("wards")}
    return render(request, "portal/wards.html", context, status=422 if form.errors else 200)


@enter("citizen", "persons.give_mandate")
def mandates(request: HttpRequest) -> HttpResponse:
    """Ủy quyền: those one gave and those one holds, the newest first, with their state."""
    me = _me(request)
    own = Mandate.objects.of(actor_of_request(request).persons).select_related("grantor", "entity", "holder")
    page = keyset_page(own, keys=("-given_at", "-id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    context = {"me": me, "rows": page.rows, "next": page.next_token, "tabs": _tabs("mandates")}
    return render(request, "portal/mandates.html", context)


@enter("citizen", "persons.give_mandate")
def give(request: HttpRequest) -> HttpResponse:
    """Ủy quyền mới: to whom, for what, until when."""
    me = _me(request)
    entities = {
        str(each.pk): each
        for each in LegalEntity.objects.filter(legal_representative__in=actor_of_request(request).persons).order_by(
            "pk"
        )[:50]
    }
    form = MandateForm(
        request.POST if request.method == "POST" else None, initial={"grantor": request.GET.get("thay-mat", "toi")}
    )
    choices = [("toi", _("Tôi, %(name)s") % {"name": me}), *((key, each.name) for key, each in entities.items())]
    grantor = form.fields["grantor"]
    assert isinstance(grantor, forms.ChoiceField)
    grantor.choices = choices
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            give_mandate(
                me,
                entity=entities.get(given["grantor"]),
                personal_id=given["personal_id"],
                full_name=given["full_name"],
                role=MemberRole(given["role"] or MemberRole.FILER),
                procedures=_codes(given["procedures"]),
                valid_to=given["valid_to"],
                document=given["document"],
                by=actor_of_request(request),
                at=clock.now(),
            )
        except Refused as refused:
            _show(form, refused)
        else:
            messages.success(request, _("Đã gửi ủy quyền. Ủy quyền có hiệu lực khi người nhận đồng ý."))
            return redirect("portal:mandates")
    return render(
        request,
        "portal/give_mandate.html",
        {"form": form, "has_organisations": bool(entities)},
        status=422 if form.errors else 200,
    )


@enter("citizen", "persons.give_mandate")
def organisations(request: HttpRequest) -> HttpResponse:
    """Tổ chức, doanh nghiệp: those to whose account one belongs, who else does, in which role."""
    actor = actor_of_request(request)
    now = clock.now()
    ours = organisations_of(actor.persons, now)
    members = Mandate.objects.filter(entity__in=ours).exclude(state=MandateState.WITHDRAWN).select_related("holder")
    by_entity: dict[int, list[Mandate]] = {}
    for member in members.filter(valid_to__gte=clock.today()).order_by("given_at", "id"):
        by_entity.setdefault(member.entity_id or 0, []).append(member)
    filing = {held.entity_id for held in mandates_for(actor, now)}
    entities = LegalEntity.objects.filter(pk__in=ours).select_related("legal_representative").order_by("name", "pk")
    rows = [
        {
            "entity": each,
            "leads": each.legal_representative_id in actor.persons,
            "members": by_entity.get(each.pk, []),
            "files": each.legal_representative_id in actor.persons or each.pk in filing,
        }
        for each in entities[:MOST_ORGANISATIONS]
    ]
    context = {"rows": rows, "tabs": _tabs("organisations")}
    return render(request, "portal/organisations.html", context)


@enter("citizen", "persons.accept_mandate")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder agrees."""
    return _move(request, pk, accept_mandate, _("Đã nhận ủy quyền."))


@enter("citizen", "persons.withdraw_mandate")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Either side ends it."""
    return _move(request, pk, withdraw_mandate, _("Đã chấm dứt ủy quyền."))


def _move(request: HttpRequest, pk: int, act: Any, done: str) -> HttpResponse:
    actor = actor_of_request(request)
    mandate = get_object_or_404(Mandate.objects.of(actor.persons), pk=pk)
    try:
        act(mandate, by=actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect("portal:mandates")


def _me(request: HttpRequest) -> Person:
    person_id = actor_of_request(request).person_id
    if person_id is None:
        raise Http404
    return Person.objects.get(pk=person_id)


def _codes(text: str) -> list[str]:
    codes = [code for code in (part.strip() for part in text.split(",")) if code]
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        raise Refused(_("Không có thủ tục mang mã %(code)s.") % {"code": unknown[0]}, field="procedures")
    return codes


def _show(form: forms.Form, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def _tabs(current: str) -> list[dict[str, object]]:
    return [
        {"label": label, "url": reverse(f"portal:{name}"), "count": None, "current": name == current}
        for name, label in (
            ("mandates", _("Ủy quyền")),
            ("wards", _("Người tôi giám hộ")),
            ("organisations", _("Tổ chức, doanh nghiệp")),
        )
    ]
