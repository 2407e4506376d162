"""Writing: one transaction, one permission question, one audit entry, events deferred together.

Two ports are asked here and answered elsewhere: `may` (is this actor allowed?) by accounts, `record` (write it down) by
audit. An action called by another action acts on the authority of the first: it is written down, not asked again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cached_property, wraps
from typing import Any, ClassVar, ParamSpec, Protocol, TypeGuard, TypeVar

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from motcua.platform import clock
from motcua.platform.events import Event, defer
from motcua.platform.registry import Port

P = ParamSpec("P")
R = TypeVar("R")


class ActorKind(StrEnum):
    """Who acts."""

    VISITOR = "visitor"
    CITIZEN = "citizen"
    BUSINESS = "business"
    OFFICIAL = "official"
    SYSTEM = "system"


class DataClass(IntEnum):
    """How confidential a record is: thường, nội bộ, mật. Whoever reaches a class reaches those below it."""

    NORMAL = 1
    INTERNAL = 2
    SECRET = 3


# Before the code of a field of procedures, where a right or a record names one; procedures stand by their own code.
FIELD = "field:"


@dataclass(frozen=True)
class Scope:
    """Whom a record concerns: the organisations that handle it and the persons it belongs to.

    `procedures` answers, where somebody asks, by which names rights may know what the record is about: the code of a
    procedure and `field:<code>` of its field. `entities` are the organisations, of persons', whose matter it is.
    """

    organisations: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()
    data_class: DataClass = DataClass.NORMAL
    procedures: Callable[[], frozenset[str]] = frozenset
    entities: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Right:
    """A permission and how far it reaches: named organisations, everywhere, or what is the actor's own.

    What is not their own is reached up to `data_class` and, of each set in `procedures`, where it is about one of the
    set (none: whatever it is about).
    """

    permission: str
    organisations: frozenset[int] = frozenset()
    everywhere: bool = False
    own: bool = False
    data_class: DataClass = DataClass.NORMAL
    procedures: tuple[frozenset[str], ...] = ()

    def covers(self, scope: Scope) -> bool:
        """Whether a record of that scope is of a class and about a procedure that the right reaches."""
        return scope.data_class <= self.data_class and self.is_about(scope)

    def is_about(self, scope: Scope) -> bool:
        """Whether a record of that scope is about a procedure that the right reaches."""
        return not self.procedures or all(not each.isdisjoint(scope.procedures()) for each in self.procedures)


@dataclass(frozen=True)
class Actor:
    """Who acts, by ids, in which position, with which rights.

    `assurance` is how sure this sitting is of who they are: 1 by an account of ours, 2 by national e-identity.
    `also` are the other records of the same person, merged with theirs. `entities` are the organisations (persons') to
    whose account they belong: they see what is those', or, of `limited`, what of it is about one of these procedures.
    `stands_in_for` is the account of whose position it is, where the actor only stands in for them. `viewed_by` is who
    really sits there, where an administrator only looks at what this official sees: they change nothing.
    """

    kind: ActorKind
    account_id: int | None = None
    person_id: int | None = None
    organisation_id: int | None = None
    position_id: int | None = None
    rights: tuple[Right, ...] = ()
    assurance: int = 1
    stands_in_for: int | None = None
    viewed_by: "Actor | None" = None
    also: frozenset[int] = frozenset()
    entities: frozenset[int] = frozenset()
    limited: tuple[tuple[int, frozenset[str]], ...] = ()

    @cached_property
    def persons(self) -> frozenset[int]:
        """All records of who acts: what stands under any of them is their own."""
        return self.also | ({self.person_id} if self.person_id is not None else set())

    @cached_property
    def _by_permission(self) -> Mapping[str, tuple[Right, ...]]:
        # A page asks for dozens of permissions, and an actor has a hundred rights.
        found: dict[str, tuple[Right, ...]] = {}
        for right in self.rights:
            found[right.permission] = (*found.get(right.permission, ()), right)
        return found

    def has(self, permission: str) -> bool:
        """Whether the actor has this permission in any reach."""
        return self.kind is ActorKind.SYSTEM or permission in self._by_permission

    def rights_to(self, permission: str) -> tuple[Right, ...]:
        """The rights that give this permission; several where they are narrowed differently."""
        return self._by_permission.get(permission, ())

    def organisations_for(self, permission: str) -> frozenset[int]:
        """The organisations in which the actor has this permission, for at least some of their records."""
        return frozenset().union(*(right.organisations for right in self._by_permission.get(permission, ())))

    def is_everywhere(self, permission: str) -> bool:
        """Whether the permission reaches every organisation."""
        if self.kind is ActorKind.SYSTEM:
            return True
        return any(right.everywhere for right in self._by_permission.get(permission, ()))

    def is_own(self, permission: str) -> bool:
        """Whether the actor has this permission over what is their own."""
        return any(right.own for right in self._by_permission.get(permission, ()))


SYSTEM = Actor(kind=ActorKind.SYSTEM)
VISITOR = Actor(kind=ActorKind.VISITOR)


class Scoped(Protocol):
    """A record that permission depends on."""

    def scope(self) -> Scope:
        """Whom this record concerns."""
        ...


def _is_scoped(thing: object) -> TypeGuard[Scoped]:
    return callable(getattr(thing, "scope", None))


class Refused(Exception):
    """An expected "no": nothing was changed. `message` is for the user, in Vietnamese; `field` names the input."""

    # Whether the log keeps that it was tried, too.
    is_logged: ClassVar[bool] = False

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Refused):
    """The actor has no right to do this here. For a single record the page says 404, so that nothing is told."""

    is_logged = True


class Stale(Refused):
    """Somebody else moved the record since the page was opened."""


@dataclass(frozen=True)
class Entry:
    """What the audit keeps of one act: references and words of ours, never personal values."""

    kind: str
    name: str
    by: Actor
    at: datetime
    subject: str = ""
    persons: tuple[int, ...] = ()
    purpose: str = ""
    outcome: str = "done"
    details: dict[str, Any] = field(default_factory=dict)


class Permitting(Protocol):
    """Answers whether an actor may."""

    def __call__(self, actor: Actor, permission: str, subject: Scoped | None) -> bool: ...


class Recording(Protocol):
    """Writes entries down in one statement, in the caller's transaction where there is one."""

    def __call__(self, entries: Sequence[Entry]) -> None: ...


MAY: Port[Permitting] = Port("platform.may", "May this actor do this?")
RECORD: Port[Recording] = Port("platform.record", "Write audit entries")


def may(actor: Actor, permission: str, subject: Scoped | None = None) -> bool:
    """Whether the actor has the permission, for this subject where one is given."""
    return actor.kind is ActorKind.SYSTEM or MAY.answer()(actor, permission, subject)


def reference(record: object) -> str:
    """How the audit and other modules name a record: `dossiers.dossier:12`; empty for what is not a saved record."""
    if isinstance(record, models.Model) and record.pk is not None:
        return f"{record._meta.label_lower}:{record.pk}"
    return ""


@dataclass
class _Work:
    """One transaction's worth: filled by the outermost action and all that it calls."""

    events: list[Event] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


_work: ContextVar[_Work | None] = ContextVar("motcua_work", default=None)


@contextmanager
def _one_transaction() -> Iterator[_Work]:
    work = _Work()
    token = _work.set(work)
    try:
        with ExitStack() as trip, transaction.atomic():
            yield work
            _write_down(work, trip)
    finally:
        _work.reset(token)


def _write_down(work: _Work, trip: ExitStack) -> None:
    """What was done and told; it is written last, and with the commit in one trip to the database."""
    trip.enter_context(connection.connection.pipeline())
    RECORD.answer()(work.entries)
    defer(work.events)


def is_acting() -> bool:
    """Whether an action is running here, whose locks others may be waiting for."""
    return _work.get() is not None


@contextmanager
def attempt() -> Iterator[None]:
    """A part of an action that may fail by itself: what it wrote, told and entered in the audit is undone with it.

    For acts on many records, where one that refuses must not keep the others back. What is raised is raised on.
    """
    work = _work.get()
    if work is None:
        raise RuntimeError("attempted outside of an action")
    events, entries = len(work.events), len(work.entries)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del work.events[events:], work.entries[entries:]
        raise


def emit(event: Event) -> None:
    """Tell higher modules what happened; their handlers run after commit. Only inside an action."""
    work = _work.get()
    if work is None:
        raise RuntimeError(f"{type(event).__name__} emitted outside of an action")
    work.events.append(event)


def hold_back() -> list[Event]:
    """Take back what the running action and all that it called would tell, and tell nobody: for history made later."""
    work = _work.get()
    if work is None:
        raise RuntimeError("nothing to hold back outside of an action")
    held, work.events = work.events, []
    return held


def note(**details: Any) -> None:
    """Add references or words of ours to the audit entry of the running action."""
    _noted.get().details.update(details)


def concern(record: models.Model) -> None:
    """Name what the audit entry of the running action is about, where that is not its first argument but what it made.

    Filing, for one, takes a draft and makes a dossier: its entry is looked for under the dossier.
    """
    _noted.get().about = record


@dataclass
class _Noted:
    """What an action adds to its own entry while it runs."""

    details: dict[str, Any] = field(default_factory=dict)
    about: models.Model | None = None


_noted: ContextVar[_Noted] = ContextVar("motcua_noted")


def action(name: str, *, open_to_all: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: `name` is both the permission and the audit entry's name.

    The function takes the actor as keyword `by` and usually the time as `at`. Its first positional argument, where that
    is Scoped, is what the permission is asked for. Raises NotAllowed, and writes that down as each refusal that
    `is_logged`; whatever is raised, nothing was changed.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs.get("by")
            if not isinstance(by, Actor):
                raise TypeError(f"{name}: an action needs by=Actor")
            at: Any = kwargs.get("at")
            first = args[0] if args else None
            subject = first if _is_scoped(first) else None
            if by.viewed_by is not None:
                RECORD.answer()([Entry("action", name, by, clock.now(), reference(first), outcome="refused")])
                raise NotAllowed(_("Đang xem thay: chỉ xem, không làm thay."))
            outer = _work.get()
            if outer is not None:
                return _run(outer, name, function, args, kwargs, by, at, first)
            try:
                if not open_to_all and not may(by, name, subject):
                    raise NotAllowed(_("Ông/bà không có quyền thực hiện việc này."))
                with _one_transaction() as work:
                    return _run(work, name, function, args, kwargs, by, at, first)
            except Refused as refused:
                if refused.is_logged:
                    RECORD.answer()([Entry("action", name, by, clock.now(), reference(first), outcome="refused")])
                raise

        act.action = name  # type: ignore[attr-defined]
        return act

    return decorate


def _run(
    work: _Work, name: str, function: Callable[..., R], args: Any, kwargs: Any, by: Actor, at: object, first: object
) -> R:
    position = len(work.entries)
    noted = _Noted()
    token = _noted.set(noted)
    try:
        result = function(*args, **kwargs)
    finally:
        _noted.reset(token)
    about = noted.about or (first if isinstance(first, models.Model) else result)
    persons = about.scope().persons if _is_scoped(about) else frozenset[int]()
    instant = at if isinstance(at, datetime) else clock.now()
    work.entries.insert(
        position,
        Entry("action", name, by, instant, reference(about), tuple(sorted(persons)), details=noted.details),
    )
    return result


def record_read(*, by: Actor, purpose: str, persons: Iterable[int], subject: object = None) -> None:
    """Write down who looked at whose data and why: one entry, however many persons a page shows."""
    named = tuple(sorted(set(persons)))
    if not named:
        return
    entry = Entry("read", "read", by, clock.now(), reference(subject), named, purpose)
    work = _work.get()
    if work is not None:
        work.entries.append(entry)
    else:
        RECORD.answer()([entry])


def record_refused_read(*, by: Actor, name: str, subject: object, persons: Iterable[int] = ()) -> None:
    """Write down that a record, and whose, was asked for by someone who may not see it."""
    named = tuple(sorted(set(persons)))
    RECORD.answer()([Entry("read", name, by, clock.now(), reference(subject), named, outcome="refused")])
