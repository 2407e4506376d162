"""Sổ khiếu nại: complaints about dossiers, whose turn it is, and by when."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from motcua.dossiers.reads.complaints import TABS, complaint_counts, complaints_in
from motcua.platform import clock
from motcua.platform.action import record_read
from motcua.platform.pages import actor_of_request, enter, render

PAGE_SIZE = 50


@require_GET
@enter("official", "dossiers.read_complaints")
def complaints(request: HttpRequest) -> HttpResponse:
    """One of the `TABS`, narrowed by words of a code."""
    actor, now = actor_of_request(request), clock.now()
    tab, words = request.GET.get("muc", TABS[0]), request.GET.get("q", "").strip()[:100]
    if tab not in TABS:
        raise Http404
    page = complaints_in(actor, tab, now, words=words, after=request.GET.get("after"), size=PAGE_SIZE)
    record_read(
        by=actor, purpose=gettext_noop("Xem sổ khiếu nại"), persons={each.complaint.person_id for each in page.rows}
    )
    counts, base = complaint_counts(actor, now), reverse("dossiers:complaints")
    labels = (_("Chờ thụ lý"), _("Đang giải quyết"), _("Quá hạn"), _("Đã xong"))
    kept = {"q": words} if words else {}
    context = {
        "rows": page.rows,
        "tab": tab,
        "words": words,
        "tabs": [
            {
                "label": label,
                "url": f"{base}?{urlencode({'muc': name, **kept})}",
                "count": counts.get(name),
                "current": name == tab,
            }
            for name, label in zip(TABS, labels, strict=True)
        ],
        "more_url": f"{base}?{urlencode({'muc': tab, **kept, 'after': page.next_token})}" if page.next_token else None,
    }
    return render(request, "dossiers/complaints.html", context)
