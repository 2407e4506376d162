from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.areas.tests.make import area
from motcua.organisations.public import (
    CALENDAR_REVISION,
    GovLevel,
    Organisation,
    OrganisationKind,
    Position,
    ancestor_ids,
    change_organisation,
    close_organisation,
    register_organisation,
    subtree_ids,
    tree_on,
    unit_of_area,
)
from motcua.organisations.tests import make
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused, Stale

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)
LONG_AGO, MOVED_ON, TODAY = date(2010, 1, 1), date(2025, 7, 1), date(2026, 3, 1)


def test_the_tree_of_a_date_is_the_tree_of_that_date() -> None:
    province = make.organisation(name="UBND tỉnh", valid_from=LONG_AGO)
    district = make.organisation(name="UBND huyện", parent=province, valid_from=LONG_AGO)
    commune = make.organisation(name="UBND xã Cũ", parent=district, valid_from=LONG_AGO)
    division = make.organisation(name="Phòng Văn hóa", parent=commune, valid_from=LONG_AGO)
    change_organisation(commune, valid_from=MOVED_ON, name="UBND xã Mới", parent=province, by=SYSTEM, at=AT)
    close_organisation(district, valid_to=MOVED_ON, by=SYSTEM, at=AT)

    before, after = date(2021, 12, 8), TODAY
    assert subtree_ids(district.pk, before) == {district.pk, commune.pk, division.pk}
    assert subtree_ids(province.pk, after) == {province.pk, commune.pk, division.pk}
    assert subtree_ids([district.pk, division.pk], after) == {district.pk, division.pk}
    assert ancestor_ids(division.pk, before) == (division.pk, commune.pk, district.pk, province.pk)
    assert ancestor_ids(division.pk, after) == (division.pk, commune.pk, province.pk)
    assert [(node.name, node.parent_id) for node in tree_on(before) if node.organisation_id == commune.pk] == [
        ("UBND xã Cũ", district.pk)
    ]
    assert {node.name for node in tree_on(after)} == {"UBND tỉnh", "UBND xã Mới", "Phòng Văn hóa"}
    assert set(Organisation.objects.as_of(after)) == {province, commune, division}
    commune.refresh_from_db()
    assert (commune.name, commune.parent) == ("UBND xã Mới", province)


def test_an_organisation_takes_its_parents_level_unless_told() -> None:
    ward = make.organisation(level=GovLevel.COMMUNE)
    assert make.organisation(parent=ward, kind=OrganisationKind.DIVISION).level == GovLevel.COMMUNE


@pytest.mark.parametrize(
    ("field", "identifier", "name"),
    [
        ("identifier", "không phải mã", "A"),
        ("identifier", "H31." + "1" * 100_000, "A"),
        ("identifier", "H31.77", "A"),
        ("name", "H31.78", "\u200b "),
        ("name", "H31.78", "a" * 100_000),
    ],
)
def test_what_cannot_be_is_refused_with_the_field(field: str, identifier: str, name: str) -> None:
    make.organisation(identifier="H31.77")
    with pytest.raises(Refused) as refused:
        make.organisation(identifier=identifier, name=name)
    assert refused.value.field == field
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("identifier", ["H31", "H31.77", "H31.77.04", "G01.899.909", "000.00.11.H58"])
def test_identifiers_in_use_are_taken(identifier: str) -> None:
    assert make.organisation(identifier=identifier).identifier == identifier


def test_nobody_stands_below_themselves() -> None:
    top = make.organisation()
    below = make.organisation(parent=make.organisation(parent=top))
    for parent in (top, below):
        with pytest.raises(Refused) as refused:
            change_organisation(top, valid_from=TODAY, parent=parent, by=SYSTEM, at=AT)
        assert refused.value.field == "parent"


@pytest.mark.parametrize("valid_from", [make.FOUNDED_ON, date(2026, 3, 2)])
def test_a_change_lies_after_the_last_one_and_not_in_the_future(valid_from: date) -> None:
    with pytest.raises(Refused) as refused:
        change_organisation(make.organisation(), valid_from=valid_from, name="Mới", by=SYSTEM, at=AT)
    assert refused.value.field == "valid_from"


def test_an_organisation_ends_once_after_those_below_and_with_its_positions() -> None:
    top = make.organisation()
    below = make.organisation(parent=top)
    position = make.position(organisation=top)
    with pytest.raises(Refused):
        close_organisation(top, valid_to=TODAY, by=SYSTEM, at=AT)
    close_organisation(below, valid_to=TODAY, by=SYSTEM, at=AT)
    close_organisation(top, valid_to=TODAY, by=SYSTEM, at=AT)
    assert list(Position.objects.as_of(date(2026, 2, 28))) == [position]
    assert not Position.objects.as_of(TODAY).exists()
    with pytest.raises(Stale):
        close_organisation(top, valid_to=TODAY, by=SYSTEM, at=AT)
    with pytest.raises(Stale):
        change_organisation(top, valid_from=TODAY, name="Mới", by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("field", "type_code", "valid_from"), [("type_code", "Chủ tịch", None), ("valid_from", "chairperson", LONG_AGO)]
)
def test_positions_are_checked(field: str, type_code: str, valid_from: date | None) -> None:
    with pytest.raises(Refused) as refused:
        make.position(organisation=make.organisation(), type_code=type_code, valid_from=valid_from)
    assert refused.value.field == field


def test_not_everybody_may() -> None:
    with pytest.raises(NotAllowed):
        register_organisation(identifier="H31", name="A", kind=OrganisationKind.OTHER, by=VISITOR, at=AT)


def _revision() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CALENDAR_REVISION}")
        return str(cursor.fetchone()[0])


def test_the_unit_of_an_area_is_asked_for_once_until_an_organisation_changes() -> None:
    ward, other = area(), area()
    unit = make.organisation(kind=OrganisationKind.ONE_STOP_UNIT, area=ward)

    def found(code: str) -> Organisation | None:
        return unit_of_area(code, on=TODAY, kinds=[OrganisationKind.ONE_STOP_UNIT], revision=_revision())

    assert found(ward.code) == unit
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert found(ward.code) == unit
    assert len(captured) == 1, "the revision alone"
    assert found(other.code) is None
    change_organisation(unit, valid_from=date(2026, 2, 1), area=other, by=SYSTEM, at=AT)
    assert (found(ward.code), found(other.code)) == (None, unit)
    close_organisation(unit, valid_to=TODAY, by=SYSTEM, at=AT)
    assert found(other.code) is None
    new = make.organisation(kind=OrganisationKind.ONE_STOP_UNIT, area=ward)
    assert found(ward.code) == new
