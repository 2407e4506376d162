"""Accepting and withdrawing at the same moment, and two guardianships that would close a circle."""

from functools import partial

import pytest

from motcua.persons.public import (
    Ground,
    Guardianship,
    Mandate,
    MandateState,
    accept_mandate,
    give_mandate,
    register_guardianship,
    withdraw_mandate,
)
from motcua.persons.tests import make
from motcua.platform.action import SYSTEM
from motcua.platform.testing import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT = make.AT


def test_however_they_race_what_was_withdrawn_stays_so() -> None:
    grantor, holder = make.person(), make.person()
    giver = make.citizen(grantor)
    taker = make.citizen(holder)
    mandate = give_mandate(grantor, personal_id=holder.personal_id, full_name=holder.full_name, by=giver, at=AT)
    accepting = partial(accept_mandate, mandate, by=taker, at=AT)
    ended = all_at_once([accepting, partial(withdraw_mandate, mandate, by=giver, at=AT)] * 4)
    assert ended["done"] >= 4
    assert ended["done"] + ended["Stale"] == 8
    kept = Mandate.objects.get()
    assert kept.state == MandateState.WITHDRAWN
    assert kept.withdrawn_by_id == grantor.pk


def test_of_two_that_close_a_circle_one_is_refused() -> None:
    first, second = make.person(), make.person()
    ended = all_at_once(
        [
            partial(register_guardianship, first, second, ground=Ground.COURT, by=SYSTEM, at=AT),
            partial(register_guardianship, second, first, ground=Ground.COURT, by=SYSTEM, at=AT),
        ]
    )
    assert ended == {"done": 1, "Unrepresented": 1}
    assert Guardianship.objects.count() == 1
