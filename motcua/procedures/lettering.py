"""Procedures taken at counters, found by a few letters."""

from datetime import date

from motcua.procedures.finding import answering
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.lettering import nearness

MOST = 8


def by_letters(typed: str, on: date, most: int = MOST) -> list[ProcedureVersion]:
    """The procedures whose dossiers are filed here that the letters fit, nearest first; by code; else in plain words.

    Two statements: names, then those found.
    """
    taking = ProcedureVersion.objects.taking_dossiers(on)
    names = list(taking.values_list("pk", "procedure__code", "name", "sort_key"))
    coded = [pk for pk, code, _name, _key in names if typed.strip() and code.startswith(typed.strip())]
    ranked = sorted((-near, len(name), key, pk) for pk, _c, name, key in names if (near := nearness(name, typed)))
    found = list(dict.fromkeys([*coded, *(pk for *_rank, pk in ranked)]))[:most]
    if not found:
        return list(answering(taking, typed, most).versions)
    rows = {each.pk: each for each in taking.filter(pk__in=found)}
    return [rows[pk] for pk in found]
