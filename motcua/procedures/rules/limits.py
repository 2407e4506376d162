"""What a limit of the catalogue says: an amount and its unit, per way of filing. Pure.

A time limit belongs to a case, not to a channel: where the ways of filing hold different figures, none is chosen.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.procedures.rules.cautions import Caution

UNITS = frozenset({"working_day", "day", "working_hour", "hour", "month", "immediate"})
LONGEST = Decimal(9999)
Limit = tuple[Decimal, str]


def amount_of(value: object) -> Decimal | None:
    """A number as the sources write it (5, 1.5, "1,5"); None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        amount = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount.adjusted() < 12 else None


def limit_of(method: dict[str, Any]) -> tuple[Limit | None, Caution | None]:
    """The limit of one way of filing; a missing unit reads as working days and is said, all else is left open."""
    duration, unit = method.get("duration"), method.get("duration_unit", "")
    if unit == "immediate":
        return (Decimal(0), unit), None
    if duration is None:
        return None, None
    amount = amount_of(duration)
    if amount is None:
        return None, Caution("methods", "duration_no_number", str(duration))
    if amount == 0:
        return None, Caution("methods", "duration_zero")
    exponent = amount.normalize().as_tuple().exponent
    if amount < 0 or amount > LONGEST or (isinstance(exponent, int) and exponent < -2):
        return None, Caution("methods", "duration_odd", str(duration))
    if not unit:
        return (amount, "working_day"), Caution("methods", "unit_inferred", str(duration))
    if unit not in UNITS:
        return None, Caution("methods", "unit_unknown", unit)
    return (amount, unit), None


def limit_of_all(methods: Sequence[dict[str, Any]]) -> tuple[Limit | None, list[Caution]]:
    """The one limit that all ways of filing agree on; none where they differ, or none of them states it."""
    read = [limit_of(method) for method in methods]
    cautions = [caution for _limit, caution in read if caution]
    known = {limit for limit, _caution in read if limit is not None}
    if len(known) > 1:
        said = "; ".join(sorted(f"{amount.normalize():f} {unit}" for amount, unit in known))
        return None, [*cautions, Caution("methods", "limits_differ", said)]
    if not known:
        return None, [*cautions, Caution("methods", "limit_missing")]
    if any(limit is None for limit, _caution in read):
        cautions.append(Caution("methods", "limit_missing_in_some"))
    return next(iter(known)), cautions
