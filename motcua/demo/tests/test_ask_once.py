"""Nobody is asked for what the population register says: counted for every form of the demo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.accounts.public import Account, actor_of
from motcua.demo.procedures import folders
from motcua.dossiers.public import REGISTER, locked_in, prefill, prefill_other, save_draft, start_draft
from motcua.exchange.tests import make as exchange
from motcua.forms.public import bound_here, steps_of
from motcua.procedures.public import ProcedureVersion
from sandbox.running import RunningSandbox

pytestmark = pytest.mark.django_db
# What a mother answers first; by code of the procedure how many answers the register gives her of those it could be
# asked for. Of the person whom she is to marry it tells all but the number, by which she names them, and where they
# live, which is their own affair; phone and e-mail the register does not keep.
FIRST: dict[str, tuple[Any, ...]] = {
    "nycQuanHe": ("me", "ban-than", "vo-chong"),
    "chaCoThongTin": (True,),
    "namHoTen": ("Đỗ Minh Khôi",),
    "namNgaySinh": ("1998-03-14",),
    "namSoDinhDanh": ("031098000112",),
}
PURPOSES = {
    "Điền sẵn tờ khai",
    "Điền sẵn tờ khai của người thân",
    "Điền sẵn tờ khai của người cùng khai",
}
OTHERS = {"1.000894": "ben-nam"}
FILLED = {
    "1.000656": (10, 12),
    "1.000894": (10, 14),
    "1.001193": (16, 20),
    "1.001612": (5, 7),
    "1.001776": (6, 8),
    "1.004222": (5, 7),
    "1.004873": (6, 8),
    "1.010727": (3, 5),
    "1.013225": (4, 6),
    "1.013831": (4, 6),
    "2.000635": (8, 10),
    "2.000815": (3, 5),
}


@pytest.fixture
def nation() -> Iterator[RunningSandbox]:
    with exchange.sandbox() as running:
        yield running


def test_what_the_register_says_is_filled_in_each_form(city: datetime, nation: RunningSandbox) -> None:
    by = replace(actor_of(Account.objects.get(username="nhung"), at=city), assurance=2)
    counted = {}
    for folder in folders():
        code = folder.name.split("-")[0]
        version = ProcedureVersion.objects.select_related("eform").get(procedure__code=code)
        case = version.cases.first()
        assert version.eform is not None and case is not None
        draft, eform = start_draft(version, case, by=by, at=city), version.eform
        properties = eform.schema["properties"]
        first = {
            name: next(value for value in values if value in properties[name].get("enum", values))
            for name, values in FIRST.items()
            if name in properties
        }
        draft = save_draft(draft, answers=first, by=by, at=city)
        steps = [step.code for step in steps_of(eform)]
        before = len(nation.lookups())
        draft = prefill(draft, eform, steps, by=by, at=city)
        if code in OTHERS:
            draft = prefill_other(draft, eform, OTHERS[code], address="", by=by, at=city)
        assert {each["purpose"] for each in nation.lookups()} <= PURPOSES
        assert len(nation.lookups()) - before <= 2
        locked = locked_in(draft.provenance, draft.answers)
        assert all(draft.provenance[name]["source"] == REGISTER and draft.provenance[name]["as_of"] for name in locked)
        counted[code] = (len(locked), len(bound_here(eform, draft.answers, steps)))
    assert counted == FILLED
    assert all(filled / asked >= 0.6 for filled, asked in counted.values()), "no form asks for more than two in five"
    assert sum(filled for filled, _asked in counted.values()) / sum(asked for _f, asked in counted.values()) >= 0.6
