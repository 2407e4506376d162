"""Modules meet at `public`, `events` and `ports`; floors and rooms hold."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from motcua.platform.tests.architecture.house import ROOT, Fault, Source, house, imports, in_order, tree_of

DOORS = {"public", "events", "ports"}
WITHOUT_ROOMS = {"config", "platform"}


def through_the_wall(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.module == "config":  # the only place that knows every module
            continue
        for line, name in imports(source):
            parts = name.split(".")
            if parts[0] != "motcua" or len(parts) < 3 or parts[1] in {source.module, "platform"}:
                continue
            if parts[2] in DOORS or ("tests" in source.parts and parts[2:4] == ["tests", "make"]):
                continue
            yield Fault(source.path, line, f"{name}: enter motcua.{parts[1]} through public, events or ports")


def signals(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.module == "platform":
            continue
        for line, name in imports(source):
            if name.startswith(("django.db.models.signals", "django.dispatch", "django.db.models.signals.")):
                yield Fault(source.path, line, f"{name}: no signals; emit an event or answer a port")
            if name.endswith(".on_commit"):
                yield Fault(source.path, line, "no on_commit: emit an event, its handler runs after commit")


def waiting_for_commit(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.module == "platform":
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr == "on_commit":
                yield Fault(source.path, node.lineno, "no on_commit: emit an event, its handler runs after commit")


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-logo", "--no-cache", "--config", ROOT / ".importlinter"],
        cwd=tree, capture_output=True, text=True, env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_modules_are_entered_through_their_doors() -> None:
    in_order(through_the_wall(house()))


def test_a_way_through_the_wall_is_found() -> None:
    tree = tree_of({
        "motcua/dossiers/views.py": (
            "from motcua.papers.public import issue_paper\nfrom motcua.papers import models\n"
            "if TYPE_CHECKING:\n    from motcua.papers.models import Paper\n"
            "from motcua.papers.tests.make import paper\nfrom motcua.platform.pages import enter\n"
            "import motcua.papers.actions.issue\nfrom motcua.papers import events"
        ),
        "motcua/dossiers/tests/test_views.py": "from motcua.papers.tests.make import paper",
        "motcua/config/api.py": "from motcua.papers.api import router",
    })  # fmt: skip
    assert sorted(fault.line for fault in through_the_wall(tree)) == [2, 4, 5, 7]


def test_nobody_uses_signals_or_waits_for_commit() -> None:
    in_order(signals(house()))
    in_order(waiting_for_commit(house()))


def test_a_signal_is_found() -> None:
    tree = tree_of({
        "motcua/dossiers/handlers.py": (
            "from django.db.models.signals import post_save\nfrom django.dispatch import receiver"
        ),
        "motcua/dossiers/views.py": "from django.db.transaction import on_commit\nfrom django.db import transaction",
        "motcua/dossiers/actions/receive.py": "transaction.on_commit(tell)",
    })  # fmt: skip
    assert len(list(signals(tree))) == 3
    assert len(list(waiting_for_commit(tree))) == 1


def test_every_module_has_rooms() -> None:
    plan = (ROOT / ".importlinter").read_text().partition("contract:rooms]")[2]
    listed = set(re.findall(r"motcua\.(\w+)", plan.partition("layers =")[0]))
    built = {path.parent.name for path in (ROOT / "motcua").glob("*/__init__.py")}
    assert listed == built - WITHOUT_ROOMS


def broken_tree(place: Path, path: str, text: str) -> Path:
    """A copy of the bare packages of the house, with one file more."""
    for package in ("motcua", "sandbox"):
        for init in (ROOT / package).glob("**/__init__.py"):
            relative = init.relative_to(ROOT)
            if len(relative.parts) <= 3 and "tests" not in relative.parts:
                (place / relative).parent.mkdir(parents=True, exist_ok=True)
                (place / relative).write_text("")
    (place / path).parent.mkdir(parents=True, exist_ok=True)
    (place / path).write_text(text)
    return place


def test_floors_and_rooms_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


def test_a_broken_floor_room_and_nation_are_found(tmp_path: Path) -> None:
    breaks = {
        "Floors": ("motcua/areas/rules.py", "import motcua.portal"),
        "Rooms": ("motcua/areas/models.py", "import motcua.areas.actions"),
        "nation": ("sandbox/web.py", "import motcua.areas"),
    }
    for name, (path, text) in breaks.items():
        tree = broken_tree(tmp_path / name, path, text)
        (tree / "motcua/areas/actions").mkdir(exist_ok=True)
        (tree / "motcua/areas/actions/__init__.py").write_text("")
        result = lint_imports(tree)
        broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
        assert len(broken) == 1, result.stdout
        assert name in broken[0]
