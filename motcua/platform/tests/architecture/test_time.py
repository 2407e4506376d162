"""Only `platform.clock` asks the machine for the time."""

import ast
import re
from collections.abc import Iterable, Iterator

from motcua.platform.tests.architecture.house import Fault, Source, house, in_order, tree_of

ASKING = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"),
}  # fmt: skip
STAMPING = {"auto_now", "auto_now_add"}
SQL_CLOCK = re.compile(r"\b(now\(\)|current_timestamp|current_date|clock_timestamp\(\))", re.IGNORECASE)
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|DEFAULT)\b")


def asking_the_machine(sources: Iterable[Source]) -> Iterator[Fault]:
    advice = "ask motcua.platform.clock, or take the time as an argument"
    for source in sources:
        if "tests" in source.parts or source.parts == ("motcua", "platform", "clock"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                if (owner, node.attr) in ASKING:
                    yield Fault(source.path, node.lineno, f"{owner}.{node.attr}: {advice}")
            elif isinstance(node, ast.keyword) and node.arg in STAMPING:
                yield Fault(source.path, node.value.lineno, f"{node.arg}: {advice}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and is_sql_clock(node.value):
                yield Fault(source.path, node.lineno, f"the database's clock in SQL: {advice}")


def is_sql_clock(text: str) -> bool:
    return bool(SQL.search(text) and SQL_CLOCK.search(text))


def test_only_the_clock_asks_for_the_time() -> None:
    in_order(asking_the_machine(house()))


def test_asking_the_machine_is_found() -> None:
    text = """
from django.utils import timezone
a = datetime.now(tz=UTC); b = datetime.datetime.utcnow(); c = date.today(); d = time.time()
e = models.DateTimeField(default=timezone.now)
f = models.DateTimeField(auto_now_add=True)
g = "UPDATE t SET seen_at = now()"
h = clock.now(); i = time.monotonic(); j = "SELECT now FROM t"; k = datetime.fromisoformat(x)
"""
    tree = tree_of({
        "motcua/dossiers/models.py": text,
        "motcua/platform/clock.py": text,
        "motcua/dossiers/tests/make.py": text,
    })  # fmt: skip
    assert [fault.line for fault in asking_the_machine(tree)].count(3) == 4
    assert {fault.line for fault in asking_the_machine(tree)} == {3, 4, 5, 6}
    assert {fault.path for fault in asking_the_machine(tree)} == {"motcua/dossiers/models.py"}
