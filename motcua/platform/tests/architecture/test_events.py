"""What is told is heard: every event has a handler or says why it has none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from django.conf import settings

from motcua.platform.events import Event, handlers_of, on
from motcua.platform.events.declare import _handlers
from motcua.platform.tests.architecture.house import in_order


def unheard(events: Iterable[type[Event]]) -> Iterator[str]:
    """Events without a handler that do not say `no_handler_because: ClassVar[str] = "…"`."""
    for event in events:
        if not handlers_of(event) and not getattr(event, "no_handler_because", ""):
            yield f"{event.__module__}.{event.__qualname__}: nobody handles it; say no_handler_because, or remove it"


def our_events() -> list[type[Event]]:
    for name in settings.MODULES:
        if find_spec(f"motcua.{name}.events"):
            import_module(f"motcua.{name}.events")
    found, todo = [], [Event]
    while todo:
        children = todo.pop().__subclasses__()
        todo += children
        found += [each for each in children if each.__module__.endswith(".events") or ".events." in each.__module__]
    return [each for each in found if not is_abstract(each)]


def is_abstract(event: type[Event]) -> bool:
    """What events of a module share is private to it, and never emitted itself."""
    return event.__name__.startswith("_")


def test_every_event_is_heard() -> None:
    in_order(unheard(our_events()))


def test_what_events_share_is_no_event_and_excuses_none_of_them() -> None:
    names = {event.__name__ for event in our_events()}
    assert {"DossierSubmitted", "ResultDelivered"} <= names
    assert not {name for name in names if name.startswith("_")}


def test_an_unheard_event_is_found() -> None:
    @dataclass(frozen=True)
    class Unheard(Event):
        pass

    @dataclass(frozen=True)
    class Excused(Event):
        no_handler_because: ClassVar[str] = "shown in a test"

    @dataclass(frozen=True)
    class Heard(Event):
        pass

    @on(Heard)
    def hear(event: Heard) -> None: ...

    try:
        assert [line.split(":")[0].rpartition(".")[2] for line in unheard([Unheard, Excused, Heard])] == ["Unheard"]
    finally:
        del _handlers[Heard]
