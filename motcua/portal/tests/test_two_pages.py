"""One draft open on two pages: what is saved on one does not take back what is saved on the other."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, transaction
from django.test import Client

from motcua.dossiers.public import Draft, save_draft
from motcua.dossiers.tests import make
from motcua.forms.public import steps_of

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def wait_for_one_who_waits() -> None:
    """Until another connection waits for a lock."""
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
    raise AssertionError("nobody waits")


def test_a_page_saves_its_own_step_and_no_other() -> None:
    account = make.citizen()
    draft = make.draft(by=account)
    assert draft.version.eform is not None
    first, second = steps_of(draft.version.eform)
    client = Client()
    client.force_login(account)

    def autosave() -> int:
        try:
            return client.post(f"/ban-nhap/{draft.pk}/buoc/{first.code}/tu-luu", {"hoTen": "Lê Thị Bình"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Draft.objects.select_for_update().get(pk=draft.pk)
            page = pool.submit(autosave)
            wait_for_one_who_waits()
            save_draft(draft, answers={"loai": "doi"}, by=make.actor(account), at=make.AT)
        assert page.result(timeout=30) == 200
    answers = Draft.objects.get(pk=draft.pk).answers
    assert (answers["hoTen"], answers["loai"]) == ("Lê Thị Bình", "doi")
    assert "loai" in second.fields
