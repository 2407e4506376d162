"""`python -m bench` (`make bench`): every measurement, one after the other, and one table of ratios.

`python -m bench submit pages` takes only these. `--write` keeps what was measured in `bench/results.json`, beside what
stands there of other measurements, and puts the table into `bench/README.md`. Each runs in a process of its own; one
that fails does not hide the others.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.table import lines_of

MEASUREMENTS = (
    "submit", "pages", "engine_step", "engine_against", "engine_worklist", "papers", "catalogue", "finding",
    "line", "memory", "lighthouse",
)  # fmt: skip
# Asked for by name alone: they take their time.
LONG = ("scale", "roles", "desk")
LONGEST_SECONDS = 240
LONGEST_LONG_SECONDS = 6 * 3600
HERE = Path(__file__).parent
BEGINNING, END = "<!-- results -->", "<!-- end of results -->"


def main() -> int:
    """Run those that were asked for; gives how many failed."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join((*MEASUREMENTS, *LONG))}")
    asked.add_argument("--write", action="store_true", help="keep the results in bench/results.json and the README")
    options = asked.parse_args()
    names = options.names or MEASUREMENTS
    if unknown := set(names) - {*MEASUREMENTS, *LONG}:
        asked.error(f"no measurement {', '.join(sorted(unknown))}")
    measured = {name: found for name in names if (found := _measured(name)) is not None}
    print("\n".join(lines_of(measured)))
    if options.write:
        _write(measured)
    return len(names) - len(measured)


def _measured(name: str) -> dict[str, Any] | None:
    command = [sys.executable, "-m", f"bench.{name}"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        longest = LONGEST_LONG_SECONDS if name in LONG else LONGEST_SECONDS
        said, _ = running.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        # With the servers and senders that it started.
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        print(f"bench.{name}: not done in {longest} s", file=sys.stderr)
        return None
    if running.returncode != 0:
        return None
    measured: dict[str, Any] = json.loads(said.splitlines()[-1])
    told = f"bench.{name}: skipped, {measured['skipped']}" if "skipped" in measured else None
    print(told or json.dumps(measured, ensure_ascii=False), file=sys.stderr)
    return measured


def _write(measured: dict[str, dict[str, Any]]) -> None:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    results, readme = HERE / "results.json", HERE / "README.md"
    kept = {**json.loads(results.read_text(encoding="utf-8")), "machine": machine, **measured}
    results.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGINNING)
    after = rest.partition(END)[2]
    table = "\n".join(lines_of(kept))
    written = f"{before}{BEGINNING}\n\nOn {machine}:\n\n{table}\n\n{END}{after}"
    readme.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
