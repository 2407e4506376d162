"""What other modules may use of areas."""

from motcua.areas.actions.close_area import close_area
from motcua.areas.actions.import_areas import import_areas, import_province
from motcua.areas.actions.import_boundaries import BoundariesRefused, import_boundaries
from motcua.areas.actions.register_area import register_area
from motcua.areas.models import COMMUNES, PROVINCES, Area, AreaKind, Boundary, Succession
from motcua.areas.queries import AreaQuerySet
from motcua.areas.reads.conversion import Conversion, convert
from motcua.areas.reads.lineage import (
    Relation,
    predecessors_of,
    predecessors_of_all,
    successors_of,
    successors_of_all,
)
from motcua.areas.reads.places import commune_at
from motcua.areas.reads.standing import is_area
from motcua.areas.rules import REFORM, SINCE_UNKNOWN
from motcua.areas.rules.geojson import LARGEST_FILE
from motcua.areas.rules.report import ImportReport, Rejected

__all__ = [
    "COMMUNES", "LARGEST_FILE", "PROVINCES", "REFORM", "SINCE_UNKNOWN", "Area", "AreaKind", "AreaQuerySet",
    "BoundariesRefused", "Boundary", "Conversion", "ImportReport", "Rejected", "Relation", "Succession", "close_area",
    "commune_at",
    "convert", "import_areas", "import_boundaries", "import_province", "is_area", "predecessors_of",
    "predecessors_of_all", "register_area", "successors_of", "successors_of_all",
]  # fmt: skip
