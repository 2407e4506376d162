"""From a figure of a step to the dossiers behind it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.processes.public import WHICH

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=60)


def page(account: Account, dossier: Dossier, node: str, which: str) -> str:
    assert dossier.instance is not None
    version = dossier.instance.version
    client = Client()
    client.force_login(account)
    with clock.frozen(LATER):
        here = f"/viec/quy-trinh/{version.process_id}/ban/{version.number}/buoc/{node}"
        answer = client.get(here, {"dang": which})
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_each_figure_leads_to_the_dossiers_it_counts() -> None:
    ward = make.ward()
    done, waiting, returned = (make.dossier(ward, received=True, resolved=each) for each in (True, False, False))
    make.decide(returned, ward, "return", note="Thiếu chữ ký")
    behind = {
        which: {
            each.code
            for each in (done, waiting, returned)
            if each.code in page(ward.leader_account, done, "verify", which)
        }
        for which in WHICH
    }
    everything = {done.code, waiting.code, returned.code}
    assert behind == {
        "gone": everything,
        "done": {done.code, returned.code},
        "late": set(),
        "again": {returned.code},
        "open": {waiting.code, returned.code},
        "overdue": set(),
    }
    assert waiting.code not in page(ward.leader_account, done, "decide", "gone")
    assert page(ward.leader_account, done, "khong-co", "gone") == "404"


def test_only_dossiers_that_one_may_see_are_listed() -> None:
    ward = make.ward()
    elsewhere = make.ward(procedure=ward.procedure)
    mine, theirs = make.dossier(ward, received=True), make.dossier(elsewhere, received=True)
    assert mine.code in page(ward.leader_account, mine, "verify", "gone")
    assert theirs.code not in page(ward.leader_account, mine, "verify", "gone")
    assert page(accounts.official(role="process_owner", organisation=ward.committee), mine, "verify", "gone") == "403"


def test_figures_lead_there_only_for_those_who_read_dossiers() -> None:
    ward = make.ward()
    dossier = make.dossier(ward, resolved=True)
    assert dossier.instance is not None
    version = dossier.instance.version
    link = f"/viec/quy-trinh/{version.process_id}/ban/{version.number}/buoc/verify?dang=done"
    for account, leads in [
        (ward.leader_account, True),
        (accounts.official(role="administrator", organisation=ward.committee), False),
    ]:
        client = Client()
        client.force_login(account)
        with clock.frozen(LATER):
            figures = client.get(f"/quy-trinh/{version.process_id}/ban/{version.number}/so-lieu").content.decode()
        assert "Thẩm tra" in figures
        assert (link in figures) == leads


def test_the_list_costs_as_many_statements_for_many_as_for_one() -> None:
    ward = make.ward()
    first = make.dossier(ward, received=True)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(ward.leader_account, first, "verify", "gone")
    for _each in range(3):
        make.dossier(ward, received=True)
    with CaptureQueriesContext(connection) as four:
        page(ward.leader_account, first, "verify", "gone")
    assert len(four) <= len(one)
