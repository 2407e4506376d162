"""What persons need from outside: a register that says who bears a number."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from motcua.platform.registry import Port

SOURCE = "population"


class RegisterSilent(Exception):
    """The register brought no usable answer: down, slow, not set up, or telling nonsense. Nothing is known by it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotInRegister(Exception):
    """The register answered that nobody bears this number."""


@dataclass(frozen=True)
class RegisterAnswer:
    """What the population register says of one person on the day `as_of`; text it does not know is empty.

    `sex` is male or female; `commune` is the code of the commune of permanent residence; the nearest are named by their
    personal ids; `ethnicity` by its code in the national list, `nationality` by ISO 3166 (`VN`).
    """

    personal_id: str
    full_name: str
    birth_date: date
    sex: str
    commune: str
    address_line: str
    father: str
    mother: str
    spouse: str
    children: tuple[str, ...]
    as_of: date
    ethnicity: str = ""
    nationality: str = ""

    @property
    def provenance(self) -> dict[str, str]:
        """Where its values come from, as kept beside a value that was filled in with one."""
        return {"source": SOURCE, "as_of": self.as_of.isoformat()}


class PopulationRegister(Protocol):
    """Cơ sở dữ liệu quốc gia về dân cư (Luật Căn cước 26/2023/QH15)."""

    def look_up(self, personal_id: str, *, purpose: str, reference: str) -> RegisterAnswer:
        """Who bears this number. `reference` names whom or what the look-up is for (`accounts.account:7`).

        Raises NotInRegister and RegisterSilent.
        """
        ...


POPULATION_REGISTER: Port[PopulationRegister] = Port("persons.population_register", "Who bears a personal id")
