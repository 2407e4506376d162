"""Where parcels are fetched and delivered: what was typed, and whether it can be a place."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.areas.public import COMMUNES, Area
from motcua.persons.public import name_flaw, normalise_phone
from motcua.platform.action import Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean, fold

LONGEST_LINE = 300


@dataclass(frozen=True)
class Home:
    """Where a parcel is fetched or delivered, as typed: `place` names commune and province ("phường Lê Chân, HP")."""

    name: str
    phone: str
    line: str
    place: str


@dataclass(frozen=True)
class CheckedHome:
    """The same, right: the phone as dialled at home, the commune in force that day."""

    name: str
    phone: str
    line: str
    area: Area


def check_home(home: Home, at: datetime) -> CheckedHome:
    """What was typed, read. Raises Refused naming the field (`post-name`, `post-phone`, `post-line`, `post-place`)."""
    name, line = clean(home.name), clean(home.line)
    if name_flaw(name):
        raise Refused(_("Xin ghi họ tên người gửi, nhận bưu gửi."), "post-name")
    phone = normalise_phone(home.phone)
    if not phone:
        raise Refused(_("Xin ghi số điện thoại để bưu tá gọi, ví dụ 0912 345 678."), "post-phone")
    if not line or len(line) > LONGEST_LINE:
        raise Refused(_("Xin ghi số nhà, đường hoặc thôn, xóm (không quá 300 ký tự)."), "post-line")
    return CheckedHome(name, phone, line, _commune(clean(home.place), at))


def _commune(words: str, at: datetime) -> Area:
    """The commune meant. "phường Lê Chân, thành phố Hải Phòng", in any order of words and with or without accents."""
    if not words or len(words) > 200:
        raise Refused(_("Xin ghi xã, phường và tỉnh, thành phố, ví dụ: phường Lê Chân, Hải Phòng."), "post-place")
    now = Area.objects.as_of(at.astimezone(VIETNAM).date()).filter(kind__in=COMMUNES).select_related("parent")
    found = list(now.matching(words.replace(",", " ")).in_order()[:6])
    if len(found) > 1:
        first = fold(words.partition(",")[0])
        exact = [area for area in found if fold(area.name) == first or fold(area.name).endswith(f" {first}")]
        found = exact if len(exact) == 1 else found
    if not found:
        raise Refused(
            _("Không có xã, phường nào tên như vậy. Xin ghi tên hiện nay, sau khi sắp xếp năm 2025."), "post-place"
        )
    if len(found) > 1:
        names = "; ".join(place_words(area) for area in found[:5])
        raise Refused(_("Có nhiều nơi tên như vậy: %(names)s. Xin ghi rõ một nơi.") % {"names": names}, "post-place")
    return found[0]


def place_words(area: Area) -> str:
    """«Phường Lê Chân, Thành phố Hải Phòng»."""
    return f"{area.name}, {area.parent.name}" if area.parent is not None else area.name
