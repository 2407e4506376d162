"""The population register over HTTP JSON (connector `http`), as reached through the province's exchange.

Settings: the system `population_register` in `MOTCUA_SYSTEMS`, and `MOTCUA_POPULATION_CALLER`, `…_KEY`, `…_PATH`,
`…_TIMEOUT` in seconds. Short, and not tried again: somebody waits for a form, and can fill it in by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.exchange.public import ExchangeError, call
from motcua.persons.ports import POPULATION_REGISTER, NotInRegister, RegisterAnswer, RegisterSilent
from motcua.persons.rules import Sex, name_flaw, personal_id_flaw, read_personal_id
from motcua.platform.settings import installation
from motcua.platform.text import clean

NEEDED = ("MOTCUA_POPULATION_CALLER", "MOTCUA_POPULATION_KEY")
FOUND, NOBODY = "00", "04"
TIMEOUT = 2.0
LARGEST_ANSWER = 64_000
LONGEST_CODE = 10
MOST_CHILDREN = 30


@dataclass(frozen=True)
class PopulationSettings:
    """What the register wants to know of who asks; `timeout` in seconds."""

    system: str
    caller: str
    key: str
    path: str = "/v1/lookups"
    timeout: float = TIMEOUT


def settings_from(options: Mapping[str, str]) -> PopulationSettings:
    """Read the `MOTCUA_POPULATION_…` options. Raises RegisterSilent naming those that are missing."""
    if missing := [name for name in NEEDED if not options.get(name)]:
        raise RegisterSilent(f"chưa đặt {', '.join(missing)}")
    return PopulationSettings(
        system="population_register",
        caller=options["MOTCUA_POPULATION_CALLER"],
        key=options["MOTCUA_POPULATION_KEY"],
        path=options.get("MOTCUA_POPULATION_PATH", PopulationSettings.path),
        timeout=float(options.get("MOTCUA_POPULATION_TIMEOUT", TIMEOUT)),
    )


class HttpPopulationRegister:
    """Asks one register. `settings` is asked at each look-up, so that a changed setting holds at once."""

    def __init__(self, settings: Callable[[], PopulationSettings]) -> None:
        self._settings = settings

    def look_up(self, personal_id: str, *, purpose: str, reference: str) -> RegisterAnswer:
        """See PopulationRegister."""
        settings = self._settings()
        question = {"personal_id": personal_id, "purpose": purpose, "reference": reference}
        try:
            answer = call(
                settings.system,
                "POST",
                settings.path,
                json={"caller": settings.caller, "key": settings.key, **question},
                idempotent=True,
                attempts=1,
                timeout=settings.timeout,
                largest=LARGEST_ANSWER,
                subject=reference,
            ).json()
        except ExchangeError as error:
            raise RegisterSilent(error.reason) from error
        code = answer.get("code") if isinstance(answer, dict) else None
        if code == NOBODY:
            raise NotInRegister
        if code != FOUND:
            raise RegisterSilent(f"trả lời {str(code)[:20]}")
        found = answer_from(answer)
        if found.personal_id != personal_id:
            raise RegisterSilent("trả lời về người khác")
        return found


def answer_from(told: Mapping[str, Any]) -> RegisterAnswer:
    """Read the register's answer. Raises RegisterSilent where any of it cannot be right: half an answer is none."""
    try:
        person, address = told["person"], told["person"]["permanent_address"]
        answer = RegisterAnswer(
            personal_id=_number(person["personal_id"], required=True),
            full_name=clean(_text(person["full_name"])),
            birth_date=date.fromisoformat(person["birth_date"]),
            sex=Sex(person["sex"]).value,
            commune=_text(address["commune"]),
            address_line=clean(_text(address["line"])),
            father=_number(person["father"]),
            mother=_number(person["mother"]),
            spouse=_number(person["spouse"]),
            children=tuple(_number(each, required=True) for each in person["children"][:MOST_CHILDREN]),
            as_of=date.fromisoformat(told["as_of"]),
            ethnicity=_text(person.get("ethnicity", ""), LONGEST_CODE),
            nationality=_text(person.get("nationality", ""), LONGEST_CODE),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RegisterSilent("trả lời không đúng dạng") from error
    flawed = personal_id_flaw(answer.personal_id, birth_date=answer.birth_date, sex=Sex(answer.sex), on=answer.as_of)
    if flawed or name_flaw(answer.full_name) or answer.birth_date > answer.as_of:
        raise RegisterSilent("trả lời mâu thuẫn")
    return answer


def _text(value: object, longest: int = 300) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("text expected")
    return value


def _number(value: object, *, required: bool = False) -> str:
    text = _text(value)
    if (text or required) and read_personal_id(text) is None:
        raise ValueError("personal id expected")
    return text


POPULATION_REGISTER.register("http", HttpPopulationRegister(lambda: settings_from(installation().options)))
