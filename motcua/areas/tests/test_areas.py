from datetime import UTC, date, datetime

import pytest

from motcua.areas.public import Area, AreaKind, close_area, register_area
from motcua.areas.tests import make
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db
REFORM = date(2025, 7, 1)
AT = datetime(2025, 7, 1, tzinfo=UTC)


def test_a_reform_closes_a_row_and_opens_another_under_the_same_code() -> None:
    before = make.area(code="11302", name="Xã Cũ", kind=AreaKind.COMMUNE, valid_from=date(2010, 1, 1))
    close_area(before, valid_to=REFORM, by=SYSTEM, at=AT)
    after = make.area(code="11302", name="Phường Mới", valid_from=REFORM)

    assert Area.objects.as_of(date(2025, 6, 30)).get(code="11302") == before
    assert Area.objects.as_of(REFORM).get(code="11302") == after
    assert not Area.objects.as_of(date(2009, 12, 31)).filter(code="11302").exists()


def test_names_come_in_vietnamese_order() -> None:
    for name in ("Phường Đồ Sơn", "Phường An Dương", "Phường Dương Kinh"):
        make.area(name=name)
    assert [area.name for area in Area.objects.in_order()] == ["Phường An Dương", "Phường Dương Kinh", "Phường Đồ Sơn"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("code", {"code": "x"}),
        ("code", {"code": "1" * 100_000}),
        ("name", {"name": " \u200b "}),
        ("name", {"name": "a" * 100_000}),
        ("code", {"code": "31001"}),
    ],
)
def test_what_cannot_be_is_refused_with_the_field(field: str, values: dict[str, str]) -> None:
    make.area(code="31001")
    given = {"code": "31002", "name": "Xã A"} | values
    with pytest.raises(Refused) as refused:
        register_area(
            code=given["code"], name=given["name"], kind=AreaKind.COMMUNE, valid_from=REFORM, by=SYSTEM, at=AT
        )
    assert refused.value.field == field
    assert Area.objects.count() == 1


def test_a_parent_must_stand_on_the_date() -> None:
    city = make.province()
    with pytest.raises(Refused) as refused:
        make.area(parent=city, valid_from=date(2020, 1, 1))
    assert refused.value.field == "parent"
    assert make.area(parent=city).parent == city


def test_an_area_ends_once_and_after_those_below() -> None:
    city = make.province()
    ward = make.area(parent=city)
    end = date(2030, 1, 1)
    with pytest.raises(Refused):
        close_area(city, valid_to=end, by=SYSTEM, at=AT)
    close_area(ward, valid_to=end, by=SYSTEM, at=AT)
    close_area(city, valid_to=end, by=SYSTEM, at=AT)
    with pytest.raises(Stale):
        close_area(city, valid_to=end, by=SYSTEM, at=AT)


def test_not_everybody_may() -> None:
    with pytest.raises(NotAllowed):
        register_area(code="31", name="A", kind=AreaKind.CITY, valid_from=REFORM, by=VISITOR, at=AT)
