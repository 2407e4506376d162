"""Who resolves a matter on a day: the competence table, asked."""

from datetime import date

from motcua.areas.public import Area
from motcua.organisations.public import carried_on_by
from motcua.procedures.models import CompetenceLine, Procedure
from motcua.procedures.rules.competence import Line, Undecided, competent


def competence_of(procedure: Procedure, area_code: str, on: date) -> int | Undecided | None:
    """The organisation that resolves a procedure's matters of an area on a date, or why the table cannot say.

    None where the table does not speak of the procedure at all: competence then follows the area. One statement where
    it does not, up to five where it does.
    """
    rows = CompetenceLine.objects.in_force(on).about(procedure.pk, procedure.field_id)
    lines = [
        Line(organisation, procedure=procedure.code if of else "", field="" if of else "field", area=area)
        for organisation, of, area in rows.values_list("organisation", "procedure", "area_code")
    ]
    if not lines:
        return None
    places = _places(area_code, on) if any(line.area for line in lines) else []
    return competent(lines, places, carried_on_by((line.organisation for line in lines), on))


def _places(code: str, on: date) -> list[set[str]]:
    """The ward of that code, the wards it was made of since the reform, and its province."""
    area = Area.objects.select_related("parent").filter(code=code, valid_from__lte=on).order_by("-valid_from").first()
    if area is None:
        return [{code}] if code else []
    older = {area.code}
    frontier = [area]
    while frontier:
        came = Area.objects.filter(passed_to__successor__in=frontier, passed_to__whole=True)
        frontier = [each for each in came if each.code not in older and each.valid_to is not None]
        older |= {each.code for each in frontier}
    above = {area.parent.code} if area.parent else set()
    return [{area.code}, older - {area.code}, above]
