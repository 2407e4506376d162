"""The table of what need not be asked again says the same as counting dossier by dossier."""

import csv
import io
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.tests import make as accounts
from motcua.dossiers.actions.count_ask_once import count_ask_once
from motcua.dossiers.models import AskOnceOfMonth, Dossier
from motcua.dossiers.reads.ask_once import ask_once
from motcua.dossiers.tests import make
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM

pytestmark = pytest.mark.django_db
PAGE = "/viec/hoi-mot-lan"
FIRST, LAST = datetime(2026, 9, 30, 20, tzinfo=VIETNAM), datetime(2026, 11, 30, tzinfo=VIETNAM)
entries = st.fixed_dictionaries(
    {"source": st.sampled_from(["population", "account", "helper"])}, optional={"disputed": st.booleans()}
)
provenances = st.one_of(
    st.just({}),
    st.builds(
        lambda filled, more: {"asked": len(filled) + more, "filled": filled},
        st.dictionaries(st.sampled_from("abcdef"), entries),
        st.integers(0, 4),
    ),
)


def filed(times: list[tuple[int, dict[str, Any]]]) -> None:
    """Dossiers of two procedures, so many hours after the first hour, with what is told of their answers."""
    for number, (hours, provenance) in enumerate(times):
        dossier = make.dossier(WARDS[number % 2], at=FIRST + timedelta(hours=hours))
        Dossier.objects.filter(pk=dossier.pk).update(provenance=provenance)


WARDS: list[make.Ward] = []


def naive(month: str) -> Counter[str]:
    """Each dossier looked at by itself."""
    told: Counter[str] = Counter()
    for dossier in Dossier.objects.all():
        if f"{dossier.submitted_at.astimezone(VIETNAM):%Y-%m}" < month or not dossier.provenance.get("asked"):
            continue
        told["dossiers"] += 1
        told["asked"] += dossier.provenance["asked"]
        for entry in dossier.provenance["filled"].values():
            if not entry.get("disputed") and entry["source"] in ("population", "account"):
                told[{"population": "from_register", "account": "from_account"}[entry["source"]]] += 1
    return told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None)
@given(times=st.lists(st.tuples(st.integers(0, 1400), provenances), min_size=1, max_size=6))
def test_sums_by_month_are_what_each_dossier_says(times: list[tuple[int, dict[str, Any]]]) -> None:
    AskOnceOfMonth.objects.all().delete()
    WARDS[:] = [make.ward(), make.ward()]
    filed(times)
    later = LAST + timedelta(days=9)
    while count_ask_once(by=SYSTEM, at=later, at_once=2):
        pass
    count_ask_once(by=SYSTEM, at=later)
    for month in ("2026-09", "2026-10", "2026-11"):
        rows, total = ask_once(datetime.fromisoformat(f"{month}-17").date(), later.date())
        counted = {name: getattr(total, name) for name in ("dossiers", "asked", "from_register", "from_account")}
        assert counted == {name: naive(month)[name] for name in counted}
        assert all(row.asked and 0 <= row.percent <= 100 for row in rows)


@pytest.fixture
def counted() -> None:
    WARDS[:] = [make.ward(), make.ward()]
    source = {"source": "population"}
    filed([(0, {"asked": 4, "filled": {"a": source, "b": source, "c": {"source": "account"}}}), (900, {})])
    count_ask_once(by=SYSTEM, at=LAST)


def test_form_owners_see_it_and_take_it_along(counted: None) -> None:
    client = Client()
    client.force_login(accounts.official(role="form_owner"))
    with clock.frozen(LAST), CaptureQueriesContext(connection) as asked:
        page = client.get(PAGE).text
        sheet = client.get(f"{PAGE}?csv=1")
    assert "75,0%" in page and WARDS[0].procedure.procedure.code in page
    assert not [each["sql"] for each in asked if '"dossiers_dossier"' in each["sql"]], "no dossier is read"
    assert sheet.headers["Content-Type"].startswith("text/csv") and sheet.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert len(lines) == 2 and lines[1][4:] == ["1", "4", "2", "1", "75.0"]
    with clock.frozen(LAST):
        assert "Chưa có số liệu" in client.get(f"{PAGE}?tu=10/2026&den=11/2026").text
        assert client.get(f"{PAGE}?tu=99/2026&den=x").status_code == 200


def test_who_only_receives_does_not(counted: None) -> None:
    client = Client()
    client.force_login(accounts.official(role="one_stop_officer"))
    assert client.get(PAGE).status_code in (403, 404)
