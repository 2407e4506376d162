"""Seconds to import the national catalogue, to import it again, to export it, and to take over internal processes.

`python -m bench.catalogue` prints one JSON object. The files are those of the shared data beside the checkout, or where
MOTCUA_SHARED points; without them there is nothing to measure, and that is said.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

BESIDE = Path(__file__).resolve().parents[1].parent / "shared"


def shared_data() -> Path | None:
    """The folder of the shared data; None where there is none."""
    data = Path(os.environ.get("MOTCUA_SHARED", BESIDE)) / "data"
    return data if (data / "national-catalogue.jsonl").exists() else None


def measure(data: Path) -> dict[str, Any]:
    """Elapsed and processor seconds of each, with what the reports count."""
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM
    from motcua.procedures.public import ImportReport, export_catalogue, import_catalogue

    def taken_over() -> ImportReport:
        with (data / "national-catalogue.jsonl").open("rb") as stream:
            return import_catalogue(stream, file_name="bench", by=SYSTEM, at=clock.now(), publish=True)[1]

    first, report = _timed(taken_over)
    again, second = _timed(taken_over)
    with TemporaryDirectory() as place:
        export, exported = _timed(lambda: export_catalogue(Path(place) / "out.jsonl", on=clock.today()))
    return {
        "import_s": first,
        "import_again_s": again,
        "export_s": export,
        "read": report.read,
        "imported": report.imported,
        "unchanged_again": second.unchanged,
        "rejected": len(report.rejected),
        "warnings": len(report.warnings),
        "exported": exported,
    }


def _timed(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    started, busy = time.perf_counter(), time.process_time()
    result = work()
    return {
        "elapsed": round(time.perf_counter() - started, 1),
        "processor": round(time.process_time() - busy, 1),
    }, result


def main() -> None:
    """Print the measurements as JSON."""
    from bench.database import fresh_database

    data = shared_data()
    if data is None:
        print(json.dumps({"bench": "catalogue", "skipped": "no shared data here"}))
        return
    with fresh_database():
        print(json.dumps({"bench": "catalogue", **measure(data)}))


if __name__ == "__main__":
    main()
