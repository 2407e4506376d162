"""Lighthouse over the pages that people meet first, on its own idea of a phone and a slow line.

`python -m bench.lighthouse` prints one JSON object: the scores of each page and what cost it points. Scores below 95 in
performance, accessibility or best practices make it fail. `--work` looks at the officials' pages instead, `--keep DIR`
keeps the whole reports. Needs Chromium, Node and, the first time, the npm registry.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import face, shared_line

PINNED = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
# A busy machine takes points away, or loses the beginning of a trace.
TRIES = 3
WARMING = 8


def measure(*, work: bool, keep: Path | None) -> dict[str, Any]:
    """Scores out of 100 and the audits that are not perfect, by page."""
    from motcua.platform.pytest_plugin import browser_program

    os.environ["CHROME_PATH"] = browser_program() or ""
    public, officials = face.faces()
    with face.serving() as port, TemporaryDirectory() as place:
        folder = keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        pages = officials if work else public
        for each in pages * WARMING:
            shared_line.fetch(port, each)
        return {each.name: _audited(each, port, folder) for each in pages}


def _audited(page: face.Face, port: int, folder: Path) -> dict[str, Any]:
    """Of several looks the best, which the rest of the machine disturbed least; one is enough where it is good."""
    kept = folder / f"{page.name.replace(' ', '-')}.json"
    command = ["npx", "--yes", PINNED, f"http://localhost:{port}{page.path}", "--quiet", "--output=json"]
    command += [f"--output-path={kept}", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--extra-headers={json.dumps(page.headers())}", f"--chrome-flags={' '.join(face.FLAGS)}"]
    best: dict[str, Any] | None = None
    for _ in range(TRIES):
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120)
        if done.returncode == 0:
            seen = _read(json.loads(kept.read_text(encoding="utf-8")))
            if best is None or sum(seen["scores"].values()) > sum(best["scores"].values()):
                best = seen
            if not too_low(best):
                break
    assert best is not None, done.stderr
    return best


def too_low(page: Mapping[str, Any]) -> bool:
    """Whether one of a page's scores is below what it must be."""
    return any(score < LEAST for score in page["scores"].values())


def _read(report: Mapping[str, Any]) -> dict[str, Any]:
    audits = report["audits"]
    return {
        "scores": {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES},
        "first_paint_s": round(audits["first-contentful-paint"]["numericValue"] / 1000, 1),
        "largest_paint_s": round(audits["largest-contentful-paint"]["numericValue"] / 1000, 1),
        "blocked_ms": round(audits["total-blocking-time"]["numericValue"]),
        "shifted": round(audits["cumulative-layout-shift"]["numericValue"], 3),
        "below": {
            name: f"{audit['score']:.2f} {audit.get('displayValue', '')}".strip()
            for category in CATEGORIES
            for name in (reference["id"] for reference in report["categories"][category]["auditRefs"])
            if (audit := audits[name])["score"] is not None and audit["score"] < 1
        },
    }


def main() -> int:
    """Print the measurements as JSON; gives 1 where a score is too low."""
    asked = argparse.ArgumentParser(prog="python -m bench.lighthouse", description=__doc__)
    asked.add_argument("--work", action="store_true")
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    if shutil.which("npx") is None:
        print(json.dumps({"bench": "lighthouse", "skipped": "no npx here"}))
        return 0
    with face.prepared():
        pages = measure(work=options.work, keep=options.keep)
    for name, page in pages.items():
        print(name, page, file=sys.stderr)
    print(json.dumps({"bench": "lighthouse", "pages": pages, "least": LEAST}, ensure_ascii=False))
    return int(any(map(too_low, pages.values())))


if __name__ == "__main__":
    sys.exit(main())
