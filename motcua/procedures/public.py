"""What other modules may use."""

from motcua.procedures.actions.define_version import CaseSpec, ComponentSpec, VersionSpec, define_version
from motcua.procedures.actions.publish_import import publish_import
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.catalogue import ImportReport, export_catalogue, import_catalogue
from motcua.procedures.models import (
    CatalogueImport,
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
    "CaseSpec", "CatalogueImport", "ComponentSpec", "ComponentType", "ImportReport", "OnlineLevel", "Procedure",
    "ProcedureCase", "ProcedureField", "ProcedureVersion", "Routing", "Terms", "VersionSpec", "define_version",
    "export_catalogue", "import_catalogue", "publish_import", "publish_version",
]  # fmt: skip
