"""Makes the demo city through the actions; running it again adds what is missing and changes nothing that is there."""

import json
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.accounts.public import (
    DEMO_PASSWORD,
    Account,
    AccountKind,
    hold_position,
    load_roles,
    open_account,
    register_official,
    standard_roles,
)
from motcua.areas.public import Area, AreaKind, register_area
from motcua.demo.procedures import SINCE, load_procedures
from motcua.organisations.public import (
    GovLevel,
    Organisation,
    OrganisationKind,
    Position,
    import_holidays,
    register_organisation,
    register_position,
)
from motcua.persons.public import Sex, find_by_personal_id, register_person
from motcua.platform.action import SYSTEM

DATA = Path(__file__).parent / "data"


def _data(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def seed(at: datetime) -> None:
    """Everything the demo needs: roles, calendar, places, people, procedures."""
    load_roles(by=SYSTEM, at=at, roles=standard_roles())
    import_holidays(files("motcua.organisations").joinpath("data/holidays.json").read_bytes(), by=SYSTEM, at=at)
    _places(at)
    _people(at)
    load_procedures(top_organisation(), at)


def top_organisation() -> Organisation:
    """The people's committee of the city."""
    return Organisation.objects.get(identifier=_data("places.json")["province"]["identifier"])


def _places(at: datetime) -> None:
    places = _data("places.json")
    top = places["province"]
    province = _area(top["code"], top["name"], AreaKind.PROVINCE, None, at)
    city = _organisation(
        top["identifier"], f"Ủy ban nhân dân {_lower(top['name'])}", OrganisationKind.PEOPLES_COMMITTEE,
        GovLevel.PROVINCE, None, province, at,
    )  # fmt: skip
    _offices(city, province, places["offices"], at)
    for place in places["communes"]:
        area = _area(place["code"], place["name"], AreaKind.WARD, province, at)
        name = _lower(place["name"])
        committee = _organisation(
            place["identifier"], f"Ủy ban nhân dân {name}", OrganisationKind.PEOPLES_COMMITTEE,
            GovLevel.COMMUNE, city, area, at,
        )  # fmt: skip
        _organisation(
            f"{place['identifier']}.01", f"Trung tâm Phục vụ hành chính công {name}", OrganisationKind.SERVICE_CENTRE,
            GovLevel.COMMUNE, committee, area, at,
        )  # fmt: skip


def _offices(city: Organisation, province: Area, offices: list[dict[str, str]], at: datetime) -> None:
    for office in offices:
        parent = Organisation.objects.get(identifier=office["parent"]) if "parent" in office else city
        _organisation(
            office["identifier"], office["name"], OrganisationKind(office["kind"]), GovLevel.PROVINCE, parent,
            province, at,
        )  # fmt: skip


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _area(code: str, name: str, kind: AreaKind, parent: Area | None, at: datetime) -> Area:
    known = Area.objects.as_of(at.date()).filter(code=code).first()
    return known or register_area(by=SYSTEM, at=at, code=code, name=name, kind=kind, valid_from=SINCE, parent=parent)


def _organisation(
    identifier: str,
    name: str,
    kind: OrganisationKind,
    level: GovLevel,
    parent: Organisation | None,
    area: Area,
    at: datetime,
) -> Organisation:
    known = Organisation.objects.filter(identifier=identifier).first()
    return known or register_organisation(
        parent, by=SYSTEM, at=at, identifier=identifier, name=name, kind=kind, level=level, area=area, valid_from=SINCE
    )


def _people(at: datetime) -> None:
    people = _data("people.json")
    for each in people["officials"]:
        if not Account.objects.filter(username=each["username"]).exists():
            _official(each, at)
    for each in people["citizens"]:
        if not Account.objects.filter(username=each["username"]).exists():
            person = _person(each, at)
            open_account(
                person, by=SYSTEM, at=at, kind=AccountKind.CITIZEN, password=DEMO_PASSWORD, username=each["username"],
                is_demo=True,
            )  # fmt: skip


def _person(each: dict[str, Any], at: datetime) -> Any:
    known = find_by_personal_id(each["id"], by=SYSTEM, purpose="seed")
    area = Area.objects.as_of(at.date()).filter(code=each.get("area", "")).first()
    return known or register_person(
        by=SYSTEM,
        at=at,
        full_name=each["name"],
        birth_date=date.fromisoformat(each["birth"]),
        sex=Sex(each["sex"]),
        personal_id=each["id"],
        phone=each["phone"],
        email=each.get("email", ""),
        address_area_id=area.pk if area else None,
        address_line=each.get("address", ""),
    )


def _official(each: dict[str, Any], at: datetime) -> None:
    person = _person(each, at)
    unit = Organisation.objects.get(identifier=each["unit"])
    position = Position.objects.filter(organisation=unit, name=each["position"]).first() or register_position(
        unit, by=SYSTEM, at=at, type_code=each["type"], name=each["position"]
    )
    register_official(person, by=SYSTEM, at=at, username=each["username"], password=DEMO_PASSWORD, is_demo=True)
    hold_position(position, by=SYSTEM, at=at, person=person, roles=each["roles"])
