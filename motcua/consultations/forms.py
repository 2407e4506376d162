"""What stands in the form of a consultation: a fixed number of rows, those left empty not counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.consultations.rules import Kind, Question
from motcua.organisations.public import Organisation
from motcua.platform import clock
from motcua.platform.action import Refused
from motcua.platform.text import clean, fold

ROWS, UNITS = 4, 3


@dataclass(frozen=True)
class QuestionRow:
    """One row as typed."""

    number: int
    words: str
    kind: str
    choices: str
    is_required: bool


def rows_of(posted: Mapping[str, str]) -> list[QuestionRow]:
    """The rows of the form; empty ones for a form not sent yet."""
    return [
        QuestionRow(
            number,
            posted.get(f"words-{number}", "")[:5000],
            posted.get(f"kind-{number}", Kind.YES_NO),
            posted.get(f"choices-{number}", "")[:2000],
            (f"required-{number}" in posted) if posted else True,
        )
        for number in range(ROWS)
    ]


def questions_in(rows: Sequence[QuestionRow]) -> list[Question]:
    """The questions of the rows that are filled in. Raises Refused for a kind that there is not."""
    found = []
    for row in rows:
        if not clean(row.words):
            continue
        if row.kind not in set(Kind):
            raise Refused(_("Xin chọn cách trả lời."), f"words-{row.number}")
        choices = tuple(clean(each) for each in row.choices.split(";") if clean(each))
        kind = Kind(row.kind)
        found.append(
            Question(str(row.number), clean(row.words), kind, choices if kind is Kind.CHOICE else (), row.is_required)
        )
    return found


def option_of(organisation: Organisation) -> str:
    """How an agency is written in the list to choose from."""
    return f"{organisation.name} ({organisation.identifier})"


def units_in(posted: Mapping[str, str]) -> list[Organisation]:
    """The agencies named: by what the list offers, by identifier, or by a name that only one has. Raises Refused."""
    found = []
    for number in range(UNITS):
        if words := clean(posted.get(f"unit-{number}", ""))[:300]:
            found.append(_unit(words, f"unit-{number}"))
    return found


def _unit(words: str, field: str) -> Organisation:
    now = Organisation.objects.as_of(clock.today())
    identifier = words.rpartition("(")[2].rstrip(") ") if words.endswith(")") else words
    if one := now.filter(identifier=identifier).first():
        return one
    named = list(now.filter(name__iexact=words)[:2]) or [
        each for each in now.only("name", "identifier", "short_name") if fold(each.name) == fold(words)
    ]
    if len(named) != 1:
        raise Refused(_("Không rõ cơ quan “%(words)s”. Xin chọn trong danh sách gợi ý.") % {"words": words}, field)
    return named[0]
