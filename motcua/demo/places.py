"""The places of the demo city: each commune with its committee, service centre and police, and the offices above."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.areas.public import COMMUNES, Area, AreaKind, import_province, register_area
from motcua.demo.procedures import SINCE
from motcua.organisations.public import GovLevel, Organisation, OrganisationKind, register_organisation
from motcua.platform.action import SYSTEM

DATA = Path(__file__).parent / "data"
# Where numbers begin for the communes that the data do not name.
FIRST_NUMBER = 101
# The police of the city, under which those of its communes stand.
POLICE = "H24.90"


def read_data(name: str) -> Any:
    """What a file of the demo's data says."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@dataclass
class Places:
    """Makes places that are not there yet; knows those that are."""

    at: datetime
    known: dict[str, Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {each.identifier: each for each in Organisation.objects.select_related("area")}

    def make(self, told: dict[str, Any], *, is_whole: bool) -> None:
        """The city and its offices, with all communes or only those that the data name."""
        top = told["province"]
        if is_whole:
            communes = Area.objects.as_of(SINCE).filter(parent__code=top["code"], kind__in=COMMUNES)
            if communes.count() <= len(told["communes"]):
                import_province(top["code"], by=SYSTEM, at=self.at)
            province = Area.objects.as_of(SINCE).get(code=top["code"])
        else:
            province = self._area(top["code"], top["name"], AreaKind.PROVINCE, None)
        city = self._organisation(
            top["identifier"], f"Ủy ban nhân dân {_lower(top['name'])}", OrganisationKind.PEOPLES_COMMITTEE,
            GovLevel.PROVINCE, None, province,
        )  # fmt: skip
        for office in told["offices"]:
            parent = self.known[office["parent"]] if "parent" in office else city
            kind = OrganisationKind(office["kind"])
            self._organisation(office["identifier"], office["name"], kind, GovLevel.PROVINCE, parent, province)
        for agency in told["agencies"]:
            kind = OrganisationKind(agency["kind"])
            # Agencies of the centre stand beside the city's committee, not under it.
            self._organisation(agency["identifier"], agency["name"], kind, GovLevel.PROVINCE, None, province)
        for place in told["communes"]:
            area = self._area(place["code"], place["name"], AreaKind.WARD, province)
            self._commune(place["identifier"], area, city)
        if is_whole:
            self._rest(told, province, city)

    def _rest(self, told: dict[str, Any], province: Area, city: Organisation) -> None:
        """The communes that the data do not name, numbered by their codes."""
        named = {place["code"] for place in told["communes"]}
        areas = Area.objects.as_of(SINCE).filter(parent=province, kind__in=COMMUNES).exclude(code__in=named)
        for number, area in enumerate(areas.order_by("code"), FIRST_NUMBER):
            self._commune(f"{city.identifier}.{number}", area, city)

    def _commune(self, identifier: str, area: Area, city: Organisation) -> None:
        name = _lower(area.name)
        committee = self._organisation(
            identifier, f"Ủy ban nhân dân {name}", OrganisationKind.PEOPLES_COMMITTEE, GovLevel.COMMUNE, city, area
        )
        self._organisation(
            f"{identifier}.01", f"Trung tâm Phục vụ hành chính công {name}", OrganisationKind.SERVICE_CENTRE,
            GovLevel.COMMUNE, committee, area,
        )  # fmt: skip
        self._organisation(
            f"{identifier}.02", f"Công an {name}", OrganisationKind.POLICE, GovLevel.COMMUNE, self.known[POLICE], area
        )

    def _area(self, code: str, name: str, kind: AreaKind, parent: Area | None) -> Area:
        known = Area.objects.as_of(self.at.date()).filter(code=code).first()
        return known or register_area(
            by=SYSTEM, at=self.at, code=code, name=name, kind=kind, valid_from=SINCE, parent=parent
        )

    def _organisation(
        self,
        identifier: str,
        name: str,
        kind: OrganisationKind,
        level: GovLevel,
        parent: Organisation | None,
        area: Area,
    ) -> Organisation:
        if identifier not in self.known:
            self.known[identifier] = register_organisation(
                parent, by=SYSTEM, at=self.at, identifier=identifier, name=name, kind=kind, level=level, area=area,
                valid_from=SINCE,
            )  # fmt: skip
        return self.known[identifier]


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
