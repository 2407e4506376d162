"""How often the right procedure is found, and how fast: 100 questions over the demo and the national catalogue.

`python -m bench.finding` prints one JSON object, for the questions tuned on and those held out apart. Without the
shared catalogue only the demo's own procedures are asked; the object says how many there were.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

from bench.catalogue import shared_data
from bench.database import fresh_database

QUESTIONS = Path(__file__).parents[1] / "motcua" / "procedures" / "tests" / "data" / "questions.json"


def measure(data: Path | None) -> dict[str, Any]:
    """Shares found first and among the first three, and milliseconds a question."""
    from motcua.demo.seed import seed
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM
    from motcua.procedures.public import ProcedureVersion, answering, import_catalogue

    seed(clock.now())
    if data is not None:
        with (data / "national-catalogue.jsonl").open("rb") as stream:
            import_catalogue(stream, file_name="bench", by=SYSTEM, at=clock.now(), publish=True)
    published = ProcedureVersion.objects.published(clock.today())
    answering(published, "khai sinh")
    places: dict[bool, list[int]] = {False: [], True: []}
    took = []
    busy = _processor_seconds()
    for each in json.loads(QUESTIONS.read_text(encoding="utf-8")):
        started = time.perf_counter()
        found = answering(published, each["query"]).versions
        took.append((time.perf_counter() - started) * 1000)
        codes = [version.procedure.code for version in found]
        place = next((at for at, code in enumerate(codes) if code in each["accepted"]), len(codes) + 3)
        places[each["held_out"]].append(place)
    busy = _processor_seconds() - busy
    took.sort()
    return {
        "procedures": published.count(),
        **{
            f"hit_at_{most}{'_held_out' if held else ''}": round(sum(at < most for at in seen) / len(seen), 2)
            for held, seen in places.items()
            for most in (1, 3)
        },
        "p50_ms": round(took[len(took) // 2], 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
        "cpu_ms": round(busy / len(took) * 1000, 1),
    }


def _processor_seconds() -> float:
    """Of this process and of the database's that serves it; the latter only where the system tells."""
    from django.db import connection

    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    ticks = stat.read_text().rpartition(")")[2].split()[11:13] if stat.exists() else ["0", "0"]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure in a database of its own."""
    with fresh_database():
        print(json.dumps({"bench": "finding", **measure(shared_data())}))


if __name__ == "__main__":
    main()
