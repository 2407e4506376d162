"""Take the boundaries of areas from a file."""

from collections import Counter
from datetime import datetime

import shapely
from django.utils.translation import gettext as _

from motcua.areas.models import Area, Boundary
from motcua.areas.rules.geojson import BadBoundaries, Drawn, read_boundaries
from motcua.areas.rules.report import ImportReport, Rejected, Warned
from motcua.platform.action import Actor, Refused, action, note
from motcua.platform.clock import VIETNAM


class BoundariesRefused(Refused):
    """The file has features that cannot be taken, and so none was: the report names each."""

    def __init__(self, message: str, report: ImportReport) -> None:
        super().__init__(message, field="file")
        self.report = report


@action("areas.import_boundaries")
def import_boundaries(content: bytes, *, by: Actor, at: datetime) -> ImportReport:
    """Make the boundaries of the areas named in a GeoJSON file (EPSG:4326) what the file says; others stay.

    The whole file or nothing: raises Refused for a file in another projection, BoundariesRefused with a report for
    broken shapes and for codes of no area that stands. Lines that cross themselves are mended, with a warning.
    """
    try:
        drawn = read_boundaries(content)
    except BadBoundaries as error:
        raise Refused(_sentence(error), field="file") from None
    areas = {area.code: area for area in Area.objects.as_of(at.astimezone(VIETNAM).date())}
    rejected = _rejected(drawn, areas)
    if rejected:
        report = ImportReport(len(drawn), 0, 0, rejected)
        raise BoundariesRefused(
            _("Tệp có %(count)d ranh giới không dùng được; chưa có gì thay đổi.") % {"count": len(rejected)}, report
        )
    warnings = tuple(
        Warned(each.code, "geometry", _("đường ranh giới tự cắt, đã được sửa (%(reason)s)") % {"reason": each.mended})
        for each in drawn if each.mended
    )  # fmt: skip
    imported = _store(drawn, areas, at)
    note(read=len(drawn), imported=imported)
    return ImportReport(len(drawn), imported, len(drawn) - imported, (), warnings)


def _store(drawn: list[Drawn], areas: dict[str, Area], at: datetime) -> int:
    named = [areas[each.code].pk for each in drawn]
    kept = {row.area_id: bytes(row.shape) for row in Boundary.objects.select_for_update().filter(area__in=named)}
    fresh = []
    for each in drawn:
        area, content = areas[each.code], shapely.to_wkb(each.shape)
        if each.shape is not None and kept.get(area.pk) != content:
            fresh.append(Boundary(area=area, extent=each.shape.bounds, shape=content, imported_at=at))
    Boundary.objects.filter(area__in=[row.area_id for row in fresh]).delete()
    return len(Boundary.objects.bulk_create(fresh, batch_size=500))


def _rejected(drawn: list[Drawn], areas: dict[str, Area]) -> tuple[Rejected, ...]:
    times = Counter(each.code for each in drawn)
    reasons = {
        "not_a_feature": _("không phải một đối tượng GeoJSON"),
        "no_polygon": _("không phải hình vùng (Polygon, MultiPolygon)"),
        "broken": _("toạ độ hỏng hoặc thiếu"),
        "no_area": _("đường ranh giới không khép thành vùng nào"),
        "unknown": _("mã này không thuộc đơn vị hành chính nào đang có"),
        "twice": _("mã này có nhiều lần trong tệp"),
    }
    rows = []
    for each in drawn:
        trouble = each.trouble or ("unknown" if each.code not in areas else "twice" if times[each.code] > 1 else "")
        if trouble:
            rows.append(Rejected(each.row, each.code, reasons[trouble]))
    return tuple(rows)


def _sentence(error: BadBoundaries) -> str:
    sentences = {
        "too_large": _(
            "Tệp lớn hơn %(detail)s MB. Hãy giản lược đường ranh giới hoặc chia tệp theo tỉnh rồi nhập lại."
        ),
        "not_json": _("Tệp không phải JSON hoặc bị cắt cụt."),
        "not_features": _("Tệp không phải GeoJSON gồm các đối tượng (FeatureCollection)."),
        "empty": _("Tệp không có ranh giới nào."),
        "other_crs": _("Tệp dùng hệ toạ độ %(detail)s; cần kinh độ, vĩ độ WGS 84 (EPSG:4326)."),
        "swapped": _("Đối tượng thứ %(detail)s: kinh độ và vĩ độ bị đảo chỗ."),
        "metres": _("Toạ độ tính bằng mét, có thể là VN-2000 (đối tượng thứ %(detail)s); cần WGS 84 (EPSG:4326)."),
        "abroad": _("Toạ độ nằm ngoài Việt Nam (đối tượng thứ %(detail)s); cần kinh độ, vĩ độ WGS 84 (EPSG:4326)."),
    }  # fmt: skip
    return sentences[error.code] % {"detail": error.detail}
