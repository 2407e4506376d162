"""Take the national list of administrative units into ours."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from motcua.areas.models import COMMUNES, PROVINCES, Area, AreaKind, Succession
from motcua.areas.reads.national import Key, Link, NationalList, Unit, national_list
from motcua.areas.rules import REFORM
from motcua.areas.rules.names import search_form
from motcua.areas.rules.report import ImportReport, Rejected, Warned
from motcua.platform.action import Actor, Refused, action, note
from motcua.platform.text import sort_key

LEVELS: tuple[Collection[AreaKind], ...] = (PROVINCES, (AreaKind.DISTRICT,), COMMUNES)
# Two imports at once would each find the other's rows missing.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('areas.import_areas'))"


@action("areas.import_areas")
def import_areas(*, by: Actor, at: datetime, listed: NationalList | None = None) -> ImportReport:
    """Make our list say what the national list says (QĐ 19/2025/QĐ-TTg and what came before and after it).

    A second run changes nothing. A row that an official ended stays ended; a row that collides with one of ours of
    the same code is rejected, with everything below it. Counts are of areas; links come with them.
    """
    return _take(listed or national_list())


@action("areas.import_province")
def import_province(code: str, *, by: Actor, at: datetime) -> ImportReport:
    """Take all provinces, and the communes of one with all that they were before the reform.

    `import_areas` adds the rest at any time. Raises Refused for a code that the national list does not know.
    """
    listed = national_list().of_province(code)
    if not any(unit.code == code for unit in listed.units):
        raise Refused(_("Danh mục quốc gia không có tỉnh, thành phố mang mã %(code)s.") % {"code": code}, field="code")
    return _take(listed)


@dataclass
class _Standing:
    """What is in the database and what becomes of it."""

    by_key: dict[Key, Area]
    by_code: dict[str, list[Area]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    refused: set[Key] = field(default_factory=set)
    changed: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        for area in self.by_key.values():
            self.by_code.setdefault(area.code, []).append(area)

    def newest(self, code: str | None, before: bool) -> Area | None:
        """The newest row under a code; of the time before the reform where that is asked."""
        rows = [area for area in self.by_code.get(code or "", ()) if (area.valid_from < REFORM) == before]
        return max(rows, key=lambda area: area.valid_from, default=None)

    def add(self, areas: Iterable[Area]) -> None:
        """Rows that were just written."""
        for area in areas:
            self.by_key[area.code, area.valid_from] = area
            self.by_code.setdefault(area.code, []).append(area)
            self.changed.add((area.code, area.valid_from))


def _take(listed: NationalList) -> ImportReport:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    standing = _Standing({(area.code, area.valid_from): area for area in Area.objects.all()})
    _correct(standing, listed.units)
    numbers = {unit.key: row for row, unit in enumerate(listed.units, start=1)}
    for level in LEVELS:
        units = [unit for unit in listed.units if unit.kind in level]
        _open(standing, units, numbers)
        _place(standing, units)
    links = _link(standing.by_key, listed.links, standing.refused)
    imported = len(standing.changed)
    note(read=len(listed.units), imported=imported, links=links, rejected=len(standing.rejected))
    unchanged = len(listed.units) - imported - len(standing.rejected)
    return ImportReport(
        len(listed.units), imported, unchanged, tuple(standing.rejected), tuple(standing.warnings)
    )  # fmt: skip


def _correct(standing: _Standing, units: Iterable[Unit]) -> None:
    """End what the list ends, and correct names and kinds; what we ended ourselves stays ended."""
    touched = []
    for unit in units:
        area = standing.by_key.get(unit.key)
        if area is None:
            continue
        ends = area.valid_to is None and unit.valid_to is not None
        differs = (area.name, area.kind) != (unit.name, unit.kind)
        if differs:
            reason = _("trước đây ghi là “%(name)s” (%(kind)s)") % {
                "name": area.name, "kind": area.get_kind_display()
            }  # fmt: skip
            standing.warnings.append(Warned(unit.code, "name", reason))
        if ends or differs:
            area.name, area.kind, area.valid_to = unit.name, unit.kind, area.valid_to or unit.valid_to
            area.sort_key, area.search_form = sort_key(unit.name), search_form(unit.name)
            standing.changed.add(unit.key)
            touched.append(area)
    Area.objects.bulk_update(touched, ["name", "kind", "valid_to", "sort_key", "search_form"], batch_size=1000)


def _open(standing: _Standing, units: Iterable[Unit], numbers: Mapping[Key, int]) -> None:
    fresh = []
    for unit in units:
        if unit.key in standing.by_key:
            continue
        above = standing.newest(unit.parent, unit.valid_from < REFORM)
        reason = _collision(standing, unit)
        if unit.parent is not None and above is None:
            reason = _("đơn vị cấp trên (mã %(code)s) không có trong danh sách") % {"code": unit.parent}
        if reason:
            standing.refused.add(unit.key)
            standing.rejected.append(Rejected(numbers[unit.key], unit.code, reason))
            continue
        fresh.append(Area(
            code=unit.code, name=unit.name, kind=unit.kind, parent=above, valid_from=unit.valid_from,
            valid_to=unit.valid_to, sort_key=sort_key(unit.name), search_form=search_form(unit.name),
        ))  # fmt: skip
    standing.add(Area.objects.bulk_create(fresh, batch_size=5000))


def _collision(standing: _Standing, unit: Unit) -> str:
    for area in standing.by_code.get(unit.code, ()):
        ends_before = area.valid_to is not None and area.valid_to <= unit.valid_from
        begins_after = unit.valid_to is not None and unit.valid_to <= area.valid_from
        if not (ends_before or begins_after):
            return _("mã này đang thuộc về %(name)s") % {"name": area.name}
    return ""


def _place(standing: _Standing, units: Iterable[Unit]) -> None:
    """Put rows under the newest row of the area above: a province that became a city is still the one above."""
    moved = []
    for unit in units:
        area, above = standing.by_key.get(unit.key), standing.newest(unit.parent, unit.valid_from < REFORM)
        if area is not None and above is not None and area.parent_id != above.pk:
            area.parent = above
            standing.changed.add(unit.key)
            moved.append(area)
    Area.objects.bulk_update(moved, ["parent"], batch_size=5000)


def _link(areas: Mapping[Key, Area], links: Iterable[Link], refused: Collection[Key]) -> int:
    known = set(Succession.objects.values_list("predecessor_id", "successor_id"))
    fresh = []
    for link in links:
        if link.old in refused or link.new in refused:
            continue
        old, new = areas[link.old], areas[link.new]
        if (old.pk, new.pk) not in known:
            fresh.append(Succession(
                predecessor=old, successor=new, on=link.on, whole=link.whole, likely=link.likely, decision=link.decision
            ))  # fmt: skip
    return len(Succession.objects.bulk_create(fresh, batch_size=5000))
