"""What other modules may use."""

from motcua.procedures.actions.count_search import count_opened, count_search
from motcua.procedures.actions.define_version import CaseSpec, ComponentSpec, PartSpec, VersionSpec, define_version
from motcua.procedures.actions.publish_import import publish_import
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.actions.retire_procedure import retire_procedure
from motcua.procedures.actions.set_competence import LineSpec, approve_competence, propose_competence
from motcua.procedures.actions.set_up_filing import set_up_filing
from motcua.procedures.catalogue import ImportReport, export_catalogue, import_catalogue
from motcua.procedures.checklists import Checklist, checklist_of, preparation_of
from motcua.procedures.competence import competence_of
from motcua.procedures.finding import Found, answering
from motcua.procedures.lettering import by_letters
from motcua.procedures.models import (
    CatalogueImport,
    CompetenceLine,
    ComponentType,
    DataSubstitution,
    LinkedPart,
    OnlineLevel,
    Procedure,
    ProcedureCase,
    ProcedureField,
    ProcedureVersion,
    Routing,
    SearchedWords,
    Synonym,
)
from motcua.procedures.queries import AUDIENCES, LETTERS
from motcua.procedures.reads import FeeSaid, MethodSaid, methods_said, substitutions_of
from motcua.procedures.rules import Terms
from motcua.procedures.rules.asking import highlighted
from motcua.procedures.rules.competence import Undecided
from motcua.procedures.rules.preparing import Prepared
from motcua.procedures.wording import CHANNELS, OWNERS

__all__ = [
    "AUDIENCES",
    "CHANNELS",
    "LETTERS",
    "OWNERS",
    "CaseSpec",
    "CatalogueImport",
    "Checklist",
    "CompetenceLine",
    "ComponentSpec",
    "ComponentType",
    "DataSubstitution",
    "FeeSaid",
    "Found",
    "ImportReport",
    "LineSpec",
    "LinkedPart",
    "MethodSaid",
    "OnlineLevel",
    "PartSpec",
    "Prepared",
    "Procedure",
    "ProcedureCase",
    "ProcedureField",
    "ProcedureVersion",
    "Routing",
    "SearchedWords",
    "Synonym",
    "Terms",
    "Undecided",
    "VersionSpec",
    "answering",
    "approve_competence",
    "by_letters",
    "checklist_of",
    "competence_of",
    "count_opened",
    "count_search",
    "define_version",
    "export_catalogue",
    "highlighted",
    "import_catalogue",
    "methods_said",
    "preparation_of",
    "propose_competence",
    "publish_import",
    "publish_version",
    "retire_procedure",
    "set_up_filing",
    "substitutions_of",
]  # fmt: skip
