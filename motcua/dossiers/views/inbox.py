from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.pages import TABS, tab, tab_counts, with_step
from motcua.dossiers.reads.wording import channel_words, clock_words
from motcua.platform import clock
from motcua.platform.action import Actor, record_read
from motcua.platform.formats import dmyhm
from motcua.platform.pages import actor_of_request, enter, keyset_page, render

PAGE_SIZE = 50
# Lists of running work are read by urgency, those whose clock does not run by arrival.
BY_ARRIVAL = frozenset({"receive", "supplement", "deliver"})


@enter("official", "dossiers.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: what waits for this official, by tab."""
    actor = actor_of_request(request)
    now = clock.now()
    counts = tab_counts(actor, now)
    chosen = request.GET.get("tab", "")
    current = chosen if chosen in TABS else next((name for name in TABS if counts[name]), "mine")
    dossiers = Dossier.objects.visible_to(actor).filter(tab(current, actor, now)).for_list()
    if current in ("mine", "unit"):
        dossiers = with_step(dossiers, actor)
    keys = ("submitted_at", "id") if current in BY_ARRIVAL else ("due_at", "id")
    page = keyset_page(dossiers, keys=keys, after=request.GET.get("after"), size=PAGE_SIZE)
    record_read(by=actor, purpose=gettext_noop("Xem danh sách hồ sơ"), persons=[row.owner_id for row in page.rows])
    base = reverse("dossiers:inbox")
    return render(
        request,
        "dossiers/inbox.html",
        {
            "tabs": _tabs(base, current, counts),
            "current": current,
            "rows": [_row(row, now) for row in page.rows],
            "more_url": f"{base}?tab={current}&after={page.next_token}" if page.next_token else None,
            "today": now,
            "overdue": counts["overdue"],
            "may_take": actor.has("dossiers.take_at_counter"),
        },
    )


def _tabs(base: str, current: str, counts: dict[str, int]) -> list[dict[str, object]]:
    labels = {
        "mine": _("Tôi đang giữ"),
        "receive": _("Chờ tiếp nhận"),
        "unit": _("Của đơn vị"),
        "supplement": _("Chờ bổ sung"),
        "overdue": _("Quá hạn"),
        "deliver": _("Chờ trả kết quả"),
    }
    return [
        {
            "label": labels[name],
            "url": f"{base}?tab={name}",
            "count": counts[name],
            "current": name == current,
            "late": name == "overdue",
        }
        for name in TABS
    ]


def _row(dossier: Dossier, now: datetime) -> dict[str, object]:
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    step = getattr(dossier, "step_name", None)
    since = getattr(dossier, "step_since", None)
    return {
        "url": reverse("dossiers:dossier", args=[dossier.code]),
        "name": dossier.version.name,
        "code": dossier.code,
        "owner": dossier.owner.full_name,
        "channel": channel_words(dossier.channel),
        "step": step or dossier.get_status_display(),
        "since": _("từ %(since)s") % {"since": dmyhm(since)} if since else "",
        "due_at": dossier.due_at,
        "is_provisional": state == "paused",
        "accept_by": dossier.accept_by,
        "state": state,
        "words": words,
    }


@enter("official", "dossiers.read")
def search(request: HttpRequest) -> HttpResponse:
    """Tra cứu: a dossier by its code or its owner's name, among those the official may see."""
    actor = actor_of_request(request)
    words = request.GET.get("q", "").strip()[:100]
    rows = _found(actor, words) if words else []
    if len(rows) == 1 and rows[0].code == words.upper():
        return redirect("dossiers:dossier", rows[0].code)
    record_read(by=actor, purpose=gettext_noop("Tra cứu hồ sơ"), persons=[row.owner_id for row in rows])
    now = clock.now()
    return render(request, "dossiers/search.html", {"words": words, "rows": [_row(row, now) for row in rows]})


def _found(actor: Actor, words: str) -> list[Dossier]:
    visible = Dossier.objects.visible_to(actor).for_list()
    by_code = list(visible.filter(code=words.upper())[:1])
    if by_code:
        return by_code
    return list(visible.of_owner_named(words).order_by("-submitted_at", "-id")[:PAGE_SIZE])
