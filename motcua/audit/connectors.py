"""The answer to the platform's question "write it down"."""

from motcua.audit.ledger.record import record
from motcua.platform.action import RECORD

RECORD.register("audit", record)
