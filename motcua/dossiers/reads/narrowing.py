"""What a list of dossiers is narrowed to: filters that stand in the address, each by itself and all together."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.dossiers.reads.tabs import end_of_today, held_in
from motcua.dossiers.reads.wording import STATUSES, channel_words
from motcua.dossiers.rules import Channel, Status
from motcua.platform.action import VISITOR, Actor
from motcua.platform.rows import Condition, all_of
from motcua.platform.text import clean

OPEN = (
    Status.SUBMITTED, Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT,
    Status.RESOLVED,
)  # fmt: skip
TEXT_LIMIT = 100
LIKE_MARKS = re.compile(r"[%_\\]")
_OF_PROCEDURE = """dossiers_dossier.version_id IN (
    SELECT version.id FROM procedures_procedureversion version
    JOIN procedures_procedure procedure ON procedure.id = version.procedure_id
    WHERE UPPER(version.name) LIKE UPPER(%s) OR procedure.code = %s)"""
_STEP = """EXISTS (
    SELECT FROM processes_task step
    WHERE step.instance_id = dossiers_dossier.instance_id AND step.state = 'open'{of_whom})"""
_NAMED = """ AND EXISTS (
    SELECT FROM accounts_account holder
    WHERE holder.id = step.assignee_id AND UPPER(holder.display_name) LIKE UPPER(%s))"""
NAMES = ("thu-tuc", "trang-thai", "kenh", "han", "giu", "can-bo")
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
    chosen = {name: clean(asked[name])[:TEXT_LIMIT] if asked.get(name) else "" for name in NAMES}
    if not any(chosen.values()):
        return chosen
    offered = {name: {value for value, _words in values} for name, values in choices().items()}
    return {name: value if value in offered.get(name, {value}) else "" for name, value in chosen.items()}


def narrowed(filters: Mapping[str, str], actor: Actor, now: datetime) -> Condition:
    """The dossiers that pass all filters, as a condition on the dossier."""
    passing = []
    if filters["kenh"]:
        passing.append(Condition("dossiers_dossier.channel = %s", (int(filters["kenh"]),)))
    if filters["trang-thai"]:
        passing.append(Condition("dossiers_dossier.status = %s", (int(filters["trang-thai"]),)))
    if words := filters["thu-tuc"]:
        passing.append(Condition(_OF_PROCEDURE, (_anywhere(words), words)))
    if filters["han"]:
        passing.append(_due(filters["han"], now))
    if filters["giu"]:
        passing.append(_held_by(filters["giu"], actor))
    if name := filters["can-bo"]:
        passing.append(Condition(_STEP.format(of_whom=_NAMED), (_anywhere(name),)))
    return all_of(*passing)


def _anywhere(words: str) -> str:
    return "%" + LIKE_MARKS.sub(r"\\\g<0>", words) + "%"


def _due(when: str, now: datetime) -> Condition:
    if when == "chua-co":
        return Condition("dossiers_dossier.due_at IS NULL")
    if when == "qua-han":
        return held_in("overdue", VISITOR, now)
    days = {"hom-nay": 0, "3-ngay": 2, "7-ngay": 6}[when]
    until = end_of_today(now) + timedelta(days=days)
    return Condition("dossiers_dossier.due_at >= %s AND dossiers_dossier.due_at < %s", (now, until))


def _held_by(whom: str, actor: Actor) -> Condition:
    if whom == "chua-ai":
        return Condition(_STEP.format(of_whom=" AND step.assignee_id IS NULL"))
    same = "=" if whom == "toi" else "<>"
    return Condition(_STEP.format(of_whom=f" AND step.assignee_id {same} %s"), (actor.account_id,))
