"""Names and sizes: words say something, files and functions stay short, every model stands in the glossary."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from django.apps import apps

from motcua.platform.tests.architecture.house import ROOT, Fault, Source, house, in_order, tree_of

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "base", "common"}
# Django looks for a database backend under no other name.
NAMED_BY_DJANGO = ("motcua", "platform", "database", "base")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def empty_names(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.parts == NAMED_BY_DJANGO:
            continue
        for word in EMPTY_WORDS & set(source.parts):
            yield Fault(source.path, 1, f"`{word}` says nothing: name it after what it does")


def long_files(lengths: Mapping[str, int]) -> Iterator[Fault]:
    for path, lines in lengths.items():
        if lines > LONGEST_FILE:
            yield Fault(path, lines, f"more than {LONGEST_FILE} lines: make it a package")


def long_functions(sources: Iterable[Source]) -> Iterator[Fault]:
    """Functions whose body, without its docstring, runs over too many lines. A test may tell a whole way."""
    for source in sources:
        for node in ast.walk(source.tree) if not source.is_aside else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                if lines > LONGEST_FUNCTION:
                    yield Fault(source.path, node.lineno, f"{node.name}: {lines} lines; tell its parts apart")


def unexplained(models: Mapping[str, str], glossary: str) -> Iterator[Fault]:
    """Models, by name and module, that the glossary does not name."""
    known = set(re.findall(r"`(\w+)", glossary))
    for name, module in sorted(models.items()):
        if name not in known:
            yield Fault("docs/glossary.md", 1, f"explain `{name}` of {module}")


def our_models() -> dict[str, str]:
    return {
        model.__name__: model._meta.app_label
        for model in apps.get_models()
        if model.__module__.startswith("motcua.")
    }  # fmt: skip


def test_names_say_something() -> None:
    in_order(empty_names(house()))


def test_an_empty_name_is_found() -> None:
    tree = tree_of({"motcua/dossiers/utils.py": "", "motcua/dossiers/slips.py": "", "motcua/common/rules.py": ""})
    assert [fault.path for fault in empty_names(tree)] == ["motcua/dossiers/utils.py", "motcua/common/rules.py"]


def test_files_are_short() -> None:
    lengths = {
        source.path: len((ROOT / source.path).read_text().splitlines())
        for source in house()
        if "migrations" not in source.parts
    }
    in_order(long_files(lengths))


def test_a_long_file_is_found() -> None:
    assert [fault.path for fault in long_files({"a.py": 400, "b.py": 401})] == ["b.py"]


def test_functions_are_short() -> None:
    nation = [
        Source(str(path.relative_to(ROOT)), ast.parse(path.read_text()))
        for path in sorted((ROOT / "sandbox").rglob("*.py"))
    ]
    in_order(long_functions([*house(), *nation]))


def test_a_long_function_is_found() -> None:
    fifty = "\n".join(["    pass"] * 50)
    tree = tree_of({
        "motcua/dossiers/views.py": (
            f"def short():\n    'What.'\n{fifty}\ndef long():\n    'What.'\n{fifty}\n    pass\n"
        ),
        "motcua/dossiers/tests/test_views.py": f"def way():\n{fifty}\n    pass\n",
    })  # fmt: skip
    assert [fault.advice for fault in long_functions(tree)] == ["long: 51 lines; tell its parts apart"]


def test_every_model_stands_in_the_glossary() -> None:
    in_order(unexplained(our_models(), (ROOT / "docs/glossary.md").read_text()))


def test_an_unexplained_model_is_found() -> None:
    faults = list(unexplained({"Dossier": "dossiers", "Doss": "dossiers"}, "| hồ sơ | dossier | `Dossier` | |"))
    assert [fault.advice for fault in faults] == ["explain `Doss` of dossiers"]


def unlisted_modules(built: Iterable[str], text: str) -> Iterator[Fault]:
    for name in sorted(built):
        if f"`motcua.{name}`" not in text:
            yield Fault("docs/modules.md", 1, f"say what motcua.{name} is")


def test_every_module_stands_in_the_list_of_modules() -> None:
    built = {path.parent.name for path in (ROOT / "motcua").glob("*/__init__.py")}
    in_order(unlisted_modules(built, (ROOT / "docs/modules.md").read_text()))


def test_an_unlisted_module_is_found() -> None:
    assert [fault.advice for fault in unlisted_modules(["a", "b"], "| `motcua.a` |")] == ["say what motcua.b is"]
