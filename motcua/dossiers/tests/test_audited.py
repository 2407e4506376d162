"""Every act on a dossier is in the log, by whom and whose data; nothing personal is; and the log can be checked."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from motcua.audit.public import AuditEntry
from motcua.dossiers.public import receive, submit, take_at_counter
from motcua.dossiers.rules import Phase
from motcua.dossiers.tests import make
from motcua.platform.action import NotAllowed
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db


def test_every_act_is_written_down_with_who_and_whose() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION, delivered=True)
    run_jobs()
    entries = AuditEntry.objects.about(dossier.subject).filter(outcome="done").order_by("id")
    assert [entry.name for entry in entries if entry.name != "dossiers.acknowledge"] == [
        "dossiers.submit",
        "dossiers.receive",
        "dossiers.request_supplement",
        "dossiers.supply",
        "dossiers.claim_step",
        "dossiers.complete_step",
        "dossiers.complete_step",
        "dossiers.resolve",
        "dossiers.deliver",
    ]
    assert {tuple(entry.persons) for entry in entries} == {(citizen.person_id,)}
    officials = {entry.name: entry.account_id for entry in entries}
    assert officials["dossiers.receive"] == ward.officer_account.pk
    assert officials["dossiers.supply"] == citizen.pk
    assert officials["dossiers.resolve"] == ward.leader_account.pk
    received = entries.get(name="dossiers.receive")
    assert (received.organisation_id, received.at) == (ward.unit.pk, make.AT)
    assert received.position_id is not None
    submitted = entries.get(name="dossiers.submit")
    assert (submitted.account_id, submitted.organisation_id) == (citizen.pk, None)
    drafted = AuditEntry.objects.about(f"dossiers.draft:{dossier.draft.pk}").order_by("id")
    assert [entry.name for entry in drafted] == ["dossiers.start_draft", "dossiers.attach_file", "dossiers.save_draft"]


def test_filing_again_is_found_under_the_same_dossier() -> None:
    dossier = make.dossier()
    account = dossier.submitter_account
    assert account
    submit(dossier.draft, by=make.actor(account), at=make.AT)
    filed = AuditEntry.objects.filter(name="dossiers.submit")
    assert [entry.subject for entry in filed] == [dossier.subject] * 2


def test_filing_at_the_counter_is_found_under_the_dossier() -> None:
    ward = make.ward()
    filing = make.counter_filing(ward)
    dossier = take_at_counter(ward.unit, filing, by=ward.officer, at=make.AT)
    entry = AuditEntry.objects.about(dossier.subject).get(name="dossiers.take_at_counter")
    assert (entry.account_id, entry.persons) == (ward.officer_account.pk, [dossier.owner_id])


def test_an_attempt_that_is_refused_is_written_down() -> None:
    ward = make.ward()
    dossier, stranger = make.dossier(ward), make.ward().officer
    with pytest.raises(NotAllowed):
        receive(dossier, by=stranger, at=make.AT)
    attempt = AuditEntry.objects.about(dossier.subject).get(outcome="refused")
    assert (attempt.name, attempt.account_id) == ("dossiers.receive", stranger.account_id)


def test_the_log_holds_no_personal_values() -> None:
    ward, citizen = make.ward(), make.citizen(full_name="Phạm Thị Thanh Hà", phone="0912777888")
    make.dossier(ward, by=citizen, supplement=Phase.EXAMINATION, delivered=True)
    run_jobs()
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_entry::text FROM audit_entry")
        text = "\n".join(row[0] for row in cursor.fetchall())
    assert "dossiers.receive" in text
    values = ["Phạm Thị", "Nguyễn Văn An", "912777888", "031098004112", "Ảnh chụp mờ", "Bản chụp rõ hơn", "Căn cước"]
    assert [value for value in values if value in text] == []


def test_the_log_is_sound_after_a_dossiers_way_and_one_changed_byte_is_named() -> None:
    make.dossier(supplement=Phase.EXAMINATION, delivered=True)
    run_jobs()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["sound"], told["unsealed"]) == (True, 0)
    assert told["entries"] == AuditEntry.objects.count() > 20
    victim = AuditEntry.objects.get(name="dossiers.receive")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE audit_entry SET name = 'dossiers.receivf' WHERE id = %s", [victim.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=out)
    assert json.loads(out.getvalue())["changed"] == [victim.pk]
