"""Danh mục căn cứ: what forms 02 to 05 may say as their reason, from when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.set_grounds import add_ground, end_ground
from motcua.dossiers.models import Ground
from motcua.dossiers.views.deadlines import day_typed
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.formats import dmy
from motcua.platform.pages import actor_of_request, enter, render

FIELDS = ("form", "words", "article", "valid_from")


@enter("official", "dossiers.set_grounds")
def grounds(request: HttpRequest) -> HttpResponse:
    """What is on the lists and what was, and a form for the next."""
    error: Refused | None = None
    typed = request.POST
    if request.method == "POST":
        try:
            add_ground(
                form=typed.get("form", ""), words=typed.get("words", ""), article=typed.get("article", ""),
                needs_words=bool(typed.get("needs_words")), valid_from=day_typed(typed.get("valid_from", "")),
                by=actor_of_request(request), at=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            error = refused
        else:
            messages.success(request, _("Đã ghi căn cứ vào danh mục."))
            return redirect("dossiers:grounds")
    return _show(request, error)


@enter("official", "dossiers.set_grounds")
@require_POST
def end(request: HttpRequest, ground: int) -> HttpResponse:
    """Thôi dùng một căn cứ."""
    try:
        end_ground(get_object_or_404(Ground, pk=ground), by=actor_of_request(request), at=clock.now())
    except Refused as refused:
        return _show(request, refused)
    messages.success(request, _("Đã thôi dùng căn cứ. Phiếu đã in giữ nguyên."))
    return redirect("dossiers:grounds")


def _show(request: HttpRequest, error: Refused | None) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in FIELDS}
    context = {
        "forms": Ground.FORMS,
        "rows": list(Ground.objects.select_related("decided_by").order_by("form", "valid_to", "id")[:500]),
        "given": {**given, "valid_from": given["valid_from"] or dmy(clock.today())},
        "needs_words": bool(request.POST.get("needs_words")),
        "error": error,
    }
    return render(request, "dossiers/grounds.html", context, status=422 if error else 200)
