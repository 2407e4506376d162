"""The switches of one service: how slow, how faulty, how wrong it answers, and for how many requests."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum


class Fault(StrEnum):
    """How a request goes wrong; mail answers with the nearest SMTP equivalent."""

    OFF = "off"
    HTTP_500 = "http_500"
    DROPPED = "dropped"
    TIMEOUT = "timeout"
    TOO_MANY = "too_many_requests"


class Moment(StrEnum):
    """Whether the fault strikes before the service did its work, or after: then only the reply is lost."""

    BEFORE = "before"
    AFTER = "after"


class WrongData(StrEnum):
    """What replaces a sound reply; the work itself is done."""

    OFF = "off"
    NONSENSE_JSON = "nonsense_json"
    HTML = "html"
    DUPLICATE_ID = "duplicate_id"


class BadSwitch(ValueError):
    """A switch was given a value it does not have; the message says which."""


MAX_LATENCY_MS = 120_000
MAX_TIMES = 10_000


@dataclass(frozen=True)
class Switches:
    """`latency_ms` in milliseconds; `times` is how many more requests are spoilt, None until switched off.

    `quirk` is a way to be wrong that only this service has, empty for none.
    """

    latency_ms: int = 0
    fault: Fault = Fault.OFF
    moment: Moment = Moment.BEFORE
    wrong_data: WrongData = WrongData.OFF
    quirk: str = ""
    times: int | None = None

    @property
    def is_quiet(self) -> bool:
        """Nothing is switched on."""
        return self.latency_ms == 0 and self.fault is Fault.OFF and self.wrong_data is WrongData.OFF and not self.quirk

    def as_json(self) -> dict[str, object]:
        """The same names and values that `PUT /control/{service}` takes."""
        return asdict(self)


QUIET = Switches()


def switches_from(values: Mapping[str, object], quirks: Collection[str] = ()) -> Switches:
    """Read switches from JSON or a posted form; a missing one is off. Raises BadSwitch."""
    quirk = str(values.get("quirk", ""))
    if quirk and quirk not in quirks:
        raise BadSwitch(f"unknown quirk: {quirk}")
    unknown = set(values) - set(asdict(QUIET))
    if unknown:
        raise BadSwitch(f"unknown switch: {', '.join(sorted(unknown))}")
    try:
        return Switches(
            latency_ms=_whole(values.get("latency_ms", 0), "latency_ms", MAX_LATENCY_MS) or 0,
            fault=Fault(str(values.get("fault", Fault.OFF))),
            moment=Moment(str(values.get("moment", Moment.BEFORE))),
            wrong_data=WrongData(str(values.get("wrong_data", WrongData.OFF))),
            quirk=quirk,
            times=_whole(values.get("times"), "times", MAX_TIMES),
        )
    except ValueError as error:
        raise BadSwitch(str(error)) from error


def _whole(value: object, name: str, most: int) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadSwitch(f"{name}: whole number expected")
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise BadSwitch(f"{name}: whole number expected")
    number = int(value)
    if not 0 <= number <= most:
        raise BadSwitch(f"{name}: between 0 and {most}")
    return number


class ControlPanel:
    """The switches of every service, by its code."""

    def __init__(self, services: tuple[str, ...]) -> None:
        self._switches = dict.fromkeys(services, QUIET)

    def __contains__(self, service: str) -> bool:
        return service in self._switches

    def of(self, service: str) -> Switches:
        """What is switched on now; KeyError for an unknown service."""
        return self._switches[service]

    def all(self) -> dict[str, Switches]:
        """Every service's switches."""
        return dict(self._switches)

    def switch(self, service: str, switches: Switches) -> None:
        """Replace the switches of one service; KeyError for an unknown service."""
        if service not in self._switches:
            raise KeyError(service)
        self._switches[service] = switches

    def quiet(self) -> None:
        """Switch everything off."""
        self._switches = dict.fromkeys(self._switches, QUIET)

    def take(self, service: str) -> Switches:
        """The switches for one request that begins now, counted against `times`."""
        switches = self._switches[service]
        if switches.times is None or switches.is_quiet:
            return switches
        left = switches.times - 1
        self._switches[service] = replace(switches, times=left) if left > 0 else QUIET
        return switches if switches.times > 0 else QUIET
