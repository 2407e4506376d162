"""What is asked of procedures at every filing."""

from motcua.platform import rows
from motcua.procedures.models import ComponentType


def components_of_case(case_id: int) -> list[ComponentType]:
    """The papers that a case asks for, in their order. One statement."""
    return rows.many(ComponentType, 'case_id = %s ORDER BY "order", id', case_id)
