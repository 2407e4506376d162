"""Giám hộ: officials register who acts for whom by law, on the paper they saw, and end it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.persons.forms import EndForm, GuardianshipForm, RefusableForm, SoughtForm
from motcua.persons.models import Guardianship, Person
from motcua.persons.public import (
    Basis,
    Ground,
    NewPerson,
    end_guardianship,
    register_guardianship,
    same_person,
    survivors_of,
)
from motcua.platform import clock
from motcua.platform.action import Refused, record_read
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import fold

PURPOSE = gettext_noop("Ghi nhận giám hộ")
PAGE_SIZE, MOST_FOUND = 30, 10
NEW = "moi"
SIDES = ("guardian", "ward")
KEPT = Guardianship.objects.select_related("guardian", "ward", "registered_by", "ended_by")


@dataclass
class Side:
    """Guardian or ward on the page: what was typed, whom that finds, who was chosen."""

    form: SoughtForm
    found: Sequence[Person] = ()
    chosen: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def person(self) -> Person | None:
        """Who was chosen among those found."""
        return next((each for each in self.found if str(each.pk) == self.chosen), None)


@enter("official", "persons.register_guardianship")
def guardianships(request: HttpRequest) -> HttpResponse:
    """What one registered or ended oneself, the newest first; or all in which somebody looked for takes part.

    Looked for by what is posted: numbers do not stand in addresses.
    """
    actor, listed = actor_of_request(request), KEPT
    form = SoughtForm(request.POST if request.method == "POST" else None)
    found: Sequence[Person] | None = None
    if request.method == "POST" and form.is_valid():
        found = _found(form)
        listed = listed.concerning([pk for person in found for pk in same_person(person.pk)])
    else:
        listed = listed.moved_by(actor.persons)
    page = keyset_page(listed, keys=("-registered_at", "-id"), after=request.GET.get("sau"), size=PAGE_SIZE)
    seen = {pk for row in page.rows for pk in row.scope().persons} | {person.pk for person in found or ()}
    record_read(by=actor, purpose=PURPOSE, persons=seen)
    context = {
        "form": form,
        "rows": page.rows,
        "next": page.next_token if found is None else None,
        "found": found,
        "today": clock.today(),
    }
    return render(request, "persons/guardianships.html", context, status=422 if form.errors else 200)


@enter("official", "persons.register_guardianship")
def register(request: HttpRequest) -> HttpResponse:
    """Look for both, choose, and register; whoever is not known yet is recorded by the papers that were seen."""
    posted = request.POST if request.method == "POST" else None
    sides = {name: Side(SoughtForm(posted, prefix=name), chosen=request.POST.get(name, "")) for name in SIDES}
    is_saving = posted is not None and posted.get("act") == "register"
    form = GuardianshipForm(posted if is_saving else None, initial=_typed(posted))
    for side in sides.values():
        if posted is not None and side.form.is_valid():
            _look(side)
    if posted is not None:
        seen = {person.pk for side in sides.values() for person in side.found}
        record_read(by=actor_of_request(request), purpose=PURPOSE, persons=seen)
    if is_saving and form.is_valid() and all(side.form.is_valid() for side in sides.values()):
        kept = _registered(request, form, sides)
        if kept is not None:
            return redirect("persons:guardianship", kept.pk)
    errors = [
        *_errors(sides["guardian"].form, _("Người giám hộ")),
        *_errors(sides["ward"].form, _("Người được giám hộ")),
        *_errors(form),
    ]
    ready = all(side.choices for side in sides.values())
    context = {"sides": sides, "form": form, "is_ready": ready, "errors": errors}
    return render(request, "persons/register_guardianship.html", context, status=422 if errors else 200)


def _errors(form: RefusableForm, whose: str = "") -> list[tuple[str | None, str]]:
    """For one summary of all forms of the page: where, and what is wrong there."""
    prefix = f"{whose}: " if whose else ""
    return [
        (form[name].auto_id if name in form.fields else None, prefix + str(line))
        for name, lines in form.errors.items()
        for line in lines
    ]


@enter("official", "persons.register_guardianship")
def guardianship(request: HttpRequest, pk: int) -> HttpResponse:
    """One guardianship: who, whom, by which paper, how long; and ending it."""
    found = get_object_or_404(KEPT, pk=pk)
    actor, is_over = actor_of_request(request), found.valid_to is not None and found.valid_to < clock.today()
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            end_guardianship(found, ends_on=typed["ends_on"], basis=_basis(typed), by=actor, at=clock.now())
        except Refused as refused:
            form.show_refusal(refused)
        else:
            messages.success(request, _("Đã ghi nhận chấm dứt giám hộ. Hai bên được báo."))
            return redirect("persons:guardianship", pk)
    record_read(by=actor, purpose=PURPOSE, persons=found.scope().persons, subject=found)
    context = {"each": found, "form": form, "is_over": is_over, "may_end": actor.has("persons.end_guardianship")}
    return render(request, "persons/guardianship.html", context, status=422 if form.errors else 200)


def _found(form: SoughtForm) -> list[Person]:
    """Those who can be meant, under the record with which each goes on."""
    typed, everybody = form.cleaned_data, Person.objects.all()
    if typed["personal_id"]:
        meant = everybody.with_personal_id(typed["personal_id"])
    else:
        meant = everybody.filter(search_name=fold(typed["full_name"]), birth_date=typed["birth_date"])
    ends = set(survivors_of(meant.values_list("pk", flat=True)[:MOST_FOUND]).values())
    return list(everybody.filter(pk__in=ends).order_by("-identity_level", "pk").select_related("address_area"))


def _look(side: Side) -> None:
    side.found = _found(side.form)
    side.choices = [(str(each.pk), _name_of(each)) for each in side.found]
    typed = side.form.cleaned_data
    if not side.found and typed["full_name"] and typed["birth_date"]:
        side.choices = [(NEW, _("Chưa có trong hệ thống: ghi nhận theo giấy tờ đã xem"))]
    if side.chosen not in dict(side.choices):
        side.chosen = side.choices[0][0] if len(side.choices) == 1 else ""
    if not side.choices:
        side.form.add_error(
            None, _("Không tìm thấy ai. Nhập thêm họ tên và ngày sinh để ghi nhận người này theo giấy tờ đã xem.")
        )


def _name_of(person: Person) -> str:
    told = (person.full_name, person.masked_personal_id, person.get_identity_level_display())
    born = _("sinh %(day)s") % {"day": f"{person.birth_date:%d/%m/%Y}"} if person.birth_date else ""
    return " · ".join(filter(None, (told[0], born, *told[1:])))


def _registered(request: HttpRequest, form: GuardianshipForm, sides: dict[str, Side]) -> Guardianship | None:
    by, at, typed = actor_of_request(request), clock.now(), form.cleaned_data
    for side in sides.values():
        if not side.chosen:
            side.form.add_error(None, _("Xin chọn một người."))
            return None
    guardian, ward = (side.person or NewPerson(**side.form.cleaned_data) for side in sides.values())
    try:
        kept = register_guardianship(
            guardian, ward, ground=Ground(typed["ground"]), valid_from=typed["valid_from"],
            valid_to=typed["valid_to"], basis=_basis(typed), by=by, at=at,
        )  # fmt: skip
    except Refused as refused:
        new = [side.form for side in sides.values() if side.person is None and refused.field in side.form.fields]
        (new[0] if new else form).show_refusal(refused)
        return None
    is_new = kept.registered_at == at
    messages.success(
        request, _("Đã ghi nhận giám hộ. Hai bên được báo.") if is_new else _("Việc giám hộ này đã có từ trước.")
    )
    return kept


def _basis(typed: dict[str, Any]) -> Basis:
    return Basis(typed["number"], typed["issued_on"], typed["issuer"])


def _typed(posted: Any) -> dict[str, Any]:
    """What stands in the second part of the page while one still looks for the two."""
    return {name: posted[name] for name in GuardianshipForm.base_fields if posted and posted.get(name)}
