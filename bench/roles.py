"""Worklists of officials whose rights are narrowed, beside those of one who sees everything.

`python -m bench roles` (apart from the others: it takes its time) lays 8,000 accounts and 400 roles over the demo city
with `MOTCUA_BENCH_ROLES` dossiers (a million unless told otherwise) and asks the same tab of the inbox over HTTP, as
the administrator of everything and as officials with a usual right, with a class, with procedures, with several roles
narrowed differently, and as one who sees all of the province but some. `MOTCUA_BENCH_ROLES_HERE` names a database that
is there with its dossiers, instead of making one.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import cycle, islice
from typing import Any

from bench import city, latency, load, plans, server

ACCOUNTS, ROLES, DOSSIERS = 8_000, 400, 1_000_000
SETTING, HERE = "MOTCUA_BENCH_ROLES", "MOTCUA_BENCH_ROLES_HERE"
ASKED, WARMING, BOUND = 480, 120, 1.3
# The list that all of them have full: who sees everything receives nothing themselves.
TABS = ("overdue",)
ONE_STOP, COMMITTEE = "H24.77.01", "H24.77"
# Who: roles as (reach, class of the role, about), class of the holding, about of the holding, and where.
PEOPLE: dict[str, tuple[list[tuple[str, int, list[str]]], int, list[str], str]] = {
    "administrator": ([("everywhere", 3, [])], 3, [], COMMITTEE),
    "usual": ([("organisation", 3, [])], 1, [], ONE_STOP),
    "secret": ([("organisation", 3, [])], 3, [], ONE_STOP),
    "procedures": ([("organisation", 3, ["1.001193"])], 1, [], ONE_STOP),
    "several": (
        [("organisation", 3, ["1.001193"]), ("subtree", 2, ["field:HT"]), ("organisation", 1, [])], 3, [], COMMITTEE
    ),
    "province_normal": ([("everywhere", 1, [])], 1, [], COMMITTEE),
}  # fmt: skip
GRANTED = ("dossiers.read", "dossiers.receive", "dossiers.deliver", "processes.work")


def measure() -> dict[str, Any]:
    """The times and statements of each, and what they are to the administrator's."""
    from django.db import connection

    from motcua.accounts.public import Account, Role
    from motcua.dossiers.public import Dossier

    lay_roles()
    lay_accounts()
    _seat_people()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_positionholding, accounts_positionholding_roles, accounts_rolegrant")
    found: dict[str, Any] = {}
    people = {name: city.sign_in(f"bench.{name}") for name in PEOPLE}
    with server.serving() as port:
        for name, who in people.items():
            requests = [load.get(f"/viec?tab={tab}", who) for tab in TABS]
            latency.times(port, requests * (WARMING // len(TABS)))
            found[name] = latency.times(port, list(islice(cycle(requests), ASKED))).told()
    for name, who in people.items():
        found[name]["statements"] = max(_statements(f"/viec?tab={tab}", who.cookie) for tab in TABS)
        found[name] |= plans.plan_of_page(f"/viec?tab={TABS[0]}", who.cookie)
    first = found["administrator"]
    return {
        "accounts": Account.objects.count(),
        "roles": Role.objects.count(),
        "dossiers": Dossier.objects.count(),
        "people": found,
        "p95_ratio": {name: round(each["p95_ms"] / first["p95_ms"], 2) for name, each in found.items()},
        "more_statements": {name: each["statements"] - first["statements"] for name, each in found.items()},
        "bound": BOUND,
    }


def _statements(path: str, cookie: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost", headers={"cookie": cookie})
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def lay_roles() -> None:
    """Roles of the province's own, each with the permissions of a desk, narrowed in every way."""
    from motcua.accounts.public import Role, RoleGrant
    from motcua.procedures.public import Procedure

    codes = list(Procedure.objects.order_by("code").values_list("code", flat=True)[:100])
    missing = max(0, ROLES - Role.objects.count())
    roles = Role.objects.bulk_create(Role(code=f"bench_{n}", name=f"Vai trò {n}") for n in range(missing))
    RoleGrant.objects.bulk_create(
        RoleGrant(
            role=role, permission=permission, reach="organisation", data_class=number % 3 + 1,
            procedures=codes[number % 90 : number % 90 + number % 4 * 3],
        )
        for number, role in enumerate(roles)
        for permission in GRANTED
    )  # fmt: skip


def lay_accounts() -> None:
    """Officials in positions all over the province, each with two roles."""
    from motcua.accounts.public import Account, PositionHolding, Role
    from motcua.organisations.public import Organisation, Position
    from motcua.persons.public import Person
    from motcua.platform import clock

    at, missing = clock.now(), max(0, ACCOUNTS - Account.objects.officials().count())
    model = Position.objects.order_by("pk")[0]
    places = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    roles = list(Role.objects.filter(code__startswith="bench_").values_list("pk", flat=True))
    one = Person.objects.order_by("pk")[0]
    people, positions = [], []
    for number in range(missing):
        person = Person(full_name="Cán Bộ Đo", birth_date=one.birth_date, sex=one.sex)
        person.created_at = at
        people.append(person)
        kept = {f.attname: getattr(model, f.attname) for f in Position._meta.concrete_fields if not f.primary_key}
        positions.append(
            Position(**{**kept, "organisation_id": places[number % len(places)], "name": f"Vị trí {number}"})
        )
    people = Person.objects.bulk_create(people, batch_size=2000)
    positions = Position.objects.bulk_create(positions, batch_size=2000)
    Account.objects.bulk_create(
        (
            Account(
                username=f"bench{person.pk}", kind="official", person=person, display_name=person.full_name,
                created_at=at, password="!",
            )
            for person in people
        ),
        batch_size=2000,
    )  # fmt: skip
    held = PositionHolding.objects.bulk_create(
        (
            PositionHolding(person=person, position=position, valid_from=at)
            for person, position in zip(people, positions, strict=True)
        ),
        batch_size=2000,
    )
    through = PositionHolding.roles.through
    through.objects.bulk_create(
        (
            through(positionholding_id=each.pk, role_id=roles[(number + more * 7) % len(roles)])
            for number, each in enumerate(held)
            for more in range(2 if roles else 0)
        ),
        batch_size=5000,
    )


def _seat_people() -> None:
    """Those who ask."""
    from motcua.accounts.public import Account, Role, RoleGrant, hold_position, register_official
    from motcua.organisations.public import Organisation, register_position
    from motcua.persons.public import register_person
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM, DataClass

    by, at = SYSTEM, clock.now()
    for name, (grants, held, about, place) in PEOPLE.items():
        if Account.objects.filter(username=f"bench.{name}").exists():
            continue
        codes = []
        for number, (reach, data_class, procedures) in enumerate(grants):
            role = Role.objects.create(code=f"asks_{name}_{number}", name=f"{name} {number}")
            RoleGrant.objects.bulk_create(
                RoleGrant(role=role, permission=each, reach=reach, data_class=data_class, procedures=procedures)
                for each in GRANTED
            )
            codes.append(role.code)
        person = register_person(by=by, at=at, full_name="Người Đi Hỏi")
        register_official(person, by=by, at=at, username=f"bench.{name}", password=city.PASSWORD)
        position = register_position(
            Organisation.objects.get(identifier=place), by=by, at=at, type_code="specialist", name=f"Người hỏi {name}"
        )
        hold_position(position, by=by, at=at, person=person, roles=codes, data_class=DataClass(held), procedures=about)


@contextmanager
def installation() -> Iterator[None]:
    """The one that is there, or the whole city with so many dossiers."""
    if database := os.environ.get(HERE):
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        connection.settings_dict["NAME"] = database
        with settings.EMBEDDED_POSTGRES.running() if settings.EMBEDDED_POSTGRES else nullcontext():
            yield
        return
    from bench import scale
    from bench.database import fresh_database

    with fresh_database():
        scale._city()
        scale._grow_to(int(os.environ.get(SETTING) or DOSSIERS))
        yield


def main() -> None:
    """Print the measurements as JSON."""
    with installation():
        print(json.dumps({"bench": "roles", **measure()}, ensure_ascii=False))


if __name__ == "__main__":
    main()
