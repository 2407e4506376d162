"""Báo sai thông tin: what applicants say is wrong in the sources, and what was done about it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.settle_dispute import LONGEST_NOTE, settle_dispute
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.disputes import disputed
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale, record_read
from motcua.platform.pages import actor_of_request, enter, render

PAGE_SIZE = 50


@enter("official", "dossiers.settle_dispute")
def disputes(request: HttpRequest) -> HttpResponse:
    """What waits for an answer; `?da-xong=1` what was settled."""
    return _page(request)


def _page(
    request: HttpRequest, *, failed: int | None = None, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    actor, settled = actor_of_request(request), request.GET.get("da-xong") == "1"
    page = disputed(actor, settled=settled, after=request.GET.get("after"), size=PAGE_SIZE)
    persons = {row.dossier.owner_id for row in page.rows} | {row.dossier.submitter_id for row in page.rows}
    record_read(by=actor, purpose=gettext_noop("Xem báo sai thông tin"), persons=persons)
    base = reverse("dossiers:disputes")
    more = {"after": page.next_token, **({"da-xong": "1"} if settled else {})}
    context = {
        "rows": page.rows,
        "settled": settled,
        "tabs": [
            {"label": _("Chờ xử lý"), "url": base, "current": not settled},
            {"label": _("Đã xử lý"), "url": f"{base}?da-xong=1", "current": settled},
        ],
        "more_url": f"{base}?{urlencode(more)}" if page.next_token else None,
        "failed": failed,
        "error": error,
        "typed": typed,
        "longest": LONGEST_NOTE,
    }
    return render(request, "dossiers/disputes.html", context, status=status)


@enter("official", "dossiers.settle_dispute")
@require_POST
def settle(request: HttpRequest, code: str, dispute: int) -> HttpResponse:
    """Mark one as passed on or answered."""
    said = request.POST.get("note", "")
    try:
        settle_dispute(
            open_dossier(request, code), dispute, outcome=request.POST.get("outcome", ""), said=said,
            by=actor_of_request(request), at=clock.now(),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Stale) else 422
        return _page(request, failed=dispute, error=refused.message, typed=said, status=status)
    messages.success(request, _("Đã ghi nhận."))
    return redirect("dossiers:disputes")
