"""Makes the demo city through the actions; running it again adds what is missing and changes nothing that is there."""

from datetime import datetime
from importlib.resources import files

from motcua.accounts.public import load_roles, standard_roles
from motcua.demo.actions.settle import settle
from motcua.demo.laws import load_laws
from motcua.demo.places import read_data
from motcua.demo.procedures import load_procedures
from motcua.dossiers.public import practice_of, set_practice
from motcua.organisations.public import Organisation, OrganisationKind, import_holidays
from motcua.platform.action import SYSTEM

OFFICIALS = 300
# Fewer service centres than this, and it is the small city of the tests.
COMMUNES_NAMED = 10


def seed(at: datetime, *, officials: int = 0) -> None:
    """Everything the demo needs: roles, calendar, places, people, procedures.

    With `officials`, the whole city with so many accounts of officials; without, the few places and people that the
    data name.
    """
    load_roles(by=SYSTEM, at=at, roles=standard_roles())
    import_holidays(files("motcua.organisations").joinpath("data/holidays.json").read_bytes(), by=SYSTEM, at=at)
    settle(officials=officials, by=SYSTEM, at=at)
    load_procedures(top_organisation(), at)
    load_laws(at)
    if not practice_of(top_organisation().pk, at).hotline:
        # The number of the city that its forms name.
        set_practice(None, reply_hours=16, reminder_days=(1, 5), assign_by="", hotline="1022", by=SYSTEM, at=at)


def top_organisation() -> Organisation:
    """The people's committee of the city."""
    return Organisation.objects.get(identifier=read_data("places.json")["province"]["identifier"])


def is_seeded() -> bool:
    """Whether the whole city is there, so that dossiers can be made in it."""
    return Organisation.objects.filter(kind=OrganisationKind.SERVICE_CENTRE).count() > COMMUNES_NAMED
