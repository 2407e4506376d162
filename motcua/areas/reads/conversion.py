"""An address of before the reform, as it is written today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from motcua.areas.models import COMMUNES, Area, AreaKind
from motcua.areas.reads.lineage import Relation, successors_of_all
from motcua.areas.rules.names import forms_of, is_written_so


@dataclass(frozen=True)
class Conversion:
    """Where an address may be today, likeliest first; `is_sure` when there is one answer, and nothing was guessed."""

    candidates: tuple[Relation, ...]

    @property
    def is_sure(self) -> bool:
        """Whether a machine may write the one candidate down unasked."""
        return len(self.candidates) == 1 and self.candidates[0].whole

    @property
    def area(self) -> Area | None:
        """The one answer, where it is sure."""
        return self.candidates[0].area if self.is_sure else None


def convert(*, province: str, ward: str, district: str = "", on: date) -> Conversion:
    """The commune that stands on a date for an address of any time, in the words people write.

    Names go with or without their kind, abbreviated ("P.1", "Q. 3", "TP.HCM"), with or without accents. Without a
    district the address may be of today: names of today and of before are then both looked for. No candidate: unknown.
    """
    provinces = forms_of(province, "province")
    before = Area.objects.filter(valid_to__lte=on)
    if not district:
        communes = Area.objects.filter(kind__in=COMMUNES, search_form__in=forms_of(ward, "commune"))
        today = communes.as_of(on).filter(parent__search_form__in=provinces)
        rows = [*today, *communes.filter(valid_to__lte=on, parent__parent__search_form__in=provinces)]
    else:
        districts = before.filter(
            kind=AreaKind.DISTRICT, search_form__in=forms_of(district, "district"), parent__search_form__in=provinces
        )
        # An island district has no communes, and passed to a special zone itself.
        below = before.filter(parent__in=districts, search_form__in=forms_of(ward, "commune"))
        rows = list(below if ward else districts)
    return Conversion(tuple(_once(successors_of_all(_as_typed(rows, ward), on).values())))


def _as_typed(rows: list[Area], typed: str) -> list[Area]:
    """Those whose accents are the typed ones, where there are any: Tân Thành is not Tân Thạnh."""
    return [row for row in rows if is_written_so(row.name, typed)] or rows


def _once(relations: Iterable[Iterable[Relation]]) -> list[Relation]:
    """Every area once; one that is reached for certain and by chance is not certain."""
    found: dict[int, Relation] = {}
    for each in chain.from_iterable(relations):
        known = found.get(each.area.pk)
        found[each.area.pk] = replace(each, whole=each.whole and known.whole) if known else each
    return sorted(found.values(), key=lambda each: not each.likely)
