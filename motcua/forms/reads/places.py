"""Areas offered by a question that asks for one."""

from datetime import date

from motcua.areas.public import Area, AreaKind, AreaQuerySet, is_area
from motcua.forms.rules.definition import Field

_PROVINCES = (AreaKind.PROVINCE, AreaKind.CITY)
_COMMUNES = (AreaKind.COMMUNE, AreaKind.WARD, AreaKind.SPECIAL_ZONE)


def areas_of(field: Field, on: date) -> AreaQuerySet:
    """The areas offered on a day: all provinces, or the communes within the province that the field names."""
    areas = Area.objects.as_of(on)
    if field.area_kind == "province":
        return areas.filter(kind__in=_PROVINCES)
    return areas.filter(kind__in=_COMMUNES, parent__code=field.area_within)


def is_offered(field: Field, code: str, on: date) -> bool:
    """Whether the area of this code is one of `areas_of` that day."""
    kinds, within = (_PROVINCES, None) if field.area_kind == "province" else (_COMMUNES, field.area_within)
    return is_area(code, on=on, kinds=kinds, within=within)


def area_name(field: Field, code: str) -> str:
    """The newest name under this code; the code itself where there is none."""
    newest = Area.objects.filter(code=code).order_by("-valid_from").first()
    return newest.name if newest else code
