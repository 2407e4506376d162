"""The log: append-only, sealed in the order of commit, and able to name what was tampered with."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from motcua.audit.actions.make_partitions import make_partitions
from motcua.audit.ledger.record import record
from motcua.audit.ledger.rows import entries_by_id
from motcua.audit.models import AuditEntry, AuditSeal
from motcua.audit.public import seal, verify
from motcua.audit.rules import GENESIS, digest, link
from motcua.platform import clock
from motcua.platform.action import SYSTEM, Actor, ActorKind, Entry, record_read
from motcua.platform.testing import all_at_once

OFFICIAL = Actor(ActorKind.OFFICIAL, account_id=7, person_id=8, organisation_id=9, position_id=10)
NOW = clock.now()


def write(count: int = 1) -> None:
    """Entries as an action writes them."""
    details = {"step": "Thẩm tra", "number": 1}
    record([Entry("action", f"probe.{n}", OFFICIAL, NOW, "probe:1", (1, 2), details=details) for n in range(count)])


def seal_all() -> int:
    total = 0
    while sealed := seal(at=NOW):
        total += sealed
    return total


@contextmanager
def guards_off() -> Iterator[None]:
    """As a rogue with the keys of the server: the triggers sleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def tamper(statement: str, *values: Any) -> None:
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = DEFAULT", "TRUNCATE {}"])
def test_nothing_is_changed_or_removed(table: str, statement: str) -> None:
    write()
    seal_all()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert AuditEntry.objects.exists()
    assert AuditSeal.objects.exists()


@pytest.mark.django_db
def test_an_entry_keeps_who_where_what_about_whom_and_why() -> None:
    record_read(by=OFFICIAL, purpose="Giải quyết hồ sơ", persons=[3, 1, 3, 2])
    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.name, entry.outcome, entry.purpose) == ("read", "read", "done", "Giải quyết hồ sơ")
    assert (entry.actor_kind, entry.account_id, entry.organisation_id, entry.position_id) == ("official", 7, 9, 10)
    assert entry.persons == [1, 2, 3], "one entry for all, each named once"
    record_read(by=OFFICIAL, purpose="Xem danh sách", persons=[])
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_one_read_of_many_people_is_one_row_and_found_for_each() -> None:
    with connection.execute_wrapper(_count := _Counting()):
        record_read(by=OFFICIAL, purpose="Xem danh sách", persons=range(1, 501))
    assert _count.asked == 1
    assert AuditEntry.objects.concerning(250).get().purpose == "Xem danh sách"
    assert not AuditEntry.objects.concerning(501).exists()


class _Counting:
    asked = 0

    def __call__(self, execute: Callable[..., object], *args: object) -> object:
        self.asked += 1
        return execute(*args)


@pytest.mark.django_db
def test_seals_chain_what_was_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.audit.ledger.seal.BATCH", 3)
    assert verify().head == GENESIS.hex()
    write(7)
    assert seal_all() == 7
    assert seal(at=NOW) == 0
    assert [len(each.entries) for each in AuditSeal.objects.order_by("id")] == [3, 3, 1]
    links = [GENESIS, *(bytes(each.hash) for each in AuditSeal.objects.order_by("id"))]
    assert [bytes(each.previous) for each in AuditSeal.objects.order_by("id")] == links[:-1]
    verdict = verify()
    assert (verdict.is_sound, verdict.seals, verdict.entries, verdict.unsealed) == (True, 3, 7, 0)
    assert verdict.head == links[-1].hex()


@pytest.mark.django_db
def test_what_waits_for_the_sealer_is_no_fault() -> None:
    write(2)
    verdict = verify()
    assert (verdict.is_sound, verdict.unsealed, verdict.slipped_in) == (True, 2, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "name = 'probe.9'",
        "outcome = 'refused'",
        "account_id = NULL",
        "subject = 'probe:2'",
        "persons = '{1}'",
        "purpose = ' '",
        """details = '{"step": "Tham tra", "number": 1}'""",
    ],
)
def test_one_changed_value_is_named(change: str) -> None:
    write(3)
    seal_all()
    victim = AuditEntry.objects.order_by("id")[1].pk
    tamper(f"UPDATE audit_entry SET {change} WHERE id = %s", victim)
    verdict = verify()
    assert not verdict.is_sound
    assert (verdict.changed, verdict.removed, verdict.slipped_in, verdict.broken_seals) == ([victim], [], [], [])


@pytest.mark.django_db
def test_a_removed_row_and_a_slipped_in_row_are_named() -> None:
    write(3)
    seal_all()
    victim = AuditEntry.objects.order_by("id")[0].pk
    tamper("DELETE FROM audit_entry WHERE id = %s", victim)
    columns = "at, kind, name, outcome, actor_kind, subject, persons, purpose, details"
    tamper(f"INSERT INTO audit_entry ({columns}) SELECT {columns} FROM audit_entry LIMIT 1")
    verdict = verify()
    assert verdict.removed == [victim]
    assert verdict.slipped_in == [AuditEntry.objects.order_by("id").last().pk]  # type: ignore[union-attr]
    assert (verdict.changed, verdict.broken_seals) == ([], [])


@pytest.mark.django_db
def test_a_broken_link_is_named() -> None:
    for _ in range(3):
        write()
        seal_all()
    first, second, third = AuditSeal.objects.order_by("id").values_list("pk", flat=True)
    tamper("UPDATE audit_seal SET hash = %s WHERE id = %s", b"\1" * 32, second)
    assert verify().broken_seals == [second, third]
    tamper("DELETE FROM audit_seal WHERE id = %s", first)
    verdict = verify()
    assert second in verdict.broken_seals
    assert len(verdict.slipped_in) == 1, "what the removed seal held is sealed by none"


@pytest.mark.django_db
def test_a_row_and_its_seal_rewritten_together_break_the_next_link() -> None:
    for _ in range(2):
        write()
        seal_all()
    entry = AuditEntry.objects.order_by("id")[0]
    tamper("UPDATE audit_entry SET name = 'forged' WHERE id = %s", entry.pk)
    forged = digest(entries_by_id([entry.pk])[entry.pk])
    first, second = AuditSeal.objects.order_by("id")
    tamper(
        "UPDATE audit_seal SET digests = %s, hash = %s WHERE id = %s",
        [forged], link(GENESIS, [entry.pk], [forged]), first.pk,
    )  # fmt: skip
    assert verify().broken_seals == [second.pk]


@pytest.mark.django_db
def test_the_command_says_so_and_ends_with_an_error() -> None:
    write(2)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["sound"], told["entries"], told["unsealed"]) == (True, 2, 0)
    victim = AuditEntry.objects.order_by("id")[0].pk
    tamper("UPDATE audit_entry SET subject = 'probe:7' WHERE id = %s", victim)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=out)
    assert json.loads(out.getvalue())["changed"] == [victim]


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_are_sealed_once_each_while_the_sealer_runs() -> None:
    def work() -> None:
        with transaction.atomic():
            write(3)
        seal(at=NOW)

    assert all_at_once([work] * 30) == {"done": 30}
    seal_all()
    sealed = [entry for each in AuditSeal.objects.all() for entry in each.entries]
    assert sorted(sealed) == sorted(AuditEntry.objects.values_list("pk", flat=True))
    assert len(sealed) == 90
    verdict = verify()
    assert (verdict.is_sound, verdict.unsealed) == (True, 0)


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_sealed_late_and_one_rolled_back_never() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    with transaction.atomic():
        write()
        assert all_at_once([write]) == {"done": 1}
        assert all_at_once([lambda: seal(at=NOW)]) == {"done": 1}
        assert AuditSeal.objects.get().entries != []
    assert seal(at=NOW) == 1
    early, late = AuditSeal.objects.order_by("id")
    assert late.entries[0] < early.entries[0], "sealed in the order of commit"
    assert verify().is_sound


@pytest.mark.django_db
def test_partitions_are_made_ahead_and_entries_fall_into_them() -> None:
    start = date(2031, 11, 15)
    names = ["audit_entry_2031_11", "audit_entry_2031_12", "audit_entry_2032_01"]
    assert make_partitions(on=start, by=SYSTEM) == names
    assert make_partitions(on=start, by=SYSTEM) == []
    assert make_partitions(on=start + timedelta(days=20), by=SYSTEM) == ["audit_entry_2032_02"]
    instant = NOW.replace(year=2031, month=12, day=31)
    record([Entry("action", "probe", OFFICIAL, instant)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_entry WHERE name = 'probe'")
        assert cursor.fetchone() == ("audit_entry_2031_12",)
    for statement in ("DELETE FROM audit_entry_2031_12", "TRUNCATE audit_entry_2031_12"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_a_month_that_has_entries_in_the_rest_stays_there() -> None:
    instant = NOW.replace(year=2033, month=5, day=3)
    record([Entry("action", "probe", OFFICIAL, instant)])
    assert make_partitions(on=date(2033, 5, 1), months=2, by=SYSTEM) == ["audit_entry_2033_06"]
    seal_all()
    assert verify().is_sound


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
)


@given(st.dictionaries(st.text(), VALUES), st.dictionaries(st.text(), VALUES))
def test_different_rows_have_different_digests(one: dict[str, object], other: dict[str, object]) -> None:
    assert (digest(one) == digest(other)) == (json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True))
    assert digest(dict(reversed(one.items()))) == digest(one)


@given(st.lists(st.integers(0, 2**62), min_size=1), st.data())
def test_a_link_depends_on_all_that_it_seals(entries: list[int], data: st.DataObject) -> None:
    digests = [digest({"id": entry}) for entry in entries]
    whole = link(GENESIS, entries, digests)
    place = data.draw(st.integers(0, len(entries) - 1))
    moved = [*entries]
    moved[place] += 1
    assert link(GENESIS, moved, digests) != whole
    assert link(whole, entries, digests) != whole
    assert link(GENESIS, entries, [*digests[:place], GENESIS, *digests[place + 1 :]]) != whole
