"""What other modules may use."""

from motcua.audit.ledger.seal import seal
from motcua.audit.looks import Look, Withheld, look_at, looks_at, persons_seen_by, purposes_of_looks
from motcua.audit.models import AuditEntry
from motcua.audit.reads import Verdict, verify

__all__ = [
    "AuditEntry",
    "Look",
    "Verdict",
    "Withheld",
    "look_at",
    "looks_at",
    "persons_seen_by",
    "purposes_of_looks",
    "seal",
    "verify",
]
