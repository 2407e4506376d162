"""Sự cố dữ liệu: who keeps the register, how much time is left, whom it is about."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.db.models import Count, Q
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.accounts.public import Account, PositionHolding
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmyhm, number
from motcua.platform.settings import installation
from motcua.privacy.models import Breach
from motcua.privacy.rules import split_hours
from motcua.privacy.terms import term

OFFICER = "data_protection_officer"


@dataclass(frozen=True)
class Clock:
    """How the clock for telling the authority stands: a state as the pages paint it, and words."""

    state: str
    words: str


def officers(at: datetime) -> list[Account]:
    """Who keeps the register, in whichever unit."""
    holders = PositionHolding.objects.held_at(at).with_role(OFFICER).values("person_id")
    return list(Account.objects.active().officials().filter(person_id__in=holders).order_by("id"))


def clock_of(breach: Breach, now: datetime) -> Clock:
    """Told in time, told late, time left, or time over."""
    due = breach.report_due
    if breach.reported_at is not None:
        late = breach.reported_at > due
        return Clock("late" if late else "ok", _("đã báo, muộn") if late else _("đã báo trong hạn"))
    hours, minutes = split_hours(due - now)
    told = {"hours": hours, "minutes": minutes}
    if now > due:
        return Clock("late", _("quá hạn %(hours)d giờ %(minutes)d phút") % told)
    return Clock("soon" if hours < 24 else "info", _("còn %(hours)d giờ %(minutes)d phút") % told)


def counted(breach: Breach) -> dict[str, int]:
    """How many are affected, and how many of them were told."""
    return breach.affected.aggregate(all=Count("pk"), told=Count("pk", filter=Q(told_at__isnull=False)))


def letter_lines(breach: Breach, now: datetime) -> list[str]:
    """The draft of what the authority is told; Vietnamese, whatever language its writer reads."""
    text = files("motcua.privacy").joinpath("data/breach_letter.txt").read_text(encoding="utf-8")
    with translation.override("vi"):
        classes = ", ".join(str(name) for code, name in Breach.CLASSES if code in breach.data_classes)
        said = {
            "basis": term("breach_notice", breach.discovered_at.astimezone(VIETNAM).date()).basis,
            "place": installation().place,
            "title": breach.title,
            "discovered": dmyhm(breach.discovered_at),
            "due": dmyhm(breach.report_due),
            "classes": classes,
            "people": number(breach.people),
            "description": breach.description,
            "consequences": breach.consequences or "…",
            "measures": breach.measures,
            "now": dmyhm(now),
            **counted(breach),
        }
    return [line.format(**said) for line in text.splitlines()]
