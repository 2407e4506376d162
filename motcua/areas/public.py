"""What other modules may use of areas."""

from motcua.areas.actions.close_area import close_area
from motcua.areas.actions.register_area import register_area
from motcua.areas.models import Area, AreaKind
from motcua.areas.queries import AreaQuerySet
from motcua.areas.reads import is_area

__all__ = ["Area", "AreaKind", "AreaQuerySet", "close_area", "is_area", "register_area"]
