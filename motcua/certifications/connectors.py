"""What acts are called in the log, what is kept about people, and whether the books run on without gap."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.certifications.models import CertificationRequest
from motcua.platform.backup import SOUND
from motcua.platform.own_data import Kept, contribute_export, kept_of
from motcua.platform.personal import (
    PROCEDURES,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)

ACTS.update(
    {
        "certifications.certify": _("Ghi sổ chứng thực bản sao"),
        "certifications.void": _("Hủy số chứng thực ghi sai"),
        "certifications.hand_back": _("Trả bản sao chứng thực"),
        "certifications.open_volume": _("Mở quyển sổ chứng thực tiếp theo"),
        "certifications.close_book": _("Khóa sổ chứng thực"),
        "certifications.set_fee": _("Đặt mức phí chứng thực"),
        "certifications.read": _("Xem sổ chứng thực"),
        "certifications.sign": _("Ký chứng thực bản sao"),
    }
)

_BASIS = _("Nghị định 23/2015/NĐ-CP về chứng thực, điều 13, 14")
_KEPT = _("Vĩnh viễn, như sổ chứng thực")
_BOOK = _("Sổ chứng thực phải ghi ai yêu cầu, giấy tờ gì và ai ký")
_REQUESTER = "certifications.CertificationRequest"
declare(
    PersonalField(f"{_REQUESTER}.requester", PersonalClass.BASIC, _BOOK, _BASIS, _KEPT),
    PersonalField(
        f"{_REQUESTER}.requester_key", PersonalClass.BASIC, _("Tìm trong sổ theo họ tên"), _BASIS, _KEPT,
        withheld=_("Suy ra từ họ tên, chỉ để tìm và sắp xếp"),
    ),
    PersonalField("certifications.Certification.document", PersonalClass.BASIC, _BOOK, _BASIS, _KEPT),
    PersonalField(
        "certifications.Certification.signer_name", PersonalClass.BASIC, _BOOK, _BASIS, _KEPT,
        withheld=_("Tên cán bộ ký, ghi theo chức trách"),
    ),
)  # fmt: skip
declare_purposes(
    Purpose("Chứng thực bản sao tại quầy", _("Cán bộ quét thẻ của ông/bà khi ông/bà chứng thực bản sao"), PROCEDURES),
    Purpose("Xem sổ chứng thực", _("Tên ông/bà hiện trong sổ chứng thực của cơ quan"), PROCEDURES),
)


def own_data(person_id: int) -> Iterator[Kept]:
    """The turns linked to a person by their card, with the papers of each."""
    turns = CertificationRequest.objects.filter(person=person_id).order_by("pk").prefetch_related("lines__book")
    for turn in turns:
        yield kept_of(turn, _t("Chứng thực bản sao"), more=("received_at",), labels=_LABELS)
        for line in turn.lines.all():
            title = _t("Số %(number)s, quyển %(book)s") % {"number": line.number, "book": line.book.name}
            yield kept_of(line, title, more=("pages", "copies", "fee", "certified_at"), labels=_LABELS)


_LABELS = {
    "requester": _("Người yêu cầu"),
    "received_at": _("Nhận lúc"),
    "document": _("Giấy tờ"),
    "pages": _("Số trang"),
    "copies": _("Số bản sao"),
    "fee": _("Phí"),
    "certified_at": _("Chứng thực lúc"),
}
contribute_export("certifications", (_REQUESTER, "certifications.Certification"), own_data)

_WRONG = """
WITH given AS (
    SELECT 'certification:' || organisation_id || ':' || year || ':' || medium AS series,
           count(DISTINCT number) AS many, max(number) AS highest
    FROM certifications_certification GROUP BY 1
)
SELECT name, last, coalesce(many, 0), coalesce(highest, 0) FROM platform_series LEFT JOIN given ON series = name
WHERE name LIKE 'certification:%%' AND (many, highest) IS DISTINCT FROM (last, last) ORDER BY name
"""


def broken_books() -> list[str]:
    """The books in which a number is missing or would be given twice: last given, how many there are, highest."""
    with connection.cursor() as cursor:
        cursor.execute(_WRONG, [])
        return [f"{name}: last {last}, lines {many}, highest {highest}" for name, last, many, highest in cursor]


SOUND.register("certifications", broken_books)
