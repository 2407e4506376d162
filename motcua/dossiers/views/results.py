"""Trả kết quả: what waits to be collected, what nobody came for, and the register of what was handed over."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from motcua.dossiers.models import Dossier, DossierOutput, ResultDelivery
from motcua.dossiers.reads.access import open_dossier
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.reads.outputs import contents_of_delivery, uncollected_parts
from motcua.dossiers.reads.posting import returned_by_post
from motcua.dossiers.reads.uncollected import handed_over, patience, waiting, waiting_long
from motcua.papers.public import HandOverSlip, print_hand_over_slip
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.formats import dmyhm
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import whole_number

TABS = ("waiting", "parts", "forgotten", "handed_over")
SIZE = 50


@enter("official", "dossiers.deliver")
def results(request: HttpRequest) -> HttpResponse:
    """The register of results: what waits, what waits in parts, what nobody came for, what was handed over."""
    actor, now = actor_of_request(request), clock.now()
    tab = request.GET.get("muc", TABS[0])
    if tab not in TABS:
        raise Http404
    after = request.GET.get("after")
    deliveries: list[ResultDelivery] = []
    dossiers: list[Dossier] = []
    parts: list[DossierOutput] = []
    if tab == "parts":
        waits = keyset_page(uncollected_parts(actor), keys=("issued_at", "id"), after=after, size=SIZE)
        parts, token = waits.rows, waits.next_token
        people = {row.dossier.owner_id for row in parts}
    elif tab == "handed_over":
        given = keyset_page(handed_over(actor), keys=("-delivered_at", "-id"), after=after, size=SIZE)
        deliveries, token = given.rows, given.next_token
        people = {row.dossier.owner_id for row in deliveries}
    else:
        rows = waiting_long(actor, now) if tab == "forgotten" else waiting(actor)
        found = keyset_page(rows, keys=("resolved_at", "id"), after=after, size=SIZE)
        dossiers, token = found.rows, found.next_token
        people = {row.owner_id for row in dossiers}
    record_read(by=actor, purpose="Xem sổ trả kết quả", persons=people)
    names = (
        _("Chờ trả"),
        _("Từng phần chờ trả"),
        _("Quá %(days)s ngày chưa nhận") % {"days": patience().days},
        _("Đã trả"),
    )
    tabs = [
        {"label": name, "url": f"?muc={each}", "count": None, "current": each == tab}
        for each, name in zip(TABS, names, strict=True)
    ]
    more = f"?{urlencode({'muc': tab, 'after': token})}" if token else None
    context = {
        "deliveries": [(row, contents_of_delivery(row)) for row in deliveries], "dossiers": dossiers, "parts": parts,
        "tabs": tabs, "more_url": more,
        "late_before": now - patience(),
        "by_post": returned_by_post(actor, _month_ago(now), now) if tab == "handed_over" else None,
    }  # fmt: skip
    return render(request, "dossiers/results.html", context)


def _month_ago(now: datetime) -> datetime:
    return now - timedelta(days=30)


@enter("official", "dossiers.deliver")
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """The slip that whoever received a result signs, in Vietnamese whatever language its reader has.

    Of the last time something was handed over, or with `?lan=` of another.
    """
    dossier = open_dossier(request, code, purpose=gettext_noop("Xem giấy tờ của hồ sơ"))
    given = dossier.deliveries.select_related("organisation", "delivered_by").order_by("-delivered_at", "-pk")
    which = whole_number(request.GET.get("lan", ""))
    delivery = (given.filter(pk=which) if which else given).first()
    is_theirs = reaches(
        actor_of_request(request), "dossiers.deliver", dossier.place_of_receipt_id, dossier.unit_of_record_id
    )
    if delivery is None or not is_theirs:
        raise Http404
    with override("vi"):
        content = print_hand_over_slip(
            HandOverSlip(
                unit=(delivery.organisation or dossier.unit_of_record).name,
                code=dossier.code,
                procedure=dossier.version.name,
                owner=dossier.owner.full_name,
                result=contents_of_delivery(delivery),
                papers=delivery.papers,
                receiver=delivery.receiver,
                identity=delivery.identity_seen,
                mandate=delivery.mandate,
                at=dmyhm(delivery.delivered_at),
                official=delivery.delivered_by.display_name if delivery.delivered_by else "",
            ),
            at=delivery.delivered_at,
        )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="phieu-tra-{dossier.code}.pdf"'
    return response
