"""Ai đã xem: looks at one person's data, as that person is told of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.audit.ports import NAMING
from motcua.audit.public import Look, Withheld
from motcua.platform.action import Actor, ActorKind
from motcua.platform.personal import PROTECTION, purpose_of
from motcua.privacy.models import DataQuestion, LookDelay
from motcua.privacy.ports import THEIR_OWN, Matter


@dataclass(frozen=True)
class Told:
    """One look in words. The official is never named: who answers for it is the unit."""

    look: Look
    unit: str
    position: str
    purpose: str
    explained: str | Promise
    basis: str | Promise
    matter: Matter | None
    question: DataQuestion | None

    @property
    def may_ask(self) -> bool:
        """Whether there is a unit to ask that was not asked about this look."""
        return self.look.organisation_id is not None and self.question is None


def withheld(now: datetime) -> list[Withheld]:
    """Which looks nobody is told of yet, by all rules there ever were: each holds for the looks of its own time."""
    return [
        Withheld(rule.purpose, rule.valid_from, rule.valid_to, now - timedelta(days=rule.days))
        for rule in LookDelay.objects.order_by("id")
    ]


def told(looks: Sequence[Look], actor: Actor) -> list[Told]:
    """The looks in words: unit, position, purpose, ground, the matter where it is the actor's own."""
    units = _names("organisation", (look.organisation_id for look in looks))
    positions = _names("position", (look.position_id for look in looks))
    matters = _matters(looks, actor)
    asked = DataQuestion.objects.filter(person=actor.person_id, entry_id__in=[look.id for look in looks])
    questions = {question.entry_id: question for question in asked}
    return [
        Told(
            look,
            units.get(look.organisation_id or 0) or _without_unit(look.actor_kind),
            positions.get(look.position_id or 0, ""),
            _(look.purpose) if look.purpose else _("Xem dữ liệu cá nhân"),
            *_grounds(look.purpose),
            matters.get(look.subject),
            questions.get(look.id),
        )
        for look in looks
    ]


def _grounds(code: str) -> tuple[str | Promise, str | Promise]:
    purpose = purpose_of(code)
    return (purpose.explained, purpose.basis) if purpose else ("", PROTECTION)


def _without_unit(kind: str) -> str:
    if kind == ActorKind.VISITOR:
        return _("Người không đăng nhập, có mã hồ sơ hoặc giấy hẹn")
    return _("Hệ thống tự làm") if kind == ActorKind.SYSTEM else _("Người dùng cổng, không phải cán bộ")


def _names(kind: str, ids: Iterable[int | None]) -> Mapping[int, str]:
    known = {each for each in ids if each is not None}
    return NAMING.named(kind)(known) if known else {}


def _matters(looks: Sequence[Look], actor: Actor) -> dict[str, Matter]:
    by_kind: dict[str, set[int]] = {}
    for look in looks:
        kind, _mark, key = look.subject.partition(":")
        if key.isdecimal() and kind in THEIR_OWN.names():
            by_kind.setdefault(kind, set()).add(int(key))
    return {
        f"{kind}:{key}": matter
        for kind, ids in by_kind.items()
        for key, matter in THEIR_OWN.named(kind)(ids, actor).items()
    }
