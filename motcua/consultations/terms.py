"""The policy on consultations, as data with dates: shipped, with the operator's file on top."""

import json
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.consultations.rules import Policy, Silence, policy_on
from motcua.platform.clock import VIETNAM
from motcua.platform.settings import installation


def policy_at(procedure: str, at: datetime) -> Policy:
    """What is declared for a procedure at an instant. Raises LookupError before the first day."""
    told = _read(installation().options.get("MOTCUA_CONSULTATION_POLICY", ""))
    policies = [_policy(each) for source in told for each in source.get("policies", [])]
    return policy_on(policies, procedure, at.astimezone(VIETNAM).date())


def _policy(entry: dict[str, Any]) -> Policy:
    return Policy(
        since=date.fromisoformat(entry["from"]),
        days=int(entry["days"]),
        silence=Silence(entry["silence"]),
        basis=entry["basis"],
        remind_hours=tuple(sorted(entry.get("remind_hours", ()), reverse=True)),
        procedures=frozenset(entry.get("procedures", ())),
    )


@cache
def _read(own: str) -> tuple[dict[str, Any], ...]:
    shipped = files("motcua.consultations").joinpath("data/policy.json").read_text(encoding="utf-8")
    texts = [shipped, *([Path(own).read_text(encoding="utf-8")] if own else [])]
    return tuple(json.loads(text) for text in texts)
