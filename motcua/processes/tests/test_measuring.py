"""What steps take in fact."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.processes.measuring import StepFigures, figures_of, heat_of
from motcua.processes.public import claim, complete
from motcua.processes.tests import make

pytestmark = pytest.mark.django_db


def test_figures_of_steps_tell_time_returns_waiting_and_lateness() -> None:
    version, here = make.process(), make.organisation()
    by = make.officer("specialist", at=here)
    for hours in (1, 2, 9):
        subject = make.started(version=version, competent=here).opened[0].instance.subject
        claim(make.task(subject, "verify"), by=by, at=make.AT + timedelta(hours=hours / 2))
        complete(make.task(subject, "verify"), outcome="propose_approval", by=by, at=make.AT + timedelta(hours=hours))
    todo = make.task(subject, "approve")
    complete(todo, outcome="return_to_specialist", note="Thiếu", by=SYSTEM, at=make.AT + timedelta(hours=10))
    found = figures_of(version.pk, at=make.AT + timedelta(days=20))
    verify = found["verify"]
    assert (verify.done, verify.open, verify.overdue) == (3, 1, 1)
    assert verify.median == timedelta(hours=2)
    assert verify.p90 == timedelta(hours=7, minutes=36)
    assert (verify.again, verify.waiting) == (0.25, 0.5)
    assert verify.late == pytest.approx(1 / 3)
    assert found["approve"].open == 2
    heat = heat_of(found)
    assert (heat["verify"], heat["approve"]) == (4, 2)
    assert figures_of(version.pk, at=make.AT + timedelta(days=400)) == {}
    client = Client()
    client.force_login(accounts.official(role="process_owner", organisation=here, valid_from=make.AT))
    with clock.frozen(make.AT + timedelta(days=20)):
        page = client.get(f"/quy-trinh/{version.process_id}/ban/1/so-lieu").content.decode()
        assert "7 giờ 36 phút" in page
        drawn = client.get(f"/quy-trinh/{version.process_id}/so-do?ban=1&nhiet=1").content.decode()
    assert 'data-node="verify" data-degree="4"' in drawn


def test_where_nothing_was_done_nothing_is_hot() -> None:
    assert heat_of({"a": StepFigures(0, 1, 0, None, None, 0.0, None, None)}) == {}
