"""Điều phối: accepted dossiers of which nobody is known to resolve them, and the decision who does."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.actions.coordinate import coordinate
from motcua.dossiers.models import Coordination
from motcua.dossiers.reads.coordination import candidates, queue_of, told
from motcua.dossiers.views.acts import text_of
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale, may
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, render

PAGE_SIZE = 50


@enter("official", "dossiers.coordinate")
def queue(request: HttpRequest) -> HttpResponse:
    """Hàng chờ điều phối; `?da-xong=1` what was decided."""
    actor, decided, now = actor_of_request(request), request.GET.get("da-xong") == "1", clock.now()
    page = queue_of(actor, decided=decided, after=request.GET.get("after"), size=PAGE_SIZE, now=now)
    base = reverse("dossiers:coordination")
    more = {"after": page.next_token, **({"da-xong": "1"} if decided else {})}
    context = {
        "rows": told(page.rows, now),
        "decided": decided,
        "tabs": [
            {"label": _("Chờ điều phối"), "url": base, "current": not decided},
            {"label": _("Đã giao"), "url": f"{base}?da-xong=1", "current": decided},
        ],
        "more_url": f"{base}?{urlencode(more)}" if page.next_token else None,
    }
    return render(request, "dossiers/coordination.html", context)


@enter("official", "dossiers.coordinate")
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Giao hồ sơ cho cơ quan giải quyết."""
    actor, now = actor_of_request(request), clock.now()
    rows = Coordination.objects.visible_to(actor).select_related(
        "dossier__version__procedure", "dossier__place_of_receipt", "organisation", "decided_by"
    )
    row = rows.filter(dossier__code=code).order_by("-opened_at", "-pk").first()
    if row is None:
        raise Http404
    typed = dict.fromkeys(("organisation", "other", "reason"), "")
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            organisation = _named(typed["other"].strip() or typed["organisation"])
            coordinate(row.dossier, organisation, reason=text_of(request, "reason"), by=actor, at=now)
        except NotAllowed:
            raise
        except Refused as refused:
            errors[refused.field or ""] = refused.message
            status = 409 if isinstance(refused, Stale) else 422
        else:
            messages.success(request, _("Đã giao hồ sơ cho %(unit)s.") % {"unit": organisation.name})
            return redirect("dossiers:coordination")
    context = {
        "waiting": told([row], now)[0],
        "candidates": [(each.identifier, data(each.name)) for each in candidates(row, now)],
        "typed": typed,
        "errors": errors,
        "may_open": may(actor, "dossiers.read", row.dossier),
    }
    return render(request, "dossiers/coordinate.html", context, status=status)


def _named(typed: str) -> Organisation:
    """The organisation of that identifier, or called so where only one is. Raises Refused."""
    standing = Organisation.objects.as_of(clock.today())
    found = list(standing.filter(identifier=typed) or standing.filter(name__iexact=typed)[:2]) if typed else []
    if not typed:
        raise Refused(_("Xin chọn cơ quan giải quyết."), "organisation")
    if len(found) != 1:
        raise Refused(_("Không có, hoặc có nhiều cơ quan mang tên này. Xin ghi mã định danh."), "other")
    return found[0]
