"""The role files: every module says in its own `roles.json` what the standard roles may do in it.

`{"one_stop_officer": {"subtree": ["dossiers.receive"]}}`: role code, reach, permissions. The file of accounts also
names the roles: `{"name": "Cán bộ một cửa", "description": "…"}` beside the reaches, and says with
`"second_factor": true` whose holders sign in with two factors.
"""

import json
from pathlib import Path
from typing import Any

from django.apps import apps

from motcua.accounts.rules import Grant, Reach, StandardRole
from motcua.platform.modules import ModuleConfig


class BadRoleFile(ValueError):
    """A role file names an unknown role or reach; the message says which file."""


def standard_roles() -> dict[str, StandardRole]:
    """The standard roles of all installed modules together, by code. Raises BadRoleFile."""
    files = [Path(config.path) / "roles.json" for config in apps.get_app_configs() if isinstance(config, ModuleConfig)]
    return merged({str(file): json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()})


def merged(files: dict[str, dict[str, dict[str, Any]]]) -> dict[str, StandardRole]:
    """Put role files together; each role must be named in exactly one of them."""
    names: dict[str, tuple[str, str, bool]] = {}
    grants: dict[str, set[Grant]] = {}
    for file, roles in files.items():
        for code, entry in roles.items():
            if "name" in entry:
                if code in names:
                    raise BadRoleFile(f"{file}: role {code!r} is named twice")
                names[code] = (entry["name"], entry.get("description", ""), entry.get("second_factor", False))
            for reach, permissions in entry.items():
                if reach in ("name", "description", "second_factor"):
                    continue
                if reach not in set(Reach):
                    raise BadRoleFile(f"{file}: role {code!r} has unknown reach {reach!r}")
                grants.setdefault(code, set()).update(Grant(permission, Reach(reach)) for permission in permissions)
    nameless = sorted(set(grants) - set(names))
    if nameless:
        raise BadRoleFile(f"roles without a name: {', '.join(nameless)}")
    return {
        code: StandardRole(name, description, frozenset(grants.get(code, ())), second_factor)
        for code, (name, description, second_factor) in names.items()
    }
