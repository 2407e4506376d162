"""Named checks across answers, for `x-rules`. Each is asked only when every answer it names has been given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from motcua.forms.rules.definition import Answer, Definition, Rule
from motcua.forms.rules.identity import birth_year_of, is_male, is_personal_id, may_exist

Predicate = Callable[[Sequence[Answer], Mapping[str, Any], date], bool]


class Unreadable(ValueError):
    """An answer is not of the kind a check needs; the schema's own check speaks of it."""


def _date(value: Answer) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Unreadable


def not_in_future(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The date has come."""
    return _date(values[0]) <= on


def within_years(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The date lies at most `years` years back."""
    then = _date(values[0])
    return on.year - then.year - ((on.month, on.day) < (then.month, then.day)) < int(params["years"])


def at_least_years(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The date lies at least `years` whole years back: somebody born then is of that age (Bộ luật Dân sự, điều 148)."""
    then = _date(values[0])
    return on.year - then.year - ((on.month, on.day) < (then.month, then.day)) >= int(params["years"])


def within_days(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The date lies at most `days` days back."""
    return _date(values[0]) >= on - timedelta(days=int(params["days"]))


def not_before(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The first date is the same as the second or later."""
    return _date(values[0]) >= _date(values[1])


def older_by(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The first date lies at least `years` calendar years before the second."""
    return _date(values[1]).year - _date(values[0]).year >= int(params["years"])


def different(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """No two of the answers are the same."""
    return len(set(values)) == len(values)


def personal_id_given(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The personal identification number can have been given by now."""
    text = str(values[0])
    return not is_personal_id(text) or may_exist(text, on)


def personal_id_agrees(values: Sequence[Answer], params: Mapping[str, Any], on: date) -> bool:
    """The number says the same year of birth as the date; `sex` ("nam" or "nu") must agree too where it is given."""
    text = str(values[0])
    if not is_personal_id(text):
        raise Unreadable
    sex = params.get("sex", "")
    return birth_year_of(text) == _date(values[1]).year and (not sex or is_male(text) == (sex == "nam"))


@dataclass(frozen=True)
class Check:
    """A predicate, how many answers it looks at (None: two or more), and the whole numbers it must be told."""

    holds: Predicate
    answers: int | None
    numbers: tuple[str, ...] = ()


CHECKS: Mapping[str, Check] = {
    "not_in_future": Check(not_in_future, 1),
    "within_years": Check(within_years, 1, ("years",)),
    "at_least_years": Check(at_least_years, 1, ("years",)),
    "within_days": Check(within_days, 1, ("days",)),
    "not_before": Check(not_before, 2),
    "older_by": Check(older_by, 2, ("years",)),
    "different": Check(different, None),
    "personal_id_given": Check(personal_id_given, 1),
    "personal_id_agrees": Check(personal_id_agrees, 2),
}


def broken_rules(definition: Definition, answers: Mapping[str, Answer], on: date) -> list[Rule]:
    """The rules of the form that these answers break on this day."""
    broken = []
    for rule in definition.rules:
        if any(answers.get(name) is None for name in rule.fields):
            continue
        try:
            kept = CHECKS[rule.name].holds([answers[name] for name in rule.fields], rule.params, on)
        except Unreadable:
            continue
        if not kept:
            broken.append(rule)
    return broken
