"""The answers of a declaration that were asked for anew: shown as questions, read back from what was posted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from motcua.dossiers.models import Dossier, SupplementItem
from motcua.forms.public import Answer, FieldError, clean_step, display, field_of, render_step, standing, steps_of


def askable(dossier: Dossier) -> list[tuple[str, str]]:
    """Name and label of the questions that may be asked anew: those that stand, but for where it is filed and files.

    The rows of a repeating group are not asked one by one.
    """
    eform = dossier.version.eform
    if eform is None:
        return []
    rows = [row for section in display(eform, dossier.answers, blanks=True) for row in section.rows]
    return [(row.field, row.label) for row in rows if is_askable(dossier, row.field)]


def is_askable(dossier: Dossier, name: str) -> bool:
    """Whether that question of the declaration may be asked anew by itself."""
    eform = dossier.version.eform
    question = field_of(eform, name) if eform is not None else None
    if eform is None or question is None or name == dossier.version.area_answer:
        return False
    return question.files is None and question.row is None and name in standing(eform, dossier.answers)


def fields_open(dossier: Dossier, items: Iterable[SupplementItem], answers: Mapping[str, Answer]) -> list[str]:
    """The questions that may be answered: those asked for, and those that stand only because of an answer given."""
    eform = dossier.version.eform
    asked = [item.field for item in items if item.field]
    if eform is None or not asked:
        return []
    opened = standing(eform, {**dossier.answers, **answers}) - standing(eform, dossier.answers)
    homes = [name for step in steps_of(eform) for name in step.fields]
    return [*asked, *(name for name in homes if name in opened and _is_single(dossier, name))]


def _is_single(dossier: Dossier, name: str) -> bool:
    question = field_of(dossier.version.eform, name) if dossier.version.eform else None
    return question is not None and question.files is None and question.row is None


def asked_questions(
    request: HttpRequest,
    dossier: Dossier,
    items: Sequence[SupplementItem],
    errors: Sequence[FieldError] = (),
    saved: Mapping[str, Answer] | None = None,
) -> list[tuple[str, str]]:
    """Each question that may be answered, as a form shows it, with what is wanted there and what was typed."""
    eform = dossier.version.eform
    if eform is None or not any(item.field for item in items):
        return []
    posted, _faults = posted_answers(request, dossier, items) if request.method == "POST" else ({}, [])
    given = {**(saved or {}), **posted}
    answers = {**dossier.answers, **given}
    homes = {name: step.code for step in steps_of(eform) for name in step.fields}
    wanted = {item.field: item.wanted for item in items}
    return [
        (wanted.get(name, ""), render_step(request, eform, homes[name], answers, errors, only=name))
        for name in fields_open(dossier, items, given)
    ]


def posted_answers(
    request: HttpRequest, dossier: Dossier, items: Sequence[SupplementItem]
) -> tuple[dict[str, Answer], list[FieldError]]:
    """What was answered to the questions that may be answered, and nothing else that was posted; what is wrong with it.

    A question answered with nothing comes as None.
    """
    found: dict[str, Answer] = {}
    errors: list[FieldError] = []
    names = fields_open(dossier, items, found)
    while True:
        found, errors = _read(request, dossier, names)
        more = fields_open(dossier, items, found)
        if set(more) <= set(names):
            return found, errors
        names = more


def _read(request: HttpRequest, dossier: Dossier, names: Sequence[str]) -> tuple[dict[str, Answer], list[FieldError]]:
    eform = dossier.version.eform
    shown = {name for each in request.POST.getlist("_shown") for name in each.split()} & set(names)
    found: dict[str, Any] = {}
    errors: list[FieldError] = []
    for step in steps_of(eform) if eform is not None and shown else ():
        here = [name for name in step.fields if name in shown]
        if not here or eform is None:
            continue
        posted = request.POST.copy()
        posted["_shown"] = " ".join(here)
        for other in set(step.fields) - set(here):
            posted.pop(other, None)
        result = clean_step(eform, step.code, posted, {**dossier.answers, **found})
        found |= {name: result.answers.get(name) for name in here}
        errors += [error for error in result.errors if error.question in here]
    return found, errors
