"""Both sides hear of a mandate and of a guardianship."""

from datetime import date

import pytest

from motcua.notifications.public import Notification
from motcua.persons.public import Ground, accept_mandate, give_mandate, register_guardianship, withdraw_mandate
from motcua.persons.tests import make as persons
from motcua.platform.action import SYSTEM
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
AT = persons.AT


def told(kind: str) -> set[int | None]:
    return set(Notification.objects.filter(kind__code=kind).values_list("person", flat=True))


def test_each_move_of_a_mandate_is_told_to_both() -> None:
    grantor, holder = persons.person(full_name="Lê Minh"), persons.person(full_name="Vũ Thị Lan")
    mandate = give_mandate(
        grantor,
        personal_id=holder.personal_id,
        full_name=holder.full_name,
        by=persons.citizen(grantor),
        at=AT,
    )
    accept_mandate(mandate, by=persons.citizen(holder), at=AT)
    withdraw_mandate(mandate, by=persons.citizen(holder), at=AT)
    run_jobs()
    for move in ("given", "accepted", "withdrawn"):
        assert told(f"mandate_{move}") == {grantor.pk, holder.pk}, move
    assert "Vũ Thị Lan" in Notification.objects.filter(kind__code="mandate_accepted")[0].title


def test_a_guardianship_is_told_to_both() -> None:
    parent, ward = persons.person(), persons.person(birth_date=date(2015, 2, 28))
    register_guardianship(parent, ward, ground=Ground.PARENT, by=SYSTEM, at=AT)
    run_jobs()
    assert told("guardianship_registered") == {parent.pk, ward.pk}
