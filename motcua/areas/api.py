import math
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from motcua.areas.public import (
    SINCE_UNKNOWN,
    Area,
    Relation,
    commune_at,
    convert,
    predecessors_of,
    successors_of,
)
from motcua.platform import clock
from motcua.platform.pages import enter, keyset_page

router = Router()
PAGE_SIZE = 200


class AreaOut(Schema):
    """An area under one name; `valid_from` is null where the list does not say since when, `valid_to` is exclusive."""

    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None


class AreaPage(Schema):
    """Areas, and what to send as `after` for the next ones."""

    areas: list[AreaOut]
    next: str | None


class RelationOut(Schema):
    """An area that another became or was made of: all of the older one or a part, since when, under which decision."""

    area: AreaOut
    whole: bool
    likely: bool
    since: date | None
    decision: str


class HistoryOut(Schema):
    """One area, with what it was made of and what stands there today."""

    area: AreaOut
    predecessors: list[RelationOut]
    successors: list[RelationOut]


class ConversionOut(Schema):
    """Where an address may be today, likeliest first."""

    sure: bool
    candidates: list[RelationOut]


def _out(area: Area) -> AreaOut:
    return AreaOut(
        code=area.code,
        name=area.name,
        kind=area.kind,
        parent=area.parent.code if area.parent else None,
        valid_from=None if area.valid_from == SINCE_UNKNOWN else area.valid_from,
        valid_to=area.valid_to,
    )


def _relation(each: Relation) -> RelationOut:
    return RelationOut(
        area=_out(each.area), whole=each.whole, likely=each.likely, since=each.since, decision=each.decision
    )


@router.get("/areas", response=AreaPage)
@enter("anyone")
def list_areas(
    request: HttpRequest, query: str = "", parent: str = "", on: date | None = None, after: str = ""
) -> AreaPage:
    """Areas that stood on a day (today): by words of their names, or below the area of a code."""
    areas = Area.objects.as_of(on or clock.today()).matching(query[:200]).select_related("parent")
    if parent:
        areas = areas.filter(parent__code=parent)
    page = keyset_page(areas, keys=("sort_key", "id"), after=after, size=PAGE_SIZE)
    return AreaPage(areas=[_out(area) for area in page.rows], next=page.next_token)


@router.get("/areas/at", response=AreaOut)
@enter("anyone")
def area_at(request: HttpRequest, lon: float, lat: float, on: date | None = None) -> AreaOut:
    """The commune around a point (WGS 84) on a day (today)."""
    area = commune_at(lon, lat, on=on or clock.today()) if math.isfinite(lon) and math.isfinite(lat) else None
    if area is None:
        raise HttpError(404, _("Không có ranh giới xã, phường nào chứa điểm này."))
    return _out(area)


@router.get("/areas/convert", response=ConversionOut)
@enter("anyone")
def convert_address(request: HttpRequest, province: str, ward: str = "", district: str = "") -> ConversionOut:
    """The commune of today for the words of an address of before the reform (or of today, without a district)."""
    found = convert(province=province[:200], district=district[:200], ward=ward[:200], on=clock.today())
    return ConversionOut(sure=found.is_sure, candidates=[_relation(each) for each in found.candidates])


@router.get("/areas/{code}", response=list[HistoryOut])
@enter("anyone")
def read_area(request: HttpRequest, code: str) -> list[HistoryOut]:
    """Every area that bore a code, newest first: what each was made of, and what stands there today."""
    areas = list(Area.objects.filter(code=code).select_related("parent").order_by("-valid_from"))
    if not areas:
        raise HttpError(404, _("Không có đơn vị hành chính này."))
    return [_history(area, clock.today()) for area in areas]


def _history(area: Area, today: date) -> HistoryOut:
    made_of = [] if area.valid_from == SINCE_UNKNOWN else predecessors_of(area, area.valid_from - date.resolution)
    return HistoryOut(
        area=_out(area),
        predecessors=[_relation(each) for each in made_of],
        successors=[_relation(each) for each in successors_of(area, today) if each.area.pk != area.pk],
    )
