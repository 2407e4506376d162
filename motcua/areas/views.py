from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.areas.public import (
    COMMUNES,
    PROVINCES,
    SINCE_UNKNOWN,
    Area,
    AreaKind,
    AreaQuerySet,
    Relation,
    predecessors_of,
    successors_of_all,
)
from motcua.platform import clock
from motcua.platform.formats import dmy
from motcua.platform.pages import enter, keyset_page, render

PAGE_SIZE = 20
LIST_SIZE = 50
# What stands comes before what ended.
FOUND_FIRST = ("-valid_from", "sort_key", "id")


@dataclass(frozen=True)
class Shown:
    """An area as a page shows it: where it was, when, what it became and what it was made of."""

    area: Area
    above: str
    stands: bool
    period: str
    became: Sequence[Relation] = ()
    came_from: Sequence[Relation] = ()

    @property
    def decision(self) -> str:
        """Under what it ended, or else began."""
        return next((each.decision for each in (*self.became, *self.came_from) if each.decision), "")


@enter("anyone")
def lookup(request: HttpRequest) -> HttpResponse:
    """Tra cứu đơn vị hành chính: what an old or present commune is today, since when, under which decision."""
    words, today = request.GET.get("q", "").strip()[:200], clock.today()
    areas = Area.objects.select_related("parent__parent")
    context: dict[str, object] = {"words": words, "found": [], "more_url": None, "provinces": []}
    if words:
        page = keyset_page(areas.matching(words), keys=FOUND_FIRST, after=request.GET.get("after"), size=PAGE_SIZE)
        became = successors_of_all(page.rows, today)
        context["found"] = [_shown(each, today, became=became[each.pk]) for each in page.rows]
        context["more_url"] = _more("areas:lookup", {"q": words}, page.next_token)
    else:
        context["provinces"] = list(areas.as_of(today).filter(kind__in=PROVINCES).in_order())
    return render(request, "areas/lookup.html", context)


@enter("anyone")
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Một mã qua thời gian: every area that bore it, newest first; the communes below the newest."""
    today = clock.today()
    rows = list(Area.objects.filter(code=code).select_related("parent__parent").order_by("-valid_from"))
    if not rows:
        raise Http404
    became = successors_of_all(rows, today)
    shown = [
        _shown(row, today, became=became[row.pk], came_from=_made_of(row)) for row in rows
    ]  # fmt: skip
    newest = rows[0]
    day = today if shown[0].stands else (newest.valid_to or today) - timedelta(days=1)
    below = Area.objects.as_of(day).filter(parent__code=code) if len(code) < 5 else Area.objects.none()
    return render(request, "areas/area.html", {"rows": shown, "newest": newest, "below": list(below.in_order())})


def _made_of(row: Area) -> Sequence[Relation]:
    if row.valid_from == SINCE_UNKNOWN:
        return ()
    return predecessors_of(row, row.valid_from - timedelta(days=1))


def _shown(row: Area, today: date, *, became: Sequence[Relation] = (), came_from: Sequence[Relation] = ()) -> Shown:
    above, parent = [], row.parent
    while parent is not None:
        above.append(parent.name)
        parent = parent.parent
    stands = row.valid_from <= today and (row.valid_to is None or row.valid_to > today)
    others = tuple(each for each in became if each.area.pk != row.pk)
    return Shown(row, ", ".join(above), stands, _period(row), others, came_from)


def _period(row: Area) -> str:
    last = row.valid_to - timedelta(days=1) if row.valid_to else None
    if row.valid_from == SINCE_UNKNOWN:
        return _("đến hết %(last)s") % {"last": dmy(last)} if last else ""
    if last:
        return _("%(first)s – %(last)s") % {"first": dmy(row.valid_from), "last": dmy(last)}
    return _("từ %(first)s") % {"first": dmy(row.valid_from)}


@enter("official", "areas.read")
def listing(request: HttpRequest) -> HttpResponse:
    """Danh mục đơn vị hành chính: every area with the days it stood; by name, by level, today's or the ended."""
    today = clock.today()
    wanted = {name: request.GET.get(name, "").strip()[:200] for name in ("q", "level", "state")}
    areas = _narrowed(Area.objects.select_related("parent__parent"), wanted, today)
    page = keyset_page(areas, keys=("sort_key", "id"), after=request.GET.get("after"), size=LIST_SIZE)
    became = successors_of_all(page.rows, today)
    context = {
        "rows": [_shown(each, today, became=became[each.pk]) for each in page.rows],
        "more_url": _more("areas:list", wanted, page.next_token),
        "tabs": _tabs(wanted),
        "wanted": wanted,
        "levels": [("", _("Mọi cấp")), *_levels()],
    }
    return render(request, "areas/list.html", context)


def _levels() -> list[tuple[str, str]]:
    return [("province", _("Cấp tỉnh")), ("district", _("Cấp huyện")), ("commune", _("Cấp xã"))]


def _narrowed(areas: AreaQuerySet, wanted: Mapping[str, str], today: date) -> AreaQuerySet:
    kinds: dict[str, Sequence[AreaKind]] = {
        "province": PROVINCES, "district": (AreaKind.DISTRICT,), "commune": COMMUNES
    }  # fmt: skip
    if wanted["level"] in kinds:
        areas = areas.filter(kind__in=kinds[wanted["level"]])
    if wanted["state"] == "ended":
        areas = areas.filter(valid_to__lte=today)
    elif wanted["state"] != "all":
        areas = areas.as_of(today)
    return areas.matching(wanted["q"])


def _tabs(wanted: Mapping[str, str]) -> list[dict[str, object]]:
    states = {"": _("Đang có"), "ended": _("Đã kết thúc"), "all": _("Tất cả")}
    return [
        {"label": label, "url": _address("areas:list", {**wanted, "state": state}), "current": wanted["state"] == state}
        for state, label in states.items()
    ]


def _more(name: str, wanted: Mapping[str, str], token: str | None) -> str | None:
    return _address(name, {**wanted, "after": token}) if token else None


def _address(name: str, wanted: Mapping[str, str]) -> str:
    chosen = {key: value for key, value in wanted.items() if value}
    return f"{reverse(name)}?{urlencode(chosen)}" if chosen else reverse(name)
