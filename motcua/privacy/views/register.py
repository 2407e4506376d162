"""Sổ dữ liệu cá nhân: which fields hold personal data, why, on which ground, for how long; and late telling."""

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.pages import actor_of_request, enter, render
from motcua.platform.personal import PersonalClass, PersonalField, declared_fields, declared_purposes
from motcua.platform.text import whole_number
from motcua.privacy.actions.set_delay import set_delay
from motcua.privacy.models import LookDelay


@enter("official", "privacy.read_register")
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The record of processing as the law asks for it, to be read and printed."""
    return _show(request)


def _show(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    actor = actor_of_request(request)
    classes = {PersonalClass.BASIC: _("Cơ bản"), PersonalClass.SENSITIVE: _("Nhạy cảm")}
    kinds: dict[str, list[tuple[PersonalField, str, str]]] = {}
    for field in declared_fields():
        kinds.setdefault(_model_name(field), []).append((field, _field_name(field), classes[field.data_class]))
    context = {
        "kinds": kinds.items(),
        "purposes": [(_(purpose.code), purpose) for purpose in declared_purposes()],
        "inspections": [(purpose.code, _(purpose.code)) for purpose in declared_purposes() if purpose.is_inspection],
        "delays": [(_(rule.purpose), rule) for rule in LookDelay.objects.order_by("-valid_from", "-id")],
        "may_delay": actor.has("privacy.set_delay"),
        "typed": request.POST,
        "errors": [(f"id_{refused.field}" if refused.field else None, refused.message)] if refused else [],
    }
    return render(request, "privacy/register.html", context, status=422 if refused else 200)


def _model_name(field: PersonalField) -> str:
    name = str(apps.get_model(field.path.rpartition(".")[0])._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _field_name(field: PersonalField) -> str:
    label, _dot, name = field.path.rpartition(".")
    told = str(getattr(apps.get_model(label)._meta.get_field(name), "verbose_name", name))
    return "" if told == name.replace("_", " ") else told


@enter("official", "privacy.set_delay")
@require_POST
def delay(request: HttpRequest) -> HttpResponse:
    """Báo chậm: from now on, looks of inspections are told so many days later."""
    try:
        set_delay(
            purpose=request.POST.get("purpose", ""),
            days=whole_number(request.POST.get("days", "")) or 0,
            ground=request.POST.get("ground", ""),
            by=actor_of_request(request),
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return _show(request, refused)
    messages.success(request, _("Đã đặt quy tắc báo chậm."))
    return redirect("privacy:register")
