"""Ports: a module asks, a higher module or a connector answers."""

from typing import Any, Generic, TypeVar

from motcua.platform.settings import installation

T = TypeVar("T")


class PortUnanswered(LookupError):
    """Nobody answers this port, or the name chosen in the settings is not registered."""


_ports: "list[Port[Any]]" = []


class Port(Generic[T]):
    """A question that one module asks and another answers.

    `name` is `"<module>.<question>"`. With several implementations, `settings.MOTCUA.connectors[name]` chooses.
    """

    def __init__(self, name: str, meaning: str) -> None:
        _ports.append(self)
        self.name = name
        self.meaning = meaning
        self._answers: dict[str, T] = {}

    def register(self, name: str, implementation: T) -> None:
        """Offer an implementation under a name; a second one under the same name replaces the first."""
        self._answers[name] = implementation

    def names(self) -> list[str]:
        """The names of all implementations offered."""
        return sorted(self._answers)

    def named(self, name: str) -> T:
        """The implementation of that name. Raises PortUnanswered."""
        try:
            return self._answers[name]
        except KeyError:
            raise PortUnanswered(f"{self.name}: no implementation named {name!r}; there are {self.names()}") from None

    def answer(self) -> T:
        """The implementation chosen in the settings, or the only one there is. Raises PortUnanswered."""
        chosen = installation().connectors.get(self.name)
        if chosen:
            return self.named(chosen)
        if len(self._answers) == 1:
            return next(iter(self._answers.values()))
        raise PortUnanswered(f"{self.name}: choose one of {self.names()} in the settings")


def chosen_connectors() -> dict[str, str]:
    """Which implementation answers each port now, by name; ports that nobody answers are left out."""
    chosen = dict(installation().connectors)
    for port in _ports:
        if port.name not in chosen and len(port.names()) == 1:
            chosen[port.name] = port.names()[0]
    return chosen
