"""How much of what forms ask sources answer already (hỏi một lần), from the sums by month."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from motcua.dossiers.models import AskOnceOfMonth

# What the national indicators ask for, and what this system is to reach.
TARGET, GOAL = 20, 60


@dataclass(frozen=True)
class AskOnce:
    """One version of a procedure, or the sum of all."""

    code: str
    name: str
    version: int
    form: str
    dossiers: int
    asked: int
    from_register: int
    from_account: int

    @property
    def filled(self) -> int:
        """Questions that a source answered."""
        return self.from_register + self.from_account

    @property
    def percent(self) -> float:
        """Of the questions that a source could answer, those it did, in per cent."""
        return round(100 * self.filled / self.asked, 1) if self.asked else 0.0

    @property
    def state(self) -> str:
        """How it looks: below the target, on the way, at the goal."""
        return "late" if self.percent < TARGET else "soon" if self.percent < GOAL else "ok"


SUMS = ("dossiers", "asked", "from_register", "from_account")
NAMES = (
    "version__procedure__code",
    "version__name",
    "version__number",
    "version__eform__code",
    "version__eform__version",
)


def ask_once(first: date, last: date) -> tuple[list[AskOnce], AskOnce]:
    """From the first month to the last, what asks most first; and the sum. Only versions that ask something."""
    counted = AskOnceOfMonth.objects.filter(month__gte=first.replace(day=1), month__lte=last, asked__gt=0)
    sums = counted.values(*NAMES).annotate(**{f"sum_{name}": Sum(name) for name in SUMS})
    rows = [
        AskOnce(
            each["version__procedure__code"],
            each["version__name"],
            each["version__number"],
            f"{each['version__eform__code']} v{each['version__eform__version']}",
            *(each[f"sum_{name}"] for name in SUMS),
        )
        for each in sums.order_by("-sum_asked", "version__procedure__code", "version__number")
    ]
    return rows, AskOnce("", "", 0, "", *(sum(getattr(row, name) for row in rows) for name in SUMS))
