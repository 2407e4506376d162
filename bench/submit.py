"""Dossiers filed a second over HTTP, against raw SQL that writes the same rows in the same run.

`python -m bench.submit` prints one JSON object. The check page of a finished draft is posted to the real web server,
eight at a time; the floor is `bench.floor` with as many processes and connections as the server has. Rounds of both
take turns, and of each the best counts: the others measure what else the machine was doing.
"""

import json
from itertools import islice
from typing import Any

from bench import city, floor, load, raw, server

ROUNDS, FILED, FLOORED, WARMING = 4, 240, 400, 100


def measure(rounds: int = ROUNDS, filed: int = FILED, floored: int = FLOORED) -> dict[str, Any]:
    """Filings a second, of the floors too, and their ratios."""
    from motcua.dossiers.models import Dossier

    city.seed_city()
    ready = iter(city.drafts(city.citizens(), WARMING + rounds * (filed + 2 * floored)))

    def pages(count: int) -> list[bytes]:
        return [load.post(f"/ban-nhap/{draft}/kiem-tra", by) for draft, by in islice(ready, count)]

    def floor_rate(make: raw.Make) -> float:
        return raw.rate(server.database_url(), make, sample, [draft for draft, _by in islice(ready, floored)])

    rates: dict[str, list[float]] = {"submit": [], "floor": [], "one": []}
    with server.serving() as port:
        load.send(port, pages(WARMING)).a_second(302)
        sample = floor.sample_of(Dossier.objects.latest("id").pk)
        for _ in range(rounds):
            rates["submit"].append(load.send(port, pages(filed)).a_second(302))
            rates["floor"].append(floor_rate(floor.by_statements))
            rates["one"].append(floor_rate(floor.by_one))
    submit, by_statements, by_one = (max(rates[name]) for name in ("submit", "floor", "one"))
    return {
        "submit_per_s": round(submit, 1),
        "floor_per_s": round(by_statements, 1),
        "ratio": round(submit / by_statements, 3),
        "one_statement_floor_per_s": round(by_one, 1),
        "ratio_to_one_statement": round(submit / by_one, 3),
        "rounds": {name: [round(each, 1) for each in every] for name, every in rates.items()},
    }


def main() -> None:
    """Print the measurements as JSON."""
    from bench.database import fresh_database

    with fresh_database():
        print(json.dumps({"bench": "submit", **measure()}))


if __name__ == "__main__":
    main()
