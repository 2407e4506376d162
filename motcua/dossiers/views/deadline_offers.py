"""What a dossier's page shows of passing time, and offers to do about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier, Extension, OutsideWait
from motcua.dossiers.reads.acting import reaches
from motcua.dossiers.reads.deadlines import Shares, ledger_of, may_propose, may_sign, shares_of
from motcua.dossiers.reads.wording import span_words
from motcua.dossiers.rules import UNDECIDED, Status
from motcua.platform.action import Actor
from motcua.processes.public import Task


def deadline_offers(dossier: Dossier, tasks: Sequence[Task], actor: Actor, now: datetime) -> dict[str, Any]:
    """The ledger, form 04 as it stands, and what this official may do about either; of a dossier read `for_page`."""
    lines = ledger_of(dossier, now)
    shares = shares_of(dossier, lines, now) if lines else None
    is_open = Status(dossier.status) in UNDECIDED and dossier.due_at is not None
    key = getattr(dossier, "open_letter", None) if is_open else None
    extension = Extension.objects.filter(pk=key).first() if key is not None else None
    has_step = any(getattr(task, "is_theirs", False) for task in tasks)
    here = (dossier.unit_of_record_id, dossier.competent_authority_id)
    may_record = is_open and reaches(actor, "dossiers.record_outside_wait", *here)
    return {
        "ledger": lines,
        "shares": _words(shares) if shares else None,
        "waits": [line for line in lines if line.wait and line.ended_at is None] if may_record else [],
        "extension": extension,
        "extension_days": extension.days if extension else "",
        "may_propose": is_open and may_propose(dossier, actor, has_step=has_step),
        "may_sign": extension is not None and extension.state == "proposed" and may_sign(dossier, actor),
        "may_record_wait": may_record,
        "wait_kinds": OutsideWait.KINDS,
    }


def _words(shares: Shares) -> dict[str, str]:
    parts = {"own": shares.own, "partners": shares.partners, "paused": shares.paused}
    return {name: span_words(part) if part or name == "own" else "" for name, part in parts.items()}
