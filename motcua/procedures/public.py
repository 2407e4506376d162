"""What other modules may use."""

from motcua.procedures.actions.define_version import CaseSpec, ComponentSpec, VersionSpec, define_version
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.models import (
    ComponentType,
    OnlineLevel,
    Procedure,
    ProcedureCase,
    ProcedureField,
    ProcedureVersion,
    Routing,
)
from motcua.procedures.rules import Terms

__all__ = [
    "CaseSpec", "ComponentSpec", "ComponentType", "OnlineLevel", "Procedure", "ProcedureCase",
    "ProcedureField", "ProcedureVersion", "Routing", "Terms", "VersionSpec", "define_version", "publish_version",
]  # fmt: skip
