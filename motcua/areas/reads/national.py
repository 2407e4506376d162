"""The national list: what stood until the reform of 2025, what stands since, and the changes after it.

The rows come from the data of the package vietnamadminunits (MIT); its code, which asks a geocoder abroad, is not run.
Later changes and the decisions are ours, in `areas/data`.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.areas.models import AreaKind
from motcua.areas.rules import REFORM, SINCE_UNKNOWN

Key = tuple[str, date]
KINDS = {
    "Xã": AreaKind.COMMUNE,
    "Phường": AreaKind.WARD,
    "Đặc khu": AreaKind.SPECIAL_ZONE,
    "Thị trấn": AreaKind.TOWNSHIP,
}


@dataclass(frozen=True)
class Unit:
    """One row of the list; `parent` is the code of the area above, `valid_to` the first day without it."""

    code: str
    name: str
    kind: AreaKind
    parent: str | None
    valid_from: date
    valid_to: date | None = None

    @property
    def key(self) -> Key:
        """What names a row: a code is given again, the pair is not."""
        return self.code, self.valid_from


@dataclass(frozen=True)
class Link:
    """Land that passed from one row to another: all of it or a part, and whether to the likeliest of several."""

    old: Key
    new: Key
    on: date
    decision: str
    whole: bool = True
    likely: bool = True


@dataclass(frozen=True)
class NationalList:
    """Rows from the top down, and the links between them."""

    units: tuple[Unit, ...]
    links: tuple[Link, ...]

    def of_province(self, code: str) -> "NationalList":
        """All provinces, the communes of one with all that they were before; no commune for an unknown code."""
        provinces = {unit.key for unit in self.units if unit.parent is None}
        keys = {unit.key for unit in self.units if unit.parent == code and unit.valid_from >= REFORM}
        for link in reversed(self.links):
            if link.new in keys:
                keys.add(link.old)
        above = {unit.parent for unit in self.units if unit.key in keys}
        districts = {unit.key for unit in self.units if unit.kind == AreaKind.DISTRICT and unit.code in above}
        keys |= provinces | districts
        return NationalList(
            tuple(unit for unit in self.units if unit.key in keys),
            tuple(link for link in self.links if link.new in keys and link.old in keys),
        )


@cache
def national_list() -> NationalList:
    """The whole list, read once in a process: 14,150 rows or so in half a second."""
    place = Path(str(distribution("vietnamadminunits").locate_file("vietnamadminunits/data")))
    with closing(sqlite3.connect(f"{(place / 'dataset.db').as_uri()}?mode=ro", uri=True)) as source:
        source.row_factory = sqlite3.Row
        old, new = _rows(source, "admin_units_legacy"), _rows(source, "admin_units")
    converter = json.loads((place / "converter_2025.json").read_bytes())
    units = [*_before(old), *_since(new)]
    links = [*_province_links(old, new, converter["DICT_PROVINCE"]), *_commune_links(old, new, converter)]
    return apply_changes(NationalList(tuple(units), tuple(links)), _ours("changes.json")["changes"])


def _rows(source: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def _ours(name: str) -> Any:
    return json.loads(files("motcua.areas").joinpath(f"data/{name}").read_bytes())


def _province(row: sqlite3.Row, since: date, until: date | None) -> Unit:
    name = row["province"]
    kind = AreaKind.CITY if name.startswith("Thành phố") else AreaKind.PROVINCE
    return Unit(row["provinceCode"], name, kind, None, since, until)


def _before(rows: Iterable[sqlite3.Row]) -> Iterator[Unit]:
    """The three levels until the reform; an island district without communes stands alone."""
    provinces, districts, communes = {}, {}, []
    for row in rows:
        provinces[row["provinceCode"]] = _province(row, SINCE_UNKNOWN, REFORM)
        districts[row["districtCode"]] = Unit(
            row["districtCode"], row["district"], AreaKind.DISTRICT, row["provinceCode"], SINCE_UNKNOWN, REFORM
        )
        if row["wardCode"]:
            kind = KINDS[row["wardType"]]
            communes.append(Unit(row["wardCode"], row["ward"], kind, row["districtCode"], SINCE_UNKNOWN, REFORM))
    yield from (*provinces.values(), *districts.values(), *communes)


def _since(rows: Iterable[sqlite3.Row]) -> Iterator[Unit]:
    provinces, communes = {}, []
    for row in rows:
        provinces[row["provinceCode"]] = _province(row, REFORM, None)
        communes.append(Unit(row["wardCode"], row["ward"], KINDS[row["wardType"]], row["provinceCode"], REFORM))
    yield from (*provinces.values(), *communes)


def _province_links(
    old: Iterable[sqlite3.Row], new: Iterable[sqlite3.Row], merged: dict[str, list[str]]
) -> Iterator[Link]:
    before = {row["provinceKey"]: row["provinceCode"] for row in old}
    after = {row["provinceKey"]: row["provinceCode"] for row in new}
    decision = _ours("decisions.json")["provinces"]
    for key, parts in merged.items():
        for part in parts:
            # A province that the reform left alone has no decision to name.
            said = decision if len(parts) > 1 else ""
            yield Link((before[part], SINCE_UNKNOWN), (after[key], REFORM), REFORM, said)


def _commune_links(old: Iterable[sqlite3.Row], new: Iterable[sqlite3.Row], converter: Any) -> Iterator[Link]:
    columns = ("provinceKey", "districtKey", "wardKey")
    before = {"_".join(row[name] or "" for name in columns): row["wardCode"] or row["districtCode"] for row in old}
    after = {(row["provinceKey"], row["wardKey"]): row for row in new}
    decisions = _ours("decisions.json")

    def link(part: str, province: str, ward: str, **shares: bool) -> Link:
        row = after[province, ward]
        decision = decisions["communes_of"].get(row["provinceCode"], decisions["communes"])
        return Link((before[part], SINCE_UNKNOWN), (row["wardCode"], REFORM), REFORM, decision, **shares)

    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        yield from (link(part, province, ward) for ward, parts in wards.items() for part in parts)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, wards in divided.items():
            for ward in wards:
                yield link(part, province, ward["newWardKey"], whole=False, likely=ward["isDefaultNewWard"])


def apply_changes(listed: NationalList, changes: Iterable[dict[str, Any]]) -> NationalList:
    """The list after later decisions, each of which closes rows and opens others on one day.

    `closes` are codes, `opens` rows with `code`, `name`, `kind` and, for a commune, `parent`. Raises ValueError when
    a code to be closed does not stand.
    """
    units = {unit.key: unit for unit in listed.units}
    links = list(listed.links)
    for change in changes:
        on = date.fromisoformat(change["on"])
        standing = {unit.code: unit for unit in units.values() if unit.valid_to is None}
        if missing := [code for code in change["closes"] if code not in standing]:
            raise ValueError(f"{change['decision']}: {missing} do not stand on {on}")
        opened = [Unit(each["code"], each["name"], AreaKind(each["kind"]), each.get("parent"), on)
                  for each in change["opens"]]  # fmt: skip
        for code in change["closes"]:
            closed = replace(standing[code], valid_to=on)
            units[closed.key] = closed
            whole = len(opened) == 1
            links += [Link(closed.key, unit.key, on, change["decision"], whole=whole, likely=whole) for unit in opened]
        units |= {unit.key: unit for unit in opened}
    return NationalList(tuple(units.values()), tuple(links))
