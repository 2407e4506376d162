"""What a list of dossiers is narrowed to: filters that stand in the address, each by itself and all together."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.dossiers.reads.tabs import end_of_today
from motcua.dossiers.reads.wording import STATUSES, channel_words
from motcua.dossiers.rules import Channel, Status
from motcua.platform.action import Actor
from motcua.platform.text import clean
from motcua.processes.public import Task

OPEN = (
    Status.SUBMITTED, Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT,
    Status.RESOLVED,
)  # fmt: skip
TEXT_LIMIT = 100
Choices = list[tuple[str, str]]


def choices() -> dict[str, Choices]:
    """The filters that are chosen from a list, each with its values and words."""
    return {
        "kenh": [(str(channel.value), channel_words(channel)) for channel in Channel],
        "trang-thai": [(str(status.value), str(STATUSES[status])) for status in OPEN],
        "han": [
            ("qua-han", _("đã quá hạn")),
            ("hom-nay", _("hôm nay")),
            ("3-ngay", _("trong 3 ngày")),
            ("7-ngay", _("trong 7 ngày")),
            ("chua-co", _("chưa có hẹn trả")),
        ],
        "giu": [("toi", _("tôi")), ("chua-ai", _("chưa ai nhận")), ("nguoi-khac", _("người khác"))],
    }


def labels() -> dict[str, str]:
    """What each filter is called, in the order in which the chips stand."""
    return {
        "thu-tuc": _("Thủ tục"),
        "trang-thai": _("Trạng thái"),
        "kenh": _("Kênh"),
        "han": _("Hẹn trả"),
        "giu": _("Người đang giữ"),
        "can-bo": _("Tên cán bộ"),
    }


def read_filters(asked: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address; empty where there is none, anything else in the address is passed over."""
    offered = {name: {value for value, _words in values} for name, values in choices().items()}
    chosen = {name: clean(asked.get(name) or "")[:TEXT_LIMIT] for name in labels()}
    return {name: value if value in offered.get(name, {value}) else "" for name, value in chosen.items()}


def narrowed(filters: Mapping[str, str], actor: Actor, now: datetime) -> Q:
    """The dossiers that pass all filters."""
    passing = Q()
    if filters["kenh"]:
        passing &= Q(channel=int(filters["kenh"]))
    if filters["trang-thai"]:
        passing &= Q(status=int(filters["trang-thai"]))
    if words := filters["thu-tuc"]:
        passing &= Q(version__name__icontains=words) | Q(version__procedure__code=words)
    if filters["han"]:
        passing &= _due(filters["han"], now)
    if filters["giu"]:
        passing &= _held_by(filters["giu"], actor)
    if name := filters["can-bo"]:
        passing &= Q(Exists(_open_steps().filter(assignee__display_name__icontains=name)))
    return passing


def _due(when: str, now: datetime) -> Q:
    if when == "chua-co":
        return Q(due_at=None)
    if when == "qua-han":
        return Q(due_at__lt=now, resolved_at=None) & ~Q(status=Status.AWAITING_SUPPLEMENT)
    days = {"hom-nay": 0, "3-ngay": 2, "7-ngay": 6}[when]
    return Q(due_at__gte=now, due_at__lt=end_of_today(now) + timedelta(days=days))


def _held_by(whom: str, actor: Actor) -> Q:
    steps = _open_steps()
    if whom == "chua-ai":
        return Q(Exists(steps.filter(assignee=None)))
    mine = steps.filter(assignee=actor.account_id)
    others = steps.exclude(assignee=None).exclude(assignee=actor.account_id)
    return Q(Exists(mine if whom == "toi" else others))


def _open_steps() -> QuerySet[Task]:
    return Task.objects.filter(instance=OuterRef("instance"), state="open")
