"""Milliseconds to typeset each official paper, warm, one thread, different values every time; and what memory grows by.

`python -m bench.papers` prints one JSON object.
"""

import json
import os
import resource
import statistics
import time
from dataclasses import replace

ROUNDS = 20


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(rounds: int = ROUNDS) -> dict[str, object]:
    """Median (elapsed and processor) and slowest milliseconds per paper, size of its file, growth of memory."""
    from motcua.papers import specimens
    from motcua.papers.rules import as_json
    from motcua.papers.typesetting import shipped_source, typeset_pdf

    papers: dict[str, dict[str, float]] = {}
    for data in specimens.every_paper():
        typeset_pdf(shipped_source(data.template), as_json(data), at=data.issued_at)
    before = _megabytes()
    for data in specimens.every_paper():
        taken, worked, size = [], [], 0
        for number in range(rounds):
            values = replace(data, number=f"{number}/X", letterhead=replace(data.letterhead, place=f"Nơi {number}"))
            started, busy = time.perf_counter(), time.process_time()
            size = len(typeset_pdf(shipped_source(data.template), as_json(values), at=data.issued_at))
            taken.append((time.perf_counter() - started) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        papers[data.template] = {
            "median_ms": round(statistics.median(taken), 1),
            "median_cpu_ms": round(statistics.median(worked), 1),
            "slowest_ms": round(max(taken), 1),
            "kB": round(size / 1000, 1),
        }
    return {"papers": papers, "rounds": rounds, "memory_growth_MB": round(_megabytes() - before, 1)}


def main() -> None:
    """Print the measurements as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    print(json.dumps({"bench": "papers", **measure()}, ensure_ascii=False))


if __name__ == "__main__":
    main()
