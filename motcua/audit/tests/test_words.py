"""Every act that can stand in the log has words there."""

import ast
import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings

from motcua.audit.ports import ACTS
from motcua.platform.tests.architecture.house import Source, calls, house, tree_of


def action_names(sources: Iterable[Source]) -> Iterator[str]:
    """What the actions of the house are called, as they call themselves once imported."""
    for source in sources:
        if "actions" in source.parts and not source.is_aside:
            module = import_module(".".join(source.parts).removesuffix(".__init__"))
            named = (getattr(thing, "action", None) for thing in vars(module).values())
            yield from (name for name in named if isinstance(name, str))


def refused_looks(sources: Iterable[Source]) -> Iterator[str]:
    """What refused looks are written down as."""
    for source in sources:
        for call, name in calls(source):
            if name == "record_refused_read" and not source.is_aside:
                yield from (
                    str(keyword.value.value)
                    for keyword in call.keywords
                    if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
                )


def wordless(names: Iterable[str]) -> list[str]:
    return sorted(name for name in set(names) if not str(ACTS.get(name, "")).strip())


def test_every_act_has_words() -> None:
    names = set(action_names(house()))
    assert {"dossiers.receive", "processes.work", "platform.rotate_keys", "notifications.notify"} <= names
    assert wordless(names) == []


def test_every_look_has_words() -> None:
    names = {"read", *refused_looks(house())}
    assert "dossiers.read" in names
    assert wordless(names) == []


def granted() -> Iterator[str]:
    """Every permission that the role files grant; whoever grants it reads the same words."""
    for file in (Path(settings.BASE_DIR) / "motcua").glob("*/roles.json"):
        for role in json.loads(file.read_text(encoding="utf-8")).values():
            yield from (name for names in role.values() if isinstance(names, list) for name in names)


def test_words_are_for_acts_and_permissions_that_there_are() -> None:
    there = {*action_names(house()), *refused_looks(house()), *granted(), "read"}
    assert sorted(ACTS.keys() - there) == []


def test_an_act_without_words_is_found() -> None:
    look = tree_of({"motcua/probe/views.py": "record_refused_read(by=actor, name='probe.read', subject=None)"})
    assert wordless(["dossiers.receive", *refused_looks(look)]) == ["probe.read"]
