from typing import Any

import pytest

from motcua.accounts.rolefiles import BadRoleFile, merged, standard_roles
from motcua.accounts.rules import Grant, Reach
from motcua.audit.ports import ACTS


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


def test_every_permission_has_words_for_whoever_grants_it() -> None:
    granted = {grant.permission for role in standard_roles().values() for grant in role.grants}
    assert granted - set(ACTS) == set()


def test_who_rules_over_rights_neither_sees_dossiers_nor_checks_the_log() -> None:
    ruling = {"accounts.grant_role", "accounts.revoke_role", "accounts.hold_position", "accounts.end_holding"}
    roles = standard_roles()
    permissions = {code: {grant.permission for grant in role.grants} for code, role in roles.items()}
    assert {code for code, granted in permissions.items() if granted & ruling} == {"administrator"}
    assert not permissions["administrator"] & {"dossiers.read", "audit.read"}
    others = {code: {each for each in granted if each.startswith("accounts.")} for code, granted in permissions.items()}
    assert others["auditor"] == {"accounts.explain", "accounts.register_absence", "accounts.end_absence"}
