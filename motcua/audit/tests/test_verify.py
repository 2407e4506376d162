"""What somebody with all rights on the database tries before the sealer comes."""

import pytest
from django.db import connection

from motcua.audit.ledger.record import record
from motcua.audit.ledger.seal import seal
from motcua.audit.models import AuditEntry
from motcua.audit.reads import verify
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Entry

pytestmark = pytest.mark.django_db


def test_a_row_that_vanishes_before_it_is_sealed_is_named() -> None:
    record([Entry("action", "tests.seen", SYSTEM, clock.now()), Entry("action", "tests.kept", SYSTEM, clock.now())])
    gone = AuditEntry.objects.get(name="tests.seen").pk
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [gone])
        cursor.execute("SET session_replication_role = origin")
    seal(at=clock.now())
    assert verify().removed == [gone]
