"""“Tôi cần gì?”: a few questions lead from a procedure to what one person needs. Pure.

A version's `questions` are at most five, asked in order:

    {"key": "noi-sinh", "text": "Bé sinh ở đâu?", "hint": "…", "when": {"nguoi-nop": ["cha-me"]},
     "options": [{"value": "tai-nha", "label": "Ở nhà", "case": "thuong", "needs": ["cam-doan"],
                  "drops": ["chung-sinh"], "note": "…", "elsewhere": "2.000528"}]}

`when` asks only those who answered an earlier question so. An option may choose the case, name papers that only those
need who choose it, papers they do not need, a sentence of advice, or the code of another procedure that is theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_QUESTIONS = 5
CASE = "viec"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Prepared:
    """What the answers so far lead to; `ask` is the next question, None when all are answered."""

    ask: Json | None
    given: tuple[tuple[Json, Json], ...] = ()
    case: str = ""
    needs: frozenset[str] = frozenset()
    conditional: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    elsewhere: str = ""

    def asks_for(self, paper: str) -> bool:
        """Whether a paper of the case is needed here."""
        return paper not in self.drops and (paper in self.needs or paper not in self.conditional)

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by question."""
        return {question["key"]: option["value"] for question, option in self.given}


def questions_of(questions: Sequence[Json], cases: Sequence[tuple[str, str]], text: str) -> list[Json]:
    """The questions of a version, or, where it has none, the one for its case (`cases` by key and name)."""
    if questions or len(cases) < 2:
        return list(questions)
    return [{"key": CASE, "text": text, "options": [{"value": key, "label": name, "case": key} for key, name in cases]}]


def prepare(questions: Sequence[Json], answers: Mapping[str, str]) -> Prepared:
    """What somebody who answered so needs; answers that no question knows are ignored."""
    given: list[tuple[Json, Json]] = []
    ask = None
    for question in questions:
        if not _applies(question, {asked["key"]: option["value"] for asked, option in given}):
            continue
        wanted = answers.get(question["key"])
        chosen = next((each for each in question["options"] if each["value"] == wanted), None)
        if chosen is None:
            ask = question
            break
        given.append((question, chosen))
        if chosen.get("elsewhere"):
            break
    options = [option for _question, option in given]
    return Prepared(
        ask=ask,
        given=tuple(given),
        case=next((option["case"] for option in reversed(options) if option.get("case")), ""),
        needs=_named(options, "needs"),
        conditional=_named((each for question in questions for each in question["options"]), "needs"),
        drops=_named(options, "drops"),
        notes=tuple(option["note"] for option in options if option.get("note")),
        elsewhere=next((option["elsewhere"] for option in options if option.get("elsewhere")), ""),
    )


def _applies(question: Json, answers: Mapping[str, str]) -> bool:
    return all(answers.get(key) in values for key, values in question.get("when", {}).items())


def _named(options: Iterable[Json], part: str) -> frozenset[str]:
    return frozenset(key for option in options for key in option.get(part, ()))


def faults(questions: object, cases: Iterable[str], papers: Iterable[str]) -> list[tuple[str, str]]:
    """What is wrong with the questions of a version, as (code, what it is about); none where they may go out."""
    if not isinstance(questions, list) or not all(_is_question(each) for each in questions):
        return [("shape", "")]
    known_cases, known_papers = set(cases), set(papers)
    found = [("too_many", str(len(questions)))] if len(questions) > MOST_QUESTIONS else []
    before: dict[str, set[str]] = {}
    for question in questions:
        key, options = question["key"], question["options"]
        values = [option["value"] for option in options]
        if key in before or len(set(values)) != len(values):
            found.append(("twice", key))
        for earlier, wanted in question.get("when", {}).items():
            if not set(wanted) <= before.get(earlier, set()):
                found.append(("when", earlier))
        for option in options:
            if option.get("case") and option["case"] not in known_cases:
                found.append(("case", option["case"]))
            named = [*option.get("needs", ()), *option.get("drops", ())]
            found += [("paper", paper) for paper in named if paper not in known_papers]
        before[key] = set(values)
    return found


def _is_question(question: object) -> bool:
    if not isinstance(question, dict) or not _has_texts(question, "key", "text"):
        return False
    options, when = question.get("options"), question.get("when", {})
    return (
        isinstance(options, list)
        and len(options) > 1
        and all(isinstance(each, dict) and _has_texts(each, "value", "label") for each in options)
        and all(isinstance(each.get(part, []), list) for each in options for part in ("needs", "drops"))
        and isinstance(when, dict)
        and all(isinstance(values, list) for values in when.values())
    )


def _has_texts(told: Mapping[str, object], *names: str) -> bool:
    return all(isinstance(told.get(name), str) and told[name] for name in names)
