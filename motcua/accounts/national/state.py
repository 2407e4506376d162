"""What holds today: is the provider out, how its claims are read, which level filing needs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from motcua.accounts.models import ClaimTable, IdentityOutage, LevelReduction
from motcua.accounts.national.claims import SHIPPED
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM


def outage_now() -> IdentityOutage | None:
    """The outage that lasts, None while the provider answers. One statement."""
    return IdentityOutage.objects.filter(ended_at=None).first()


def claim_table(on: date) -> Mapping[str, Any]:
    """How claims are read that day: the newest table in force, or the one shipped."""
    kept = ClaimTable.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    return kept.claims if kept is not None else SHIPPED


def reductions_at(on: date) -> QuerySet[LevelReduction]:
    """The decisions in force that day, whether or not the provider is out."""
    return LevelReduction.objects.filter(valid_from__lte=on, valid_to__gte=on, revoked_at=None)


def is_below(actor: Actor, required: int, service: str, *, at: datetime) -> bool:
    """Whether this sitting is less sure than filing needs now (`level_needed`)."""
    return actor.assurance < required and actor.assurance < level_needed(required, service, at=at)


def level_needed(required: int, service: str, *, at: datetime) -> int:
    """The level that filing needs now: `required`, or less while the provider is out and a decision allows it.

    `service` is the procedure's code. No statement where level 1 is enough anyway.
    """
    if required <= 1 or outage_now() is None:
        return required
    decided = reductions_at(at.astimezone(VIETNAM).date()).filter(Q(service="") | Q(service=service))
    return min([required, *decided.values_list("level", flat=True)])
