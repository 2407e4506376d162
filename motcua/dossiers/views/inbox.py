from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.tabs import TABS, tab, tab_counts, tabs_of, with_step
from motcua.dossiers.reads.wording import channel_words, clock_words, status_words
from motcua.dossiers.rules import Channel
from motcua.platform import clock
from motcua.platform.action import Actor, record_read
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy, dmyhm, hm
from motcua.platform.language import data
from motcua.platform.pages import actor_of_request, enter, keyset_page, render
from motcua.platform.text import clean

PAGE_SIZE = 50
# Lists of running work are read by urgency, those whose clock does not run by arrival.
BY_ARRIVAL = frozenset({"receive", "supplement", "unanswered", "deliver"})


@enter("official", "dossiers.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: what waits for this official, by tab."""
    actor = actor_of_request(request)
    now = clock.now()
    counts = tab_counts(actor, now)
    chosen = request.GET.get("tab", "")
    open_tabs = tabs_of(actor)
    current = chosen if chosen in TABS else next((name for name in open_tabs if counts[name]), open_tabs[0])
    filters = _filters(request)
    dossiers = Dossier.objects.visible_to(actor).open().filter(tab(current, actor, now), _filtered(filters)).for_list()
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
            "tabs": _tabs(base, current, counts, open_tabs, filters),
            "current": current,
            "rows": _rows(page.rows, now),
            "more_url": _address(base, current, filters, after=page.next_token) if page.next_token else None,
            "day": _day(now, counts),
            "filters": filters,
            "chips": _chips(base, current, filters),
            "clear_url": _address(base, current, {}),
            "channels": [(channel.value, channel_words(channel)) for channel in Channel],
            "may_take": actor.has("dossiers.take_at_counter"),
        },
    )


def _day(now: datetime, counts: dict[str, int]) -> str:
    weekdays = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ Nhật"))
    told = [f"{weekdays[now.astimezone(VIETNAM).weekday()]} {dmy(now)}"]
    if counts["today"]:
        told.append(_("%(count)d hồ sơ phải xong hôm nay") % {"count": counts["today"]})
    if counts["overdue"]:
        told.append(_("%(count)d quá hạn") % {"count": counts["overdue"]})
    return told[0] + (" · " + ", ".join(told[1:]) if told[1:] else "")


def _filters(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to, as the address says; anything else in it is passed over."""
    channel = request.GET.get("kenh", "")
    return {
        "kenh": channel if channel in {str(each.value) for each in Channel} else "",
        "thu-tuc": clean(request.GET.get("thu-tuc", ""))[:100],
    }


def _filtered(filters: dict[str, str]) -> Q:
    narrowed = Q()
    if filters["kenh"]:
        narrowed &= Q(channel=int(filters["kenh"]))
    if filters["thu-tuc"]:
        words = filters["thu-tuc"]
        narrowed &= Q(version__name__icontains=words) | Q(version__procedure__code=words)
    return narrowed


def _chips(base: str, current: str, filters: dict[str, str]) -> list[dict[str, str]]:
    labels = {"kenh": _("Kênh"), "thu-tuc": _("Thủ tục")}
    return [
        {
            "label": labels[name],
            "value": channel_words(int(value)) if name == "kenh" else value,
            "remove_url": _address(base, current, {**filters, name: ""}),
        }
        for name, value in filters.items()
        if value
    ]


def _address(base: str, name: str, filters: Mapping[str, str], **more: str) -> str:
    chosen = {key: value for key, value in {"tab": name, **filters, **more}.items() if value}
    return f"{base}?{urlencode(chosen)}"


def _tabs(
    base: str, current: str, counts: dict[str, int], names: tuple[str, ...], filters: dict[str, str]
) -> list[dict[str, object]]:
    labels = {
        "mine": _("Tôi đang giữ"),
        "receive": _("Chờ tiếp nhận"),
        "unit": _("Của đơn vị"),
        "supplement": _("Chờ bổ sung"),
        "unanswered": _("Quá hạn bổ sung"),
        "overdue": _("Quá hạn"),
        "today": _("Đến hạn hôm nay"),
        "deliver": _("Chờ trả kết quả"),
    }
    return [
        {
            "label": labels[name],
            "url": _address(base, name, filters),
            "count": counts[name],
            "current": name == current,
            "late": name in ("overdue", "unanswered"),
        }
        for name in names
    ]


def _rows(dossiers: Sequence[Dossier], now: datetime) -> list[dict[str, object]]:
    # All addresses begin alike: finding each anew costs more than all else in a row.
    beginning = reverse("dossiers:dossier", args=["-"]).removesuffix("-")
    return [{"url": f"{beginning}{quote(dossier.code)}", **_row(dossier, now)} for dossier in dossiers]


def _row(dossier: Dossier, now: datetime) -> dict[str, object]:
    state, words = clock_words(dossier.status, dossier.due_at, dossier.settled_at, now)
    step = getattr(dossier, "step_name", None)
    since = getattr(dossier, "step_since", None)
    due = dossier.due_at or dossier.accept_by
    return {
        "name": dossier.version.name,
        "code": dossier.code,
        "owner": dossier.owner.full_name,
        "channel": channel_words(dossier.channel),
        "step": data(step) or status_words(dossier),
        "since": _("từ %(since)s") % {"since": _when(since, now)} if since else "",
        "due": _when(due, now, today=True) if due else _("chưa có"),
        "due_note": _("dự kiến") if state == "paused" else _("hạn tiếp nhận") if due and not dossier.due_at else "",
        "state": state,
        "words": words,
    }


def _when(at: datetime, now: datetime, *, today: bool = False) -> str:
    """`17:00` where it is today (`Hôm nay 17:00` where that is to be said), else the whole date."""
    if dmy(at) != dmy(now):
        return dmyhm(at)
    return f"{_('Hôm nay')} {hm(at)}" if today else hm(at)


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
    return render(request, "dossiers/search.html", {"words": words, "rows": _rows(rows, now)})


def _found(actor: Actor, words: str) -> list[Dossier]:
    visible = Dossier.objects.visible_to(actor).for_list()
    by_code = list(visible.filter(code=words.upper())[:1])
    if by_code:
        return by_code
    return list(visible.of_owner_named(words).order_by("-submitted_at", "-id")[:PAGE_SIZE])
