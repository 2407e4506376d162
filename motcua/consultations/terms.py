"""The policy on consultations, as data with dates: shipped, then the operator's file, then what was set on the page."""

import json
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.consultations.models import ConsultationPolicy
from motcua.consultations.rules import Policy, Silence, policy_on
from motcua.dossiers.public import Dossier
from motcua.platform.clock import VIETNAM
from motcua.platform.settings import installation


def policy_at(procedure: str, at: datetime, field: str = "") -> Policy:
    """What is declared for a procedure of a field at an instant. Raises LookupError before the first day."""
    policies = [*shipped(), *(each.rules for each in ConsultationPolicy.objects.order_by("valid_from", "id"))]
    return policy_on(policies, procedure, at.astimezone(VIETNAM).date(), field)


def policy_of(dossier: Dossier, at: datetime) -> Policy:
    """The same for a dossier."""
    procedure = dossier.version.procedure
    return policy_at(procedure.code, at, procedure.field.code)


def shipped() -> list[Policy]:
    """What the system comes with, and the operator's file on top."""
    told = _read(installation().options.get("MOTCUA_CONSULTATION_POLICY", ""))
    return [_policy(each) for source in told for each in source.get("policies", [])]


def _policy(entry: dict[str, Any]) -> Policy:
    return Policy(
        since=date.fromisoformat(entry["from"]),
        days=int(entry["days"]),
        silence=Silence(entry["silence"]),
        basis=entry["basis"],
        remind_hours=tuple(sorted(entry.get("remind_hours", ()), reverse=True)),
        procedures=frozenset(entry.get("procedures", ())),
        pause_basis=entry.get("pause_basis", ""),
    )


@cache
def _read(own: str) -> tuple[dict[str, Any], ...]:
    shipped = files("motcua.consultations").joinpath("data/policy.json").read_text(encoding="utf-8")
    texts = [shipped, *([Path(own).read_text(encoding="utf-8")] if own else [])]
    return tuple(json.loads(text) for text in texts)
