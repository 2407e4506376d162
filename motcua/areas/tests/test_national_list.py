"""The national list as it is shipped, taken in whole."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from motcua.areas.public import (
    COMMUNES,
    PROVINCES,
    REFORM,
    Area,
    AreaKind,
    Succession,
    close_area,
    convert,
    import_areas,
    import_province,
    predecessors_of,
    successors_of,
)
from motcua.areas.reads.national import Link, NationalList, Unit, apply_changes, national_list
from motcua.areas.tests import make
from motcua.platform.action import SYSTEM, Refused

AT = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = AT.date()
BEFORE = REFORM - timedelta(days=1)
pytestmark = pytest.mark.django_db


def test_the_list_has_the_counts_the_law_gives() -> None:
    report = import_areas(by=SYSTEM, at=AT)

    assert (report.imported, report.unchanged, report.rejected, report.warnings) == (report.read, 0, (), ())
    today = Area.objects.as_of(TODAY)
    kinds = Counter(today.values_list("kind", flat=True))
    assert kinds == {"province": 27, "city": 7, "commune": 2621, "ward": 687, "special_zone": 13}
    assert today.filter(kind__in=COMMUNES, parent__code="31").count() == 114
    assert Area.objects.as_of(BEFORE).filter(kind__in=PROVINCES).count() == 63
    assert Area.objects.as_of(BEFORE).filter(kind=AreaKind.DISTRICT).count() == 696
    assert Area.objects.as_of(BEFORE).filter(kind__in=COMMUNES).count() == 10_035

    again = import_areas(by=SYSTEM, at=AT)
    assert (again.read, again.imported, again.unchanged) == (report.read, 0, report.read)

    # Nothing is lost: all land of before is somewhere today, and all of today was somewhere before.
    communes = today.filter(kind__in=COMMUNES)
    assert not communes.filter(came_from=None).exists()
    assert not Area.objects.as_of(BEFORE).filter(kind__in=[*COMMUNES, *PROVINCES], passed_to=None).exists()
    assert not Succession.objects.exclude(on=F("successor__valid_from"), predecessor__valid_to=F("on")).exists()
    parts = Succession.objects.filter(whole=False).values_list("predecessor_id", "likely")
    likely = Counter(predecessor for predecessor, is_likely in parts if is_likely)
    assert {predecessor for predecessor, _likely in parts} == set(likely)
    assert set(likely.values()) == {1}


def test_dong_nai_became_a_city_and_kept_its_communes() -> None:
    import_province("75", by=SYSTEM, at=AT)
    eve, day = date(2026, 4, 29), date(2026, 4, 30)
    before, after = Area.objects.as_of(eve).get(code="75"), Area.objects.as_of(day).get(code="75")
    assert (before.name, before.kind) == ("Tỉnh Đồng Nai", "province")
    assert (after.name, after.kind) == ("Thành phố Đồng Nai", "city")
    assert Area.objects.as_of(eve).filter(parent__code="75").count() == 95
    assert after.children.as_of(day).count() == 95
    relation = successors_of(before, day)[0]
    assert (relation.area, relation.whole, relation.decision) == (after, True, "Nghị quyết 30/2026/QH16")
    binh_phuoc = Area.objects.as_of(BEFORE).get(name="Tỉnh Bình Phước")
    assert [each.area for each in successors_of(binh_phuoc, TODAY)] == [after]
    assert [each.area.name for each in successors_of(binh_phuoc, eve)] == ["Tỉnh Đồng Nai"]
    assert {each.area.name for each in predecessors_of(after, BEFORE)} == {"Tỉnh Bình Phước", "Tỉnh Đồng Nai"}


def test_successors_and_predecessors_mirror_each_other() -> None:
    import_province("31", by=SYSTEM, at=AT)
    hai_phong = Area.objects.as_of(TODAY).filter(parent__code="31")
    for commune in hai_phong[::15]:
        older = predecessors_of(commune, BEFORE)
        assert older
        for each in older:
            assert commune in {later.area for later in successors_of(each.area, TODAY)}
            assert each.decision == "Nghị quyết 1669/NQ-UBTVQH15"
        assert [each.area for each in successors_of(commune, TODAY)] == [commune]


def test_old_addresses_are_converted_where_that_is_sure() -> None:
    import_province("31", by=SYSTEM, at=AT)
    import_province("79", by=SYSTEM, at=AT)
    sure = convert(province="TP Hải Phòng", district="Q. Ngô Quyền", ward="P. Máy Chai", on=TODAY)
    assert sure.area is not None
    assert sure.area.name == "Phường Ngô Quyền"
    plain = convert(province="hai phong", district="ngo quyen", ward="may chai", on=TODAY)
    assert plain.area == sure.area

    split = convert(province="Hải Phòng", district="An Lão", ward="Thị trấn Trường Sơn", on=TODAY)
    assert not split.is_sure
    assert split.area is None
    assert [each.area.name for each in split.candidates] == ["Xã An Lão", "Phường Phù Liễn"]

    island = convert(province="Hải Phòng", district="Huyện Bạch Long Vĩ", ward="", on=TODAY)
    assert island.area is not None
    assert island.area.name == "Đặc khu Bạch Long Vĩ"
    numbered = convert(province="TP.HCM", district="Q.3", ward="P.01", on=TODAY)
    assert [each.area.parent.name for each in numbered.candidates if each.area.parent] == ["Thành phố Hồ Chí Minh"]
    assert convert(province="Hải Phòng", district="Ngô Quyền", ward="Không Có", on=TODAY).candidates == ()


def test_names_that_differ_by_accents_alone_are_told_apart_when_typed() -> None:
    import_province("80", by=SYSTEM, at=AT)
    typed = {"province": "Long An", "district": "Tân Thạnh", "on": TODAY}
    town, commune = (Area.objects.get(code="27826", valid_to=REFORM), convert(**typed, ward="Tân Thành"))  # type: ignore[arg-type]
    assert convert(**typed, ward="Tân Thạnh").candidates[0].area in {  # type: ignore[arg-type]
        each.area for each in successors_of(town, TODAY)
    }
    unaccented = convert(**typed, ward="tan thanh")  # type: ignore[arg-type]
    assert {each.area for each in commune.candidates} < {each.area for each in unaccented.candidates}


def test_one_province_comes_alone_and_the_rest_later() -> None:
    report = import_province("31", by=SYSTEM, at=AT)
    assert report.imported == report.read
    assert Area.objects.as_of(TODAY).filter(kind__in=COMMUNES).count() == 114
    assert Area.objects.as_of(BEFORE).filter(kind__in=PROVINCES).count() == 63
    other = import_province("75", by=SYSTEM, at=AT)
    assert other.unchanged == 63 + 35
    with pytest.raises(Refused):
        import_province("32", by=SYSTEM, at=AT)


def test_what_stands_already_is_corrected_kept_ended_or_in_the_way() -> None:
    province = make.area(code="31", name="Hải Phòng", kind=AreaKind.PROVINCE)
    ended = make.area(code="11329", name="Phường Ngô Quyền", parent=province)
    close_area(ended, by=SYSTEM, at=AT, valid_to=date(2026, 9, 1))
    make.area(code="11383", name="Phường Khác", valid_from=date(2024, 1, 1))

    report = import_areas(by=SYSTEM, at=AT, listed=national_list().of_province("31"))

    assert [(each.code, each.field) for each in report.warnings] == [("31", "name")]
    reasons = {(each.code, each.reason) for each in report.rejected}
    assert reasons == {("11383", "mã này đang thuộc về Phường Khác")}
    assert Area.objects.get(pk=province.pk).name == "Thành phố Hải Phòng"
    assert not Area.objects.as_of(TODAY).filter(code="11329").exists()


@given(st.integers(min_value=1, max_value=400), st.integers(min_value=1, max_value=400))
def test_one_code_never_names_two_areas_on_a_day(first: int, second: int) -> None:
    start = date(2025, 7, 1)
    middle = start + timedelta(days=first)
    with transaction.atomic():
        Area.objects.create(code="99999", name="A", kind="ward", valid_from=start, valid_to=middle)
        try:
            with transaction.atomic():
                Area.objects.create(code="99999", name="B", kind="ward", valid_from=start + timedelta(days=second))
            overlapped = False
        except IntegrityError:
            overlapped = True
        transaction.set_rollback(True)
    assert overlapped == (second < first)


def test_a_later_change_may_merge_split_and_must_name_what_stands() -> None:
    units = tuple(Unit(code, code, AreaKind.WARD, None, REFORM) for code in ("00001", "00002"))
    opened = [{"code": code, "name": code, "kind": "ward"} for code in ("00003", "00004")]
    change = {"on": "2027-01-01", "decision": "NQ", "closes": ["00001", "00002"]}
    merged = apply_changes(NationalList(units, ()), [{**change, "opens": opened[:1]}])
    assert merged.links == tuple(
        Link((code, REFORM), ("00003", date(2027, 1, 1)), date(2027, 1, 1), "NQ") for code in ("00001", "00002")
    )
    split = apply_changes(NationalList(units, ()), [{**change, "closes": ["00001"], "opens": opened}])
    assert [link.whole for link in split.links] == [False, False]
    with pytest.raises(ValueError, match="00009"):
        apply_changes(NationalList(units, ()), [{**change, "closes": ["00009"], "opens": opened}])
