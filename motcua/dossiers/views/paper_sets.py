"""Bộ mẫu giấy tờ: which set of forms each field of procedures uses, from when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.dossiers.actions.set_paper_set import set_paper_set
from motcua.dossiers.models import PaperSetUse
from motcua.dossiers.views.deadlines import day_typed
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.formats import dmy
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, render
from motcua.procedures.public import ProcedureField

MOST = 200


@enter("official", "dossiers.set_paper_set")
def paper_sets(request: HttpRequest) -> HttpResponse:
    """What is in force and what was, and a form for the next."""
    error: Refused | None = None
    typed = request.POST
    if request.method == "POST":
        try:
            set_paper_set(
                field_code=typed.get("field_code", ""),
                paper_set=typed.get("paper_set", "-"),
                valid_from=day_typed(typed.get("valid_from", "")),
                by=actor_of_request(request),
                at=clock.now(),
            )
        except Refused as refused:
            error = refused
        else:
            messages.success(request, _("Đã ghi bộ mẫu của lĩnh vực."))
            return redirect("dossiers:paper_sets")
    names = dict(ProcedureField.objects.order_by("name").values_list("code", "name"))
    uses = [(names.get(use.field_code, use.field_code), use) for use in _uses()]
    context = {
        "fields": [(code, data(name)) for code, name in names.items()],
        "sets": PaperSetUse.SETS,
        "uses": uses,
        "given": {
            "field_code": typed.get("field_code", ""),
            "paper_set": typed.get("paper_set", ""),
            "valid_from": typed.get("valid_from", dmy(clock.today())),
        },
        "error": error,
    }
    return render(request, "dossiers/paper_sets.html", context, status=422 if error else 200)


def _uses() -> list[PaperSetUse]:
    return list(PaperSetUse.objects.select_related("decided_by")[:MOST])
