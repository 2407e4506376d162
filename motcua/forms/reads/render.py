"""One step of a form as HTML, without a page around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from motcua.forms.models import EForm
from motcua.forms.reads.answers import REFRESH, SHOWN, FieldError
from motcua.forms.reads.places import areas_of
from motcua.forms.rules.definition import Answer, Field, Option, Widget
from motcua.forms.rules.logic import asked, controlling
from motcua.forms.rules.typed import typed
from motcua.platform import clock


@dataclass(frozen=True)
class Question:
    """One field ready for its template: `value` is the text to put back, `options` those to choose from.

    No `maxlength`: browsers cut pasted text without a word, the server says so instead.
    """

    name: str
    label: str
    hint: str
    widget: str
    value: str
    error: str
    options: tuple[Option, ...]
    required: bool
    controls: bool
    autocomplete: str
    input_mode: str
    width: str


_INPUT_MODES = {
    Widget.DATE: "numeric",
    Widget.NUMBER: "decimal",
    Widget.MONEY: "numeric",
    Widget.PHONE: "tel",
    Widget.PERSONAL_ID: "numeric",
    Widget.EMAIL: "email",
}


def render_step(
    request: HttpRequest,
    eform: EForm,
    step: str,
    answers: Mapping[str, Answer],
    errors: Iterable[FieldError] = (),
) -> SafeString:
    """The questions of one step that stand for these answers, with what was typed and what is wrong with it.

    The caller's page brings `<form method="post" novalidate>`, the step's title and intro, the error summary
    (`FieldError.anchor` is where its links lead) and the buttons. KeyError on `step`.
    """
    definition = eform.definition
    asking = definition.step(step)
    said = {error.field: error.message for error in errors}
    state = asked(definition, answers)
    controls = controlling(definition)
    questions = [
        _question(
            definition.fields[name],
            answers.get(name),
            error=said.get(name, ""),
            required=name in state.required,
            controls=name in controls,
        )
        for name in asking.fields
        if name in state.visible
    ]
    context = {
        "step": asking,
        "questions": questions,
        "shown_name": SHOWN,
        "refresh_name": REFRESH,
    }
    # Jinja2 escaped what was typed; its own answer is plain text to Django.
    return mark_safe(render_to_string("forms/step.html", context, request=request, using="jinja2"))  # noqa: S308


def _question(field: Field, value: Answer, *, error: str, required: bool, controls: bool) -> Question:
    return Question(
        name=field.name,
        label=field.label,
        hint=field.hint,
        widget=field.widget.value,
        value=typed(field, value),
        error=error,
        options=_options(field, typed(field, value)),
        required=required,
        controls=controls,
        autocomplete=field.autocomplete or "off",
        input_mode=_INPUT_MODES.get(field.widget, ""),
        width=_width(field),
    )


def _width(field: Field) -> str:
    """The box is as wide as what belongs in it."""
    if field.widget in (Widget.DATE, Widget.NUMBER, Widget.MONEY):
        return "short"
    if field.widget in (Widget.PHONE, Widget.PERSONAL_ID) or (field.max_length or 0) <= 60:
        return "medium"
    return "full"


def _options(field: Field, chosen: str) -> tuple[Option, ...]:
    if field.widget is not Widget.AREA:
        return field.options
    areas = areas_of(field, clock.today()).in_order().values_list("code", "name")
    options = tuple(Option(code, name) for code, name in areas)
    # What was chosen when it was still offered stays on the page, beside the error that says so.
    return (
        options if not chosen or any(each.value == chosen for each in options) else (*options, Option(chosen, chosen))
    )
