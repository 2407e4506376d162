from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.dossiers.reads.counts import MOST, recent_counts
from motcua.dossiers.reads.narrowing import choices, labels, read_filters
from motcua.dossiers.reads.tabs import BY_ARRIVAL, TABS, tabs_of
from motcua.dossiers.reads.worklist import worklist
from motcua.dossiers.views.rows import rows_of
from motcua.platform import clock
from motcua.platform.action import Actor, record_read
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy
from motcua.platform.pages import actor_of_request, enter, render

PAGE_SIZE = 50
# Tabs that say something only when they hold something.
SELDOM = frozenset({"returned", "unanswered"})


@enter("official", "dossiers.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: what waits for this official, by tab."""
    actor = actor_of_request(request)
    now = clock.now()
    counts = recent_counts(actor, now)
    chosen = request.GET.get("tab", "")
    open_tabs = tabs_of(actor)
    current = chosen if chosen in TABS else next((name for name in open_tabs if counts[name]), open_tabs[0])
    filters = read_filters(request.GET)
    page = worklist(actor, current, filters, now, after=request.GET.get("after"), size=PAGE_SIZE)
    record_read(by=actor, purpose=gettext_noop("Xem danh sách hồ sơ"), persons=[row.owner_id for row in page.rows])
    base = reverse("dossiers:inbox")
    return render(
        request,
        "dossiers/inbox.html",
        {
            "tabs": _tabs(base, current, counts, open_tabs, filters),
            "current": current,
            "rows": rows_of(page.rows, now),
            "more_url": _address(base, current, filters, after=page.next_token) if page.next_token else None,
            "day": _day(now, counts),
            "filters": filters,
            "chips": _chips(base, current, filters),
            "clear_url": _address(base, current, {}),
            "choices": choices,
            "may_take": actor.has("dossiers.take_at_counter"),
            "bulk": _bulk(actor, current),
            "back": request.META.get("QUERY_STRING", ""),
        },
    )


def _bulk(actor: Actor, current: str) -> dict[str, bool]:
    """What may be done to several rows of a tab at once; to none where nothing in it is anybody's step."""
    stepped = current not in BY_ARRIVAL
    bulk = {
        "claim": stepped and current != "mine" and actor.has("dossiers.claim_steps"),
        "assign": stepped and actor.has("dossiers.assign_steps"),
    }
    return bulk if any(bulk.values()) else {}


def _day(now: datetime, counts: dict[str, int]) -> str:
    weekdays = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ Nhật"))
    told = [f"{weekdays[now.astimezone(VIETNAM).weekday()]} {dmy(now)}"]
    if counts["today"]:
        told.append(_("%(count)d hồ sơ phải xong hôm nay") % {"count": counts["today"]})
    if counts["overdue"]:
        told.append(_("%(count)d quá hạn") % {"count": counts["overdue"]})
    return told[0] + (" · " + ", ".join(told[1:]) if told[1:] else "")


def _chips(base: str, current: str, filters: Mapping[str, str]) -> list[dict[str, str]]:
    if not any(filters.values()):
        return []
    words = {(name, value): told for name, values in choices().items() for value, told in values}
    return [
        {
            "label": label,
            "value": words.get((name, filters[name]), filters[name]),
            "remove_url": _address(base, current, {**filters, name: ""}),
        }
        for name, label in labels().items()
        if filters[name]
    ]


def _address(base: str, name: str, filters: Mapping[str, str], **more: str) -> str:
    chosen = {key: value for key, value in {"tab": name, **filters, **more}.items() if value}
    return f"{base}?{urlencode(chosen)}"


def _tabs(
    base: str, current: str, counts: dict[str, int], names: tuple[str, ...], filters: dict[str, str]
) -> list[dict[str, object]]:
    labels = {
        "mine": _("Tôi đang giữ"),
        "new": _("Mới, chưa ai nhận"),
        "receive": _("Chờ tiếp nhận"),
        "unit": _("Của đơn vị"),
        "returned": _("Bị trả lại"),
        "others": _("Chờ người khác"),
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
            "more": counts[name] >= MOST,
            "current": name == current,
            "late": name in ("overdue", "unanswered"),
        }
        for name in names
        if counts[name] or name == current or name not in SELDOM
    ]
