import logging
import random
from contextlib import nullcontext
from datetime import datetime

from django.db.models import Max

from motcua.areas.public import Area
from motcua.demo.actions._copying import Copier, Series, places_of
from motcua.demo.actions._crowd import ROUND, lay_crowd
from motcua.demo.actions._patterns import Pattern, read_patterns
from motcua.demo.actions._tables import LAID, Sheets, unguarded
from motcua.demo.fates import FIRST, Fate, plan_of
from motcua.demo.lives import City
from motcua.demo.models import CityDossier
from motcua.dossiers.public import Dossier
from motcua.platform.action import Actor, Refused, action, note

log = logging.getLogger("motcua.demo")
# From so many rows on it is cheaper to put indexes up again than to keep them.
MANY = 30_000
BATCH = 4000
# So many of the first that are laid are open and in the home ward: its desks are full however small the city is.
ON_DESKS = 400
# How often the same person comes back.
DOSSIERS_A_PERSON = 3
PEOPLE = "demo:people"


@action("demo.load_dossiers")
def load_dossiers(count: int, *, whole: int | None = None, on_desks: int | None = None, by: Actor, at: datetime) -> int:
    """Lay so many dossiers over the seeded city by COPY, copied from those that lived there; gives how many.

    Each has an owner, a place, a time and codes of its own, and every row that a dossier has but its slips, which are
    typeset when asked for. `on_desks` of them are open and in the home ward (400 the first time). Of more than `whole`,
    those that are over come without their history, as an old register hands them over. One audit entry stands for all.
    The same city, count and instant give the same dossiers. Nobody can write meanwhile. Raises Refused where no dossier
    has lived in the city yet.
    """
    if count < 1:
        return 0
    city = City(at)
    patterns = _patterns(city)
    if not patterns:
        raise Refused("Chưa có hồ sơ mẫu nào: xin chạy motcua seed_demo trước.")
    sheets, series = Sheets(), Series()
    series.read()
    with unguarded(LAID) if count >= MANY else nullcontext():
        rounds = -(-count // (DOSSIERS_A_PERSON * ROUND))
        begun = series.last.get(PEOPLE, 0)
        series.last[PEOPLE] = begun + rounds
        codes = {area.code: area.pk for area in Area.objects.as_of(at.date()).filter(code__in=city.communes)}
        crowd = lay_crowd(sheets, [codes[code] for code in city.communes], rounds, begun * ROUND, at)
        copier = Copier(patterns, places_of(city), crowd, sheets, series)
        first = max(FIRST, 1 + (CityDossier.objects.aggregate(last=Max("number"))["last"] or 0))
        if on_desks is None:
            on_desks = ON_DESKS if first == FIRST else 0
        draw = random.Random(f"load:{first}")  # noqa: S311 (makes a demo, keeps no secret)
        for number in range(first, first + count):
            is_whole = whole is None or number - first < whole
            copier.add(number, draw, at_home=number - first < on_desks, is_whole=is_whole)
            if (number - first) % BATCH == BATCH - 1:
                sheets.lay()
                if (number - first + 1) % 100_000 == 0:
                    log.info("laid", extra={"fields": {"dossiers": number - first + 1, "of": count}})
        series.write()
        sheets.close()
    note(dossiers=count, people=rounds * ROUND, first=first)
    return count


def _patterns(city: City) -> dict[Fate, list[Pattern]]:
    """The first dossiers that lived here, by what became of them."""
    numbers = dict(CityDossier.objects.filter(number__lt=FIRST).order_by("number").values_list("dossier_id", "number"))
    lived = Dossier.objects.filter(pk__in=numbers).select_related("owner").order_by("pk")
    patterns: dict[Fate, list[Pattern]] = {}
    for number, pattern in read_patterns({numbers[dossier.pk]: dossier for dossier in lived}, city.now):
        patterns.setdefault(plan_of(number, city.communes).fate, []).append(pattern)
    return patterns
