"""A version line by line, as officials compare it: every field of its row under the name they know."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from motcua.organisations.public import GovLevel, TimeLimit, Unit, describe_limit
from motcua.procedures.models import OnlineLevel
from motcua.procedures.rules.catalogue import Json
from motcua.procedures.rules.limits import limit_of
from motcua.procedures.wording import CHANNELS

FIELDS = {
    "name": _lazy("Tên thủ tục"),
    "owner_ministry": _lazy("Bộ quản lý"),
    "decision": _lazy("Quyết định công bố"),
    "levels": _lazy("Cấp thực hiện"),
    "domain": _lazy("Lĩnh vực"),
    "type": _lazy("Loại thủ tục"),
    "applicants": _lazy("Đối tượng thực hiện"),
    "competent_authority": _lazy("Cơ quan có thẩm quyền"),
    "receiving_address": _lazy("Nơi tiếp nhận"),
    "delegated_authority": _lazy("Cơ quan được ủy quyền"),
    "coordinating": _lazy("Cơ quan phối hợp"),
    "methods": _lazy("Cách thức nộp"),
    "fees": _lazy("Phí, lệ phí"),
    "code": _lazy("Mã thủ tục"),
    "replaced_documents": _lazy("Giấy tờ được thay bằng dữ liệu"),
    "state": _lazy("Trạng thái"),
    "component_groups": _lazy("Giấy tờ"),
    "results": _lazy("Kết quả"),
    "requirements": _lazy("Yêu cầu, điều kiện"),
    "legal_basis": _lazy("Căn cứ pháp lý"),
    "steps": _lazy("Trình tự thực hiện"),
    "portal_url": _lazy("Địa chỉ trên Cổng Dịch vụ công quốc gia"),
    "source": _lazy("Nguồn"),
    "summary": _lazy("Tóm tắt"),
    "life_event": _lazy("Sự kiện đời người"),
    "keywords": _lazy("Từ khóa"),
    "partial_reason": _lazy("Lý do trực tuyến một phần"),
    "online_level": _lazy("Mức trực tuyến"),
    "time_limit_text": _lazy("Thời hạn theo nguồn"),
    "fee_text": _lazy("Phí, lệ phí theo nguồn"),
    "legal_text": _lazy("Căn cứ theo nguồn"),
    "issuers": _lazy("Nơi công bố"),
}


def field_name(field: str) -> str:
    """What a field of the catalogue is called; one that only the source knows keeps its name."""
    return str(FIELDS.get(field, field))


def lines_of(row: Json) -> dict[str, list[str]]:
    """A row of the catalogue as lines of text, by field; the code, which never differs, is left out."""
    return {field: list(_lines(field, value)) for field, value in row.items() if field != "code"}


def _lines(field: str, value: Any) -> Iterator[str]:
    if field == "methods":
        for method in value:
            yield from _method(method)
    elif field == "component_groups":
        for group in value:
            yield from [group["case"]] if group.get("case") else []
            yield from (_paper(item) for item in group.get("items", []))
    elif field in ("results", "legal_basis"):
        yield from (" · ".join(map(str, each.values())) for each in value)
    elif field == "levels":
        known = dict(GovLevel.choices)
        yield ", ".join(str(known.get(level) or _("cơ quan khác")) for level in value)
    elif field == "online_level":
        yield str(dict(OnlineLevel.choices).get(value, value))
    else:
        yield from _plain(value)


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _plain(each)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield f"{name}: {', '.join(_plain(each))}"
    elif value is not None:
        yield from str(value).split("\n")


def _method(method: Json) -> Iterator[str]:
    channel = CHANNELS.get(method.get("channel", "")) or method.get("channel") or _("chưa rõ")
    read, _caution = limit_of(method)
    limit = f"{method.get('duration', '')} {method.get('duration_unit', '')}".strip()
    if read:
        limit = describe_limit(TimeLimit(read[0], Unit(read[1])))
    if read and "duration_unit" not in method:
        limit = f"{limit} ({_('nguồn không ghi đơn vị')})"
    yield " · ".join(part for part in (method.get("case", ""), str(channel), limit) if part)
    for fee in method.get("fees", []):
        amount, note = fee.get("amount_text", ""), fee.get("note", "")
        yield from f"{amount} ({note})".split("\n") if amount and note else (amount or note).split("\n")
    yield from _plain(method.get("description"))


def _paper(item: Json) -> str:
    originals, copies = item.get("original", 0), item.get("copy", 0)
    parts = [
        item.get("name", ""),
        ngettext("%(count)d bản chính", "%(count)d bản chính", originals) % {"count": originals} if originals else "",
        ngettext("%(count)d bản sao", "%(count)d bản sao", copies) % {"count": copies} if copies else "",
        item.get("quantity_text", ""),
        _("Mẫu: %(file)s") % {"file": item["template_file"]} if "template_file" in item else "",
        item.get("hint", ""),
        _("thay bằng: %(data)s") % {"data": item["replaced_by"]} if "replaced_by" in item else "",
        _("ghi chú, không phải giấy tờ") if item.get("kind") == "note" else "",
    ]
    return " · ".join(part for part in parts if part)
