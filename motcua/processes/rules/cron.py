"""Instants as cron says them: minute, hour, day of month, month, weekday (0 and 7 are Sunday). Vietnamese time.

Each field is `*`, a number, a range `a-b`, a list by commas, each with a step `/n`. Where both day fields say
something, either is enough, as in cron.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from motcua.processes.rules.flaws import N_

# The law's clock: Vietnam has kept UTC+7 without summer time since 1975.
VIETNAM = timezone(timedelta(hours=7))
_BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_DAYS_AHEAD = 366 * 8 + 2


class BadCron(ValueError):
    """A text that says no instant. `template` and `values_` make the sentence."""

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values_ = values


@dataclass(frozen=True)
class Cron:
    """The minutes, hours, days, months and weekdays that are meant."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    def after(self, at: datetime) -> datetime:
        """The first instant later than `at`. Raises BadCron where there is none within eight years."""
        start = at.astimezone(VIETNAM)
        day = start.replace(hour=0, minute=0, second=0, microsecond=0)
        for _ in range(_DAYS_AHEAD):
            if self._is_meant(day):
                for hour in self.hours:
                    for minute in self.minutes:
                        found = day.replace(hour=hour, minute=minute)
                        if found > start:
                            return found
            day += timedelta(days=1)
        raise BadCron(N_("lịch hẹn không có ngày nào"))

    def _is_meant(self, day: datetime) -> bool:
        if day.month not in self.months:
            return False
        by_date, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return by_date or by_weekday if self.either_day else by_date and by_weekday


def read_cron(text: str) -> Cron:
    """The instants that a text says. Raises BadCron with the part that is not understood."""
    parts = text.split()
    if len(parts) != len(_BOUNDS) or len(text) > 100:
        raise BadCron(N_("lịch hẹn cần đúng 5 phần: phút, giờ, ngày, tháng, thứ"))
    fields = [_field(part, *bounds) for part, bounds in zip(parts, _BOUNDS, strict=True)]
    minutes, hours, days, months, weekdays = fields
    either = not parts[2].startswith("*") and not parts[4].startswith("*")
    cron = Cron(
        tuple(sorted(minutes)),
        tuple(sorted(hours)),
        frozenset(days),
        frozenset(months),
        frozenset(day % 7 for day in weekdays),
        either,
    )
    cron.after(datetime(2026, 1, 1, tzinfo=VIETNAM))
    return cron


def _field(part: str, low: int, high: int) -> set[int]:
    found: set[int] = set()
    for piece in part.split(","):
        span, _, step = piece.partition("/")
        first, dash, last = span.partition("-")
        if span == "*":
            bounds = (low, high)
        elif dash:
            bounds = (_number(first, piece), _number(last, piece))
        else:
            bounds = (_number(first, piece), high if step else _number(first, piece))
        every = _number(step, piece) if "/" in piece else 1
        if not low <= bounds[0] <= bounds[1] <= high or every < 1:
            raise BadCron(N_("không hiểu “{part}” trong lịch hẹn"), part=piece[:20])
        found.update(range(bounds[0], bounds[1] + 1, every))
    return found


def _number(text: str, piece: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise BadCron(N_("không hiểu “{part}” trong lịch hẹn"), part=piece[:20])
    return int(text)
