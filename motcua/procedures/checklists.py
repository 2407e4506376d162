"""“Tôi cần gì?” for one version: its questions, and the checklist that the answers lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.procedures.models import ComponentType, ProcedureCase, ProcedureVersion
from motcua.procedures.rules.preparing import Prepared, prepare, questions_of


@dataclass(frozen=True)
class Checklist:
    """What somebody needs: the case, its papers as far as they apply, and how they answered."""

    case: ProcedureCase
    papers: tuple[ComponentType, ...]
    prepared: Prepared

    def as_json(self) -> dict[str, Any]:
        """What is kept with a draft: questions and answers as shown, and the papers asked for."""
        given = self.prepared.given
        return {
            "given": [
                {"key": q["key"], "value": o["value"], "question": q["text"], "answer": o["label"]} for q, o in given
            ],
            "papers": [paper.key for paper in self.papers if not paper.is_note],
            "notes": list(self.prepared.notes),
        }


def preparation_of(version: ProcedureVersion, answers: Mapping[str, str]) -> Prepared:
    """Where somebody stands in the questions of a version; `cases` should be prefetched."""
    cases = [(case.key, case.name) for case in version.cases.all()]
    return prepare(questions_of(version.questions, cases, _("Trường hợp của ông/bà")), answers)


def checklist_of(version: ProcedureVersion, prepared: Prepared) -> Checklist | None:
    """The checklist, once all is answered and the matter is this procedure's; None before."""
    cases = list(version.cases.all())
    if prepared.ask or prepared.elsewhere or not cases:
        return None
    case = next((each for each in cases if each.key == prepared.case), cases[0])
    papers = tuple(each for each in case.components.all() if prepared.asks_for(each.key))
    return Checklist(case, papers, prepared)
