"""One step of a form as HTML, without a page around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.forms.models import EForm
from motcua.forms.reads.answers import REFRESH, SHOWN, FieldError
from motcua.forms.reads.places import areas_of
from motcua.forms.rules.definition import Answer, Field, Option, Widget
from motcua.forms.rules.logic import asked, controlling
from motcua.forms.rules.typed import typed, yes_no_options
from motcua.platform import clock


@dataclass(frozen=True)
class Question:
    """One field ready for its template: `value` is the text to put back, `options` those to choose from."""

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
    max_length: int | None


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

    To stand inside the caller's `<form method="post">`, which brings the token and the buttons. KeyError on `step`.
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
        "errors": [question for question in questions if question.error],
        "shown_name": SHOWN,
        "refresh_name": REFRESH,
    }
    return render_to_string("forms/step.html", context, request=request, using="jinja2")


def _question(field: Field, value: Answer, *, error: str, required: bool, controls: bool) -> Question:
    return Question(
        name=field.name,
        label=field.label,
        hint=field.hint,
        widget=field.widget.value,
        value=typed(field, value),
        error=error,
        options=_options(field),
        required=required,
        controls=controls,
        autocomplete=field.autocomplete or "off",
        input_mode=_INPUT_MODES.get(field.widget, ""),
        # Browsers cut pasted text at maxlength without a word; the server says so instead.
        max_length=field.max_length,
    )


def _options(field: Field) -> tuple[Option, ...]:
    if field.widget is Widget.YES_NO:
        return yes_no_options(_("Có"), _("Không"))
    if field.widget is Widget.AREA:
        areas = areas_of(field, clock.today()).in_order().values_list("code", "name")
        return tuple(Option(code, name) for code, name in areas)
    return field.options
