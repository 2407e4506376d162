"""What one process of the web server holds in memory, before and after it has served 500 pages.

`python -m bench.memory` prints one JSON object: megabytes resident, and its share of what it has in common with the
others (PSS). Read from the system as Linux tells it; elsewhere there is nothing to read, and that is said.
"""

import json
import sys
from itertools import cycle, islice
from pathlib import Path

from bench import face, shared_line

PAGES, WARMING = 500, 16
MOST_MB = 200


def measure() -> dict[str, float]:
    """Megabytes of the one process that serves."""
    public, work = face.faces()
    pages = [*public, *work]
    with face.serving(workers=1) as port:
        for page in islice(cycle(pages), WARMING):
            shared_line.fetch(port, page)
        process = _serving(port)
        before = _megabytes(process)
        for page in islice(cycle(pages), PAGES):
            shared_line.fetch(port, page)
        after = _megabytes(process)
    return {
        "pages": PAGES,
        "rss_before_mb": before["Rss"],
        "rss_mb": after["Rss"],
        "pss_mb": after["Pss"],
        "most_mb": MOST_MB,
    }


def _serving(port: int) -> Path:
    """The process that answers on this port: the one that the server started, with the command line of the server."""
    mine = [path for path in Path("/proc").glob("[0-9]*") if f"--port\0{port}\0" in _command(path)]
    parents = {path.name for path in mine}
    (answering,) = (path for path in mine if _parent(path) in parents)
    return answering


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text(errors="replace")
    except OSError:
        return ""


def _parent(process: Path) -> str:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""


def _megabytes(process: Path) -> dict[str, float]:
    lines = (process / "smaps_rollup").read_text().splitlines()[1:]
    return {name: round(int(rest.split()[0]) / 1024, 1) for name, _, rest in (line.partition(":") for line in lines)}


def main() -> int:
    """Print the measurements as JSON; gives 1 where a process holds too much."""
    if not Path("/proc/self/smaps_rollup").exists():
        print(json.dumps({"bench": "memory", "skipped": "this system does not tell"}))
        return 0
    with face.prepared():
        measured = measure()
    print(json.dumps({"bench": "memory", **measured}))
    return int(measured["rss_mb"] > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
