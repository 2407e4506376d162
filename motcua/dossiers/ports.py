"""What dossiers ask of higher modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.platform.action import Actor
from motcua.platform.registry import Port


@dataclass(frozen=True)
class AsideLine:
    """One line about a dossier: words, where it leads, how it stands (`ok`, `soon`, `late` or ""), and a remark."""

    words: str
    url: str
    state: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Aside:
    """What another module shows at a dossier's side: its lines, and where something new is begun, if it may be."""

    title: str
    lines: tuple[AsideLine, ...]
    begin_url: str = ""
    begin_words: str = ""


class Besides(Protocol):
    """What of theirs belongs to this dossier and the actor may see; None for nothing to show or begin."""

    def __call__(self, dossier_id: int, code: str, actor: Actor, *, has_step: bool) -> Aside | None: ...


ASIDES: Port[Besides] = Port("dossiers.asides", "What else is there about this dossier?")


class Forgets(Protocol):
    """Erase what of theirs tells of people in these ended dossiers; the files that only they still held, by id."""

    def __call__(self, ids: Sequence[int], *, by: Actor, at: datetime) -> set[int]: ...


FORGETTING: Port[Forgets] = Port("dossiers.forgetting", "Erase what you keep of people in ended dossiers")
