"""One step of a form as HTML, without a page around it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from motcua.files.public import accept_of
from motcua.forms.models import EForm
from motcua.forms.reads.answers import REFRESH, SHOWN, FieldError
from motcua.forms.reads.display import row_title
from motcua.forms.reads.places import areas_of
from motcua.forms.rules.definition import Answer, Definition, Field, Option, Step, Widget
from motcua.forms.rules.logic import asked, controlling, rows_shown
from motcua.forms.rules.rows import ADD, REMOVE
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
    grown: bool = False
    shrunk: bool = False
    rows: "tuple[Row, ...]" = ()
    may_add: bool = False
    row_name: str = ""
    upload: "Upload | None" = None
    known: "Known | None" = None


@dataclass(frozen=True)
class Known:
    """Where an answer comes from that nobody had to type: `words` say it, `shown` is the answer as people read it.

    A locked one is shown and not asked; `wrong_url` leads to where one says that it is wrong.
    """

    words: str
    shown: str = ""
    is_locked: bool = False
    wrong_url: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a repeating group; `name` is what its button of removal says, empty where it must stay."""

    title: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class FilesHere:
    """Where the files of one paper go: the address that takes them at once, the list of those there as HTML, and the
    address of the page that lets a phone add to them."""

    address: str = ""
    listed: str = ""
    phone_address: str = ""


@dataclass(frozen=True)
class Upload:
    """A question for files, its limits said before anything is chosen."""

    name: str
    formats: str
    max_size: str
    most: int
    accept: str
    here: FilesHere


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
    *,
    files: Mapping[str, FilesHere] | None = None,
    known: Mapping[str, Known] | None = None,
    only: str = "",
) -> SafeString:
    """The questions of one step that stand for these answers, with what was typed and what is wrong with it.

    The caller's page brings `<form method="post" novalidate>`, the step's title and intro, the error summary
    (`FieldError.anchor` is where its links lead) and the buttons. `files` are the places of papers by their component;
    a question for files without a place is left out, one with a place wants a form of type multipart. `known` says of
    answers, by question, where they come from; `only` one question is asked where it is named. KeyError on `step`.
    """
    asking = eform.definition.step(step)
    said = {error.field: error.message for error in errors}
    page = _Page(said, files or {}, *_pressed(request.POST), known or {})
    questions = [each for each in page.questions(eform.definition, asking, answers) if not only or each.name == only]
    context = {
        "step": asking,
        "questions": questions,
        "shown": " ".join(_names(questions)),
        "shown_name": SHOWN,
        "refresh_name": REFRESH,
        "add_name": ADD,
        "remove_name": REMOVE,
    }
    # Jinja2 escaped what was typed; its own answer is plain text to Django.
    return mark_safe(render_to_string("forms/step.html", context, request=request, using="jinja2"))  # noqa: S308


def _pressed(posted: QueryDict) -> tuple[str, str]:
    """The repeating group to which a row was just added, and the one from which one was taken."""
    return posted.get(ADD, ""), posted.get(REMOVE, "").partition("-")[0]


def _names(questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        # What is shown and not asked is not sent: its answer stays.
        if question.known is None or not question.known.is_locked:
            yield question.name
        for row in question.rows:
            yield from _names(row.questions)


@dataclass(frozen=True)
class _Page:
    """What the page knows besides the form: what is wrong, where files go, which button was pressed."""

    said: Mapping[str, str]
    files: Mapping[str, FilesHere]
    added: str
    removed: str
    known: Mapping[str, Known]

    def questions(
        self, definition: Definition, step: Step, answers: Mapping[str, Answer], prefix: str = ""
    ) -> list[Question]:
        """The questions of a step that stand, or with a prefix those of a row."""
        state = asked(definition, answers)
        controls = controlling(definition)
        return [
            self._question(
                field, answers.get(name), prefix + name, required=name in state.required, controls=name in controls
            )
            for name in step.fields
            if name in state.visible and ((field := definition.fields[name]).files is None or self._place(field))
        ]

    def _place(self, field: Field) -> FilesHere | None:
        return self.files.get(field.files.component) if field.files else None

    def _question(self, field: Field, value: Answer, name: str, *, required: bool, controls: bool) -> Question:
        text = typed(field, value)
        rows = self._rows(field, value, required=required) if field.row else ()
        return Question(
            name=name,
            label=field.label,
            hint=field.hint,
            widget=field.widget.value,
            value=text,
            error=self.said.get(name, ""),
            options=_options(field, text),
            required=required,
            controls=controls,
            autocomplete=field.autocomplete or "off",
            input_mode=_INPUT_MODES.get(field.widget, ""),
            width=_width(field),
            grown=name == self.added,
            shrunk=name == self.removed,
            rows=rows,
            may_add=len(rows) < field.max_rows,
            row_name=field.row_label or field.label,
            upload=self._upload(field),
            known=self.known.get(name),
        )

    def _rows(self, field: Field, value: Answer, *, required: bool) -> tuple[Row, ...]:
        assert field.row is not None
        begun = value if isinstance(value, list) else []
        count = rows_shown(field, value, is_required=required)
        least = max(field.min_rows, int(required))
        rows = []
        for place in range(count):
            row = begun[place] if place < len(begun) else {}
            questions = self.questions(field.row, field.row.steps[0], row, f"{field.name}-{place}-")
            name = f"{field.name}-{place}" if count > least else ""
            rows.append(Row(row_title(field, place + 1), name, tuple(questions)))
        return tuple(rows)

    def _upload(self, field: Field) -> Upload | None:
        here = self._place(field)
        if here is None or field.files is None:
            return None
        limits = field.files
        accept = accept_of(limits.kinds, limits.megabytes)
        name = f"file-{limits.component}"
        return Upload(name, ", ".join(accept.labels), f"{limits.megabytes} MB", limits.count, accept.extensions, here)


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
