"""Worklists and dossier pages served a second over HTTP, with 2,000 dossiers there, against reading their rows.

`python -m bench.pages` prints one JSON object; besides, the statements of each page and its processor time in process,
the least of many. The floors read by raw SQL, prepared, the rows that the page shows and
nothing else: no session, no rights, no count of the other tabs, no entry in the log, no HTML.
"""

import json
import time
from itertools import cycle, islice
from typing import Any

import psycopg

from bench import city, load, raw, server

DOSSIERS, ROUNDS, ASKED, FLOORED, WARMING = 2000, 3, 80, 800, 32
OFFICER = "motcua.lechan"
BOUNDS = {"worklist": 4, "dossier": 12}

_COPY = """
WITH dossier AS (
    INSERT INTO dossiers_dossier ({columns}, code, tracking_key, submitted_at)
    SELECT {columns}, code || '-' || number, tracking_key || number, submitted_at - number * interval '1 minute'
    FROM dossiers_dossier, generate_series(1, %(copies)s) number WHERE id = %(model)s
    RETURNING id
), event AS (
    INSERT INTO dossiers_dossierevent (dossier_id, {events})
    SELECT dossier.id, {events} FROM dossier, dossiers_dossierevent WHERE dossier_id = %(model)s
)
INSERT INTO dossiers_dossiercomponent (dossier_id, {components})
SELECT dossier.id, {components} FROM dossier, dossiers_dossiercomponent WHERE dossier_id = %(model)s
"""

WORKLIST = """
SELECT d.code, d.status, d.channel, d.submitted_at, d.accept_by, d.due_at, d.ended_at, v.name, p.full_name
FROM dossiers_dossier d JOIN procedures_procedureversion v ON v.id = d.version_id
JOIN persons_person p ON p.id = d.owner_id
WHERE d.unit_of_record_id = %s AND d.status = 1 AND d.ended_at IS NULL ORDER BY d.submitted_at, d.id LIMIT 51
"""
PAGE = (
    "SELECT d.*, v.*, c.*, p.* FROM dossiers_dossier d JOIN procedures_procedureversion v ON v.id = d.version_id "
    "JOIN procedures_procedurecase c ON c.id = d.case_id JOIN persons_person p ON p.id = d.owner_id WHERE d.code = %s",
    "SELECT c.*, f.*, s.* FROM dossiers_dossiercomponent c LEFT JOIN dossiers_dossierfile f ON f.component_id = c.id "
    "LEFT JOIN files_storedfile s ON s.id = f.file_id "
    "WHERE c.dossier_id = (SELECT id FROM dossiers_dossier WHERE code = %s)",
    "SELECT e.*, a.display_name, o.name FROM dossiers_dossierevent e "
    "LEFT JOIN accounts_account a ON a.id = e.account_id LEFT JOIN organisations_organisation o "
    "ON o.id = e.organisation_id WHERE e.dossier_id = (SELECT id FROM dossiers_dossier WHERE code = %s) ORDER BY e.at",
)


def read_worklist(unit: int) -> raw.Work:
    """The rows of the first page of what waits for receipt."""

    def read(connection: psycopg.Connection, _item: Any) -> None:
        connection.execute(WORKLIST, [unit]).fetchall()

    return read


def read_page(_given: None) -> raw.Work:
    """The rows of one dossier: itself and its procedure, its papers, its history."""

    def read(connection: psycopg.Connection, code: Any) -> None:
        for statement in PAGE:
            connection.execute(statement.encode(), [code]).fetchall()

    return read


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """Pages a second, their floors, their ratios."""
    unit, codes = _filled()
    officer = city.sign_in(OFFICER)
    worklist = [load.get("/viec?tab=receive", officer)] * ASKED
    pages = [load.get(f"/ho-so/{code}", officer) for code in islice(cycle(codes), ASKED)]
    several = list(islice(cycle(codes), FLOORED))
    rates: dict[str, list[float]] = {"worklist": [], "worklist_floor": [], "dossier": [], "dossier_floor": []}
    with server.serving() as port:
        load.send(port, worklist[:WARMING] + pages[:WARMING]).a_second(200)
        for _ in range(rounds):
            rates["worklist"].append(load.send(port, worklist).a_second(200))
            rates["worklist_floor"].append(raw.rate(server.database_url(), read_worklist, unit, several))
            rates["dossier"].append(load.send(port, pages).a_second(200))
            rates["dossier_floor"].append(raw.rate(server.database_url(), read_page, None, several))
    best = {name: max(each) for name, each in rates.items()}
    return {
        **_in_process("worklist", "/viec?tab=receive", officer),
        **_in_process("dossier", f"/ho-so/{codes[0]}", officer),
        **{f"{name}_per_s": round(each, 1) for name, each in best.items()},
        "worklist_ratio": round(best["worklist"] / best["worklist_floor"], 3),
        "dossier_ratio": round(best["dossier"] / best["dossier_floor"], 3),
        "dossiers": DOSSIERS,
    }


def _in_process(name: str, path: str, by: city.SignedIn) -> dict[str, Any]:
    """Statements and processor milliseconds of one page, without server and network."""
    from django.db import connection
    from django.test import Client

    statements: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    client = Client(SERVER_NAME="localhost", headers={"cookie": by.cookie})
    taken = []
    for _ in range(ASKED):
        started = time.process_time()
        assert client.get(path).status_code == 200, path
        taken.append(time.process_time() - started)
    with connection.execute_wrapper(count):
        client.get(path)
    return {
        f"{name}_cpu_ms": round(min(taken) * 1000, 1),
        f"{name}_statements": len(statements),
        f"{name}_bound": BOUNDS[name],
    }


def _filled() -> tuple[int, list[str]]:
    """The receiving unit with all dossiers waiting, and their codes."""
    from django.db import connection

    from motcua.accounts.public import Account, actor_of
    from motcua.dossiers.public import Dossier, Draft, submit
    from motcua.platform import clock

    city.seed_city()
    (draft, writer), *_others = city.drafts(city.citizens(1), 1)
    by = actor_of(Account.objects.get(pk=writer.account_id), at=clock.now(), assurance=2)
    model = submit(Draft.objects.get(pk=draft), by=by, at=clock.now())
    columns = {
        "columns": city.columns("dossiers_dossier", "code", "tracking_key", "submitted_at"),
        "events": city.columns("dossiers_dossierevent", "dossier_id"),
        "components": city.columns("dossiers_dossiercomponent", "dossier_id"),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COPY.format(**columns), {"copies": DOSSIERS - 1, "model": model.pk})
        cursor.execute("ANALYZE")
    return model.unit_of_record_id, list(Dossier.objects.order_by("id").values_list("code", flat=True))


def main() -> None:
    """Print the measurements as JSON."""
    from bench.database import fresh_database

    with fresh_database():
        print(json.dumps({"bench": "pages", **measure()}))


if __name__ == "__main__":
    main()
