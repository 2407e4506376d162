"""`python -m bench` (`make bench`): every measurement, one after the other, one JSON object a line.

Each runs in a process of its own, for a minute or two at most; one that fails does not hide the others.
"""

import subprocess
import sys

MEASUREMENTS = ("submit", "pages", "engine_step", "papers")
LONGEST_SECONDS = 240


def main() -> int:
    """Run them all; gives how many failed."""
    failed = 0
    for name in MEASUREMENTS:
        command = [sys.executable, "-m", f"bench.{name}"]
        try:
            failed += subprocess.run(command, timeout=LONGEST_SECONDS).returncode != 0
        except subprocess.TimeoutExpired:
            print(f"bench.{name}: not done in {LONGEST_SECONDS} s", file=sys.stderr)
            failed += 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
