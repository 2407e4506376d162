"""What other modules may use."""

from motcua.audit.ledger.seal import seal
from motcua.audit.models import AuditEntry
from motcua.audit.reads import Verdict, verify

__all__ = ["AuditEntry", "Verdict", "seal", "verify"]
