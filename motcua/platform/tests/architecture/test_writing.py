"""Only actions write, and every action is one."""

import ast
import re
from collections.abc import Iterable, Iterator

from motcua.platform.tests.architecture.house import Fault, Source, calls, house, in_order, tree_of

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS |= {f"a{name}" for name in ALWAYS}
SAVING = {"using", "force_insert", "force_update", "update_fields"}
WRITING_SQL = re.compile(r"^\s*(WITH\b.*\b)?(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\b", re.S)
# The floor under the actions, and the ledger in which each of them is written down.
BENEATH = (("motcua", "platform"), ("motcua", "audit", "ledger"))


def writes(call: ast.Call, name: str) -> bool:
    """Whether this call changes the database, by its look: what a file or a dict would not be called with."""
    keywords = {keyword.arg for keyword in call.keywords}
    if name in ALWAYS:
        return True
    if name in {"save", "asave"}:
        return not call.args and keywords <= SAVING
    if name in {"create", "acreate", "update", "aupdate"}:
        return isinstance(call.func, ast.Attribute) and not call.args and bool(keywords)
    if name in {"delete", "adelete"}:
        return not call.args and not call.keywords
    if name in {"execute", "executemany"} and call.args and isinstance(call.args[0], ast.Constant):
        return bool(WRITING_SQL.match(str(call.args[0].value)))
    return False


def written_outside_actions(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.is_aside or "actions" in source.parts or any(source.parts[: len(b)] == b for b in BENEATH):
            continue
        for call, name in calls(source):
            if writes(call, name):
                yield Fault(source.path, call.lineno, f"`{name}` writes: call an action, or move this into actions/")


def improper_actions(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.is_aside or "actions" not in source.parts or source.parts[-1].startswith("_"):
            continue
        for node in source.tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            if not any(named_after(decorator, source.module) for decorator in node.decorator_list):
                yield Fault(source.path, node.lineno, f'{node.name}: decorate it with @action("{source.module}.…")')
            if not ast.get_docstring(node):
                yield Fault(
                    source.path, node.lineno, f"{node.name}: say what it does, what it raises, by which article"
                )
            if "by" not in {argument.arg for argument in node.args.kwonlyargs}:
                yield Fault(source.path, node.lineno, f"{node.name}: take the actor as keyword-only `by: Actor`")


def named_after(decorator: ast.expr, module: str) -> bool:
    """Whether it is `@action` and, as far as its text tells, the name begins with the module's."""
    if not isinstance(decorator, ast.Call) or not decorator.args or not isinstance(decorator.func, ast.Name):
        return False
    name = decorator.args[0]
    return decorator.func.id == "action" and (
        not isinstance(name, ast.Constant) or str(name.value).startswith(f"{module}.")
    )


def test_nothing_outside_actions_writes() -> None:
    in_order(written_outside_actions(house()))


def test_a_write_outside_actions_is_found() -> None:
    view = """
        dossier.save(update_fields=["status"]); dossier.delete(); Dossier.objects.filter(id=1).update(status=2)
        Dossier.objects.create(code=1); Dossier.objects.bulk_create(rows); cursor.execute("INSERT INTO a VALUES (1)")
        cursor.execute("WITH x AS (SELECT 1) UPDATE dossiers_dossier SET status = 1")
    """.replace("        ", "").strip()
    innocent = 'image.save(out, "PNG"); digest.update(b""); {}.update(other); cursor.execute("SELECT 1"); save(image)'
    faults = list(written_outside_actions(tree_of({
        "motcua/dossiers/views.py": view,
        "motcua/dossiers/actions/receive.py": view,
        "motcua/dossiers/tests/make.py": view,
        "motcua/files/views.py": innocent,
    })))  # fmt: skip
    assert [fault.path for fault in faults] == ["motcua/dossiers/views.py"] * 7


def test_every_public_function_in_actions_is_an_action() -> None:
    in_order(improper_actions(house()))


def test_an_improper_action_is_found() -> None:
    texts = {
        "bare": "def receive(dossier, *, by):\n    '''Accept.'''",
        "wordless": "@action('dossiers.receive')\ndef receive(dossier, *, by): pass",
        "foreign": "@action('papers.receive')\ndef receive(dossier, *, by):\n    '''Accept.'''",
        "actorless": "@action('dossiers.receive')\ndef receive(dossier, by):\n    '''Accept.'''",
        "proper": "@action('dossiers.receive')\ndef receive(dossier, *, by):\n    '''Accept.'''\ndef _part(): pass",
    }
    texts["_parts"] = texts["bare"]  # what several actions share
    for name, text in texts.items():
        faults = list(improper_actions(tree_of({f"motcua/dossiers/actions/{name}.py": text})))
        assert len(faults) == (0 if name in ("proper", "_parts") else 1), name
