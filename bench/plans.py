"""Which indexes the statements of a page use, and whether one of them reads a large table from end to end."""

import json
from collections.abc import Iterator
from typing import Any

LARGE = frozenset(
    f"{module}_{table}"
    for module, tables in {
        "dossiers": ("dossier", "dossierevent", "dossiercomponent", "dossierfile", "dossierresult"),
        "processes": ("task", "processinstance"),
        "persons": ("person",),
        "papers": ("paper",),
    }.items()
    for table in tables
)


def plan_of_page(path: str, cookie: str) -> dict[str, Any]:
    """The statements of a page of the running database as PostgreSQL ran them: indexes, whole reads, rows, time."""
    from django.db import connection
    from django.test import Client

    plans: list[dict[str, Any]] = []

    def explain(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if "INSERT" not in sql and sql.lstrip().startswith(("SELECT", "WITH")) and any(table in sql for table in LARGE):
            with context["connection"].cursor().cursor as plain:
                plain.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                told = plain.fetchone()[0]
                plans.append((json.loads(told) if isinstance(told, str) else told)[0])
        return execute(sql, params, many, context)

    client = Client(SERVER_NAME="localhost", headers={"cookie": cookie})
    assert client.get(path).status_code in (200, 302), path
    with connection.execute_wrapper(explain):
        client.get(path)
    nodes = [node for plan in plans for node in _nodes(plan["Plan"])]
    return {
        "indexes": sorted({node["Index Name"] for node in nodes if "Index Name" in node}),
        "read_whole": sorted(
            {
                node["Relation Name"]
                for node in nodes
                if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE and node["Actual Loops"]
            }
        ),
        "most_rows": max((int(node["Actual Rows"] * node["Actual Loops"]) for node in nodes), default=0),
        "database_ms": round(sum(plan["Execution Time"] for plan in plans), 2),
        "planning_ms": round(sum(plan["Planning Time"] for plan in plans), 2),
    }


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)
