"""The dossiers of the demo city: the first before anybody looks, the others little by little."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.demo.actions.add_dossier import add_dossier
from motcua.demo.fates import plan_of
from motcua.demo.lives import City, Life
from motcua.demo.models import CityDossier
from motcua.platform.action import SYSTEM
from motcua.platform.settings import installation

WANTED = 20_000
SETTING = "MOTCUA_DEMO_DOSSIERS"


@dataclass(frozen=True)
class Growth:
    """How many dossiers the city has of how many wanted."""

    made: int
    wanted: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to be made."""
        return self.made >= self.wanted

    @property
    def percent(self) -> int:
        """How much is made, 0 to 100."""
        return 100 if self.is_whole else self.made * 100 // self.wanted


def growth() -> Growth:
    """How far the city has grown; not counted further than wanted. One statement."""
    wanted = wanted_dossiers()
    return Growth(CityDossier.objects.all()[:wanted].count(), wanted)


def wanted_dossiers() -> int:
    """How many dossiers the city shall have (`MOTCUA_DEMO_DOSSIERS`)."""
    return int(installation().options.get(SETTING) or WANTED)


def missing(until: int, share: tuple[int, int] = (0, 1)) -> Iterator[int]:
    """The numbers below `until` that are not made yet; of several who make them, those of one (`share` of how many)."""
    made = set(CityDossier.objects.filter(number__lt=until).values_list("number", flat=True))
    return (number for number in range(share[0], until, share[1]) if number not in made)


_kept: dict[str, City] = {}


def _city(at: datetime) -> City:
    """The city as this process knows it; what it read once holds on."""
    city = _kept.setdefault("city", City(at))
    city.now = at
    return city


def forget_city() -> None:
    """Read the city anew: for tests, in which one city follows another in the same process."""
    _kept.clear()


def add_dossiers(until: int, at: datetime, *, share: tuple[int, int] = (0, 1), seconds: float | None = None) -> int:
    """Make the dossiers below `until` that are missing, for about so many seconds; returns how many were made."""
    city, made, begun = _city(at), 0, time.monotonic()
    for number in missing(until, share):
        if seconds is not None and time.monotonic() - begun >= seconds:
            break
        add_dossier(Life(city, plan_of(number, city.communes)), by=SYSTEM, at=at)
        made += 1
    return made
