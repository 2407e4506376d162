from typing import Any

import pytest

from motcua.accounts.rolefiles import BadRoleFile, merged, standard_roles
from motcua.accounts.rules import Grant, Reach


def test_modules_add_to_roles_named_elsewhere() -> None:
    roles = merged({"a": {"clerk": {"name": "Văn thư"}}, "b": {"clerk": {"subtree": ["b.stamp"], "own": ["b.see"]}}})
    assert roles["clerk"].name == "Văn thư"
    assert roles["clerk"].grants == {Grant("b.stamp", Reach.SUBTREE), Grant("b.see", Reach.OWN)}


@pytest.mark.parametrize(
    "files",
    [
        {"a": {"clerk": {"subtree": ["b.stamp"]}}},
        {"a": {"clerk": {"name": "Văn thư", "galaxy": ["b.stamp"]}}},
        {"a": {"clerk": {"name": "Văn thư"}}, "b": {"clerk": {"name": "Văn thư"}}},
    ],
)
def test_slips_of_the_pen_are_noticed(files: dict[str, dict[str, dict[str, Any]]]) -> None:
    with pytest.raises(BadRoleFile):
        merged(files)


def test_the_shipped_roles_are_sound() -> None:
    roles = standard_roles()
    assert {"citizen", "one_stop_officer", "specialist", "division_head", "clerk", "auditor", "administrator"} <= set(
        roles
    )
    assert all(grant.reach is Reach.OWN for grant in roles["citizen"].grants)
