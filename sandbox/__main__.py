"""`python -m sandbox --port N --smtp-port M`: run the sandbox nation until Ctrl-C or SIGTERM."""

import argparse
import asyncio
import ipaddress
import os
import signal
import sys
from pathlib import Path

from sandbox.running import SandboxServer


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line; ends the process with a sentence when a foreign address was not asked for twice."""
    parser = argparse.ArgumentParser(prog="sandbox", description="The outside systems of demo and tests, invented.")
    parser.add_argument("--port", type=int, required=True, help="HTTP port")
    parser.add_argument("--smtp-port", type=int, required=True, help="SMTP port")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--public", action="store_true", help="really listen on an address others can reach")
    parser.add_argument("--state", type=Path, help="SQLite file that keeps messages over restarts (default: none)")
    chosen = parser.parse_args(given)
    if not chosen.public and not _is_this_machine(chosen.host):
        parser.error(f"{chosen.host} can be reached by others, and the sandbox has no login: add --public to mean it")
    return chosen


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def run(chosen: argparse.Namespace) -> None:
    """Serve until a signal asks to stop."""
    server = SandboxServer(chosen.host, chosen.port, chosen.smtp_port, state=chosen.state, public=chosen.public)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    sys.stdout.write(f"sandbox: http://{chosen.host}:{chosen.port} smtp://{chosen.host}:{chosen.smtp_port}\n")
    sys.stdout.flush()
    await server.serve()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
    # The web server's own threads may still be reaching for an interpreter that is being taken down, which aborts the
    # process. By now everything is written and closed: leave without the taking down.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
