"""One parent for the processes of a demo: starts them, starts again what dies, stops all at Ctrl-C or SIGTERM.

Each child writes to a log of its own; only what a person must know is said aloud.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
PATIENCE = 10.0


@dataclass
class Child:
    """One process to keep alive: its name, its command, and what is known of it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    failures: int = 0


@dataclass
class Supervisor:
    """Keeps children alive until told to stop. `upkeep` runs about every two seconds; times are monotonic seconds."""

    children: Sequence[Child]
    logs: Path
    say: Callable[[str], None]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    upkeep: Callable[[], None] = lambda: None
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, when_started: Callable[[], None] = lambda: None) -> None:
        """Start all, call `when_started`, watch until `stop`, then end all."""
        self.logs.mkdir(parents=True, exist_ok=True)
        try:
            for child in self.children:
                self._log_of(child).unlink(missing_ok=True)
                self._start(child)
            when_started()
            rounds = 0
            while not self.stopping.wait(0.5):
                for child in self.children:
                    self._look_after(child)
                rounds += 1
                if rounds % 4 == 0:
                    self.upkeep()
        finally:
            self._end_all()

    def stop(self, *_: object) -> None:
        """End `run`; may be used as a signal handler."""
        self.stopping.set()

    def _start(self, child: Child) -> None:
        # Should the supervisor itself be killed, Linux ends the child with it.
        tie = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
        with self._log_of(child).open("ab") as log:
            child.process = subprocess.Popen(  # noqa: S603
                [*tie, *child.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self.environment),
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which then ends them in order
            )
        child.started_at = time.monotonic()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_again_at:
                self._start(child)
            return
        if (code := child.process.poll()) is None:
            return
        _end_group(child.process)
        child.failures = 1 if now - child.started_at > STEADY_AFTER else child.failures + 1
        pause = min(2.0 ** (child.failures - 1), LONGEST_PAUSE)
        child.process, child.start_again_at = None, now + pause
        log = self._log_of(child)
        self.say(f"{child.name}: đã dừng (mã {code}), chạy lại sau {pause:.0f} giây · ended, starting again; see {log}")

    def _end_all(self) -> None:
        alive = [child.process for child in self.children if child.process is not None]
        for process in alive:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in alive:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            _end_group(process)
            process.wait()

    def _log_of(self, child: Child) -> Path:
        return self.logs / f"{child.name}.log"


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def free_port(wanted: int, taken: Sequence[int] = ()) -> int:
    """The first port from `wanted` on that nobody listens at on this machine. Raises OSError where 200 are taken."""
    for port in range(wanted, wanted + 200):
        if port in taken:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise OSError(f"no free port from {wanted} on")


def wait_for_port(port: int, *, seconds: float, given_up: threading.Event) -> bool:
    """Whether someone listens at the port of this machine before the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not given_up.wait(0.1):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    return False
