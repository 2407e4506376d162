"""The worklist, search and dossier pages as the register grows: 10,000, 100,000, a million, and ten million dossiers.

`python -m bench scale` (apart from the others: it takes its time) seeds the whole demo city, lays dossiers over it by
COPY and measures at each size over HTTP, 8 at a time, and by the plans of PostgreSQL. `MOTCUA_BENCH_SCALE` names other
sizes ("10000,10000000"); `MOTCUA_BENCH_SCALE_HERE` names databases that were laid before ("small,large"), which are
measured as they are. Up to 30,000 dossiers come with all their rows, of the others those that are open; what goes
beyond a million is copied from it inside the server (`bench.copies`).
"""

import json
import os
import time
from contextlib import nullcontext
from datetime import date
from itertools import cycle, islice
from typing import Any

from bench import city, latency, load, plans, server

SIZES, SETTING, LAID_BEFORE = (10_000, 100_000, 1_000_000), "MOTCUA_BENCH_SCALE", "MOTCUA_BENCH_SCALE_HERE"
LAID = 1_000_000
WITH_HISTORY, ASKED, WARMING, CROWDED, FILES = 30_000, 240, 40, 10_000, 500
WORKLISTS = {
    "worklist": ("motcua.lechan", "/viec?tab=receive"),
    "worklist_unit": ("hotich.lechan", "/viec?tab=unit"),
    "worklist_leader": ("chutich.lechan", "/viec?tab=unit"),
    "worklist_province": ("lanhdao.thanhpho", "/viec?tab=overdue"),
}


def measure(sizes: tuple[int, ...]) -> dict[str, Any]:
    """All measurements at each size, and what the largest is to the smallest."""
    found: dict[str, Any] = {}
    _city()
    for size in sizes:
        loaded = _grow_to(size)
        found[str(size)] = {**loaded, **_pages(ASKED)}
    told = _told(found)
    loaded = _grow_to(sizes[-1] + CROWDED, on_desks=CROWDED)
    return {**told, "crowded": {**loaded, **_pages(ASKED // 2)}}


def measure_here(databases: list[str]) -> dict[str, Any]:
    """The same of databases on this server that were laid before, smallest first."""
    from django.core.management import call_command
    from django.db import connection

    from motcua.dossiers.public import Dossier

    found: dict[str, Any] = {}
    for database in databases:
        connection.close()
        connection.settings_dict["NAME"] = database
        call_command("migrate", verbosity=0)
        found[str(Dossier.objects.count())] = _pages(ASKED)
    connection.close()
    return _told(found)


def _told(found: dict[str, Any]) -> dict[str, Any]:
    smallest, largest = min(found, key=int), max(found, key=int)
    first, last = found[smallest], found[largest]
    ratios = {name: round(last[name]["p95_ms"] / first[name]["p95_ms"], 2) for name in WORKLISTS}
    return {"sizes": found, "p95_ratio": ratios, "dossiers": int(largest)}


def _city() -> None:
    """The whole city with the dossiers that lived in it, and somebody who sees all of it."""
    from motcua.accounts.public import hold_position, register_official
    from motcua.demo.fates import FIRST
    from motcua.demo.growth import add_dossiers
    from motcua.demo.seed import OFFICIALS, seed, top_organisation
    from motcua.organisations.public import register_position
    from motcua.persons.public import register_person
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM

    by, at = SYSTEM, clock.now()
    seed(at, officials=OFFICIALS)
    add_dossiers(FIRST, at)
    name = "Lãnh đạo thành phố"
    person = register_person(by=by, at=at, full_name=name, birth_date=date(1970, 1, 1), personal_id="031070000001")
    register_official(person, by=by, at=at, username="lanhdao.thanhpho", password=city.PASSWORD)
    position = register_position(top_organisation(), by=by, at=at, type_code="chairperson", name=name)
    hold_position(position, by=by, at=at, person=person, roles=["department_leader"], valid_from=at)


def _grow_to(size: int, on_desks: int | None = None) -> dict[str, Any]:
    from django.db import connection

    from bench.copies import multiply
    from motcua.demo.actions.load_dossiers import load_dossiers
    from motcua.demo.models import CityDossier
    from motcua.demo.upkeep import measure_again
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM

    begun, worked, there = time.monotonic(), time.process_time(), CityDossier.objects.count()
    whole = max(0, WITH_HISTORY - there)
    more = on_desks or max(0, min(size, LAID) - there)
    laid = load_dossiers(more, whole=whole, on_desks=on_desks, by=SYSTEM, at=clock.now()) if more else 0
    if size > LAID and not on_desks:
        laid += multiply(size // LAID)
    else:
        measure_again()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        size_there = cursor.fetchone()[0]
    return {
        "laid": laid,
        "load_s": round(time.monotonic() - begun, 1),
        "load_cpu_s": round(time.process_time() - worked, 1),
        "database_MB": size_there // 2**20,
    }


def _questions() -> dict[str, tuple[str, str]]:
    """Who asks for what: worklists, searches by whatever is at hand, the pages of dossiers."""
    from urllib.parse import quote

    from motcua.dossiers.public import Dossier

    officer = "motcua.lechan"
    # Copies made inside the server have codes that no page is under; what they are copies of came before them.
    made = Dossier.objects.exclude(code__contains="/")
    at_home = made.filter(unit_of_record__identifier="H24.77.01").select_related("owner")
    some = at_home.filter(status=1).earliest("id")
    other = at_home.exclude(pk=some.pk).exclude(ended_at=None).earliest("id")
    asked = {
        "search_code": some.code[:-1] + "9", "search_name": other.owner.full_name,
        "search_common_name": "Nguyễn", "search_phone": other.contact_phone,
        "search_number": other.owner.personal_id, "search_digits": other.owner.personal_id[-4:],
    }  # fmt: skip
    searches = {name: (officer, f"/viec/tim?q={quote(words)}") for name, words in asked.items()}
    everywhere = {f"{name}_province": ("lanhdao.thanhpho", path) for name, (_who, path) in searches.items()}
    many = _with_files(some)
    return {
        **WORKLISTS,
        **searches,
        **everywhere,
        "dossier": (officer, f"/ho-so/{other.code}"),
        "dossier_500_files": (officer, f"/ho-so/{many}"),
    }


def _with_files(dossier: Any) -> str:
    """Give a dossier 500 files; returns its code."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_dossiercomponent (dossier_id, type_id, name, originals, copies, is_on_paper) "
            "SELECT %s, id, 'Giấy tờ', 1, 0, false FROM procedures_componenttype LIMIT 1 "
            "ON CONFLICT DO NOTHING",
            [dossier.pk],
        )
        cursor.execute(
            "INSERT INTO dossiers_dossierfile (component_id, file_id, added_at) "
            "SELECT (SELECT min(id) FROM dossiers_dossiercomponent WHERE dossier_id = %s), "
            "(SELECT min(id) FROM files_storedfile), now() FROM generate_series(1, %s)",
            [dossier.pk, FILES],
        )
    return str(dossier.code)


def _pages(asked: int) -> dict[str, Any]:
    questions = _questions()
    people = {who: city.sign_in(who) for who, _path in questions.values()}
    found: dict[str, Any] = {}
    with server.serving() as port:
        for name, (who, path) in questions.items():
            request = load.get(path, people[who])
            many = asked if name in WORKLISTS else asked // 4
            latency.times(port, [request] * WARMING)
            found[name] = latency.times(port, list(islice(cycle([request]), many))).told()
    for name, (who, path) in questions.items():
        found[name] |= plans.plan_of_page(path, people[who].cookie)
    return found


def main() -> None:
    """Print the measurements as JSON."""
    named = os.environ.get(SETTING, "")
    sizes = tuple(int(size) for size in named.split(",")) if named else SIZES
    print(json.dumps({"bench": "scale", **(_here() or _fresh(sizes))}, ensure_ascii=False))


def _here() -> dict[str, Any] | None:
    databases = os.environ.get(LAID_BEFORE)
    if not databases:
        return None
    import django

    django.setup()
    from django.conf import settings

    with settings.EMBEDDED_POSTGRES.running() if settings.EMBEDDED_POSTGRES else nullcontext():
        return measure_here(databases.split(","))


def _fresh(sizes: tuple[int, ...]) -> dict[str, Any]:
    from bench.database import fresh_database

    with fresh_database():
        return measure(sizes)


if __name__ == "__main__":
    main()
