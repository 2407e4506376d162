"""What other modules may use of areas."""

from motcua.areas.models import Area, AreaKind
from motcua.areas.queries import AreaQuerySet

__all__ = ["Area", "AreaKind", "AreaQuerySet"]
