"""Events, their handlers and the heartbeats, as modules declare them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

E = TypeVar("E", bound="Event")
Handler = Callable[[Any], None]
Beat = Callable[[], None]


@dataclass(frozen=True)
class Event:
    """Something that happened, in the past tense. Fields are ids, words, numbers and times, never records."""


@dataclass(frozen=True)
class Heartbeat:
    """Work to be done again and again by the worker, once over the whole cluster."""

    name: str
    seconds: float
    run: Beat


_handlers: defaultdict[type[Event], dict[str, Handler]] = defaultdict(dict)
_heartbeats: dict[str, Heartbeat] = {}


def name_of(thing: Callable[..., Any] | type) -> str:
    """The name a handler or an event class is deferred under."""
    return f"{thing.__module__}.{thing.__qualname__}"


def on(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run this function, in a job of its own, for every such event. It must be idempotent."""

    def decorate(handler: Callable[[E], None]) -> Callable[[E], None]:
        _handlers[event][name_of(handler)] = handler
        return handler

    return decorate


def every(*, seconds: float) -> Callable[[Beat], Beat]:
    """Run this function again and again in the worker, one at a time over the cluster."""

    def decorate(beat: Beat) -> Beat:
        _heartbeats[name_of(beat)] = Heartbeat(name_of(beat), seconds, beat)
        return beat

    return decorate


def handlers_of(event: type[Event]) -> dict[str, Handler]:
    """The handlers of an event class, by name."""
    return _handlers.get(event, {})


def heartbeats() -> list[Heartbeat]:
    """All heartbeats declared."""
    return list(_heartbeats.values())


def find(event_name: str, handler_name: str) -> tuple[type[Event], Handler]:
    """The class and the handler of a deferred event. Raises LookupError after a deployment that removed them."""
    for event, handlers in _handlers.items():
        if name_of(event) == event_name and handler_name in handlers:
            return event, handlers[handler_name]
    raise LookupError(f"no handler {handler_name} for {event_name}")
