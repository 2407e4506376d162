"""What other modules may use of forms."""

from motcua.forms.actions.define_form import define_form
from motcua.forms.actions.discard_form import discard_form
from motcua.forms.actions.except_field import except_field, withdraw_exception
from motcua.forms.actions.publish_form import BadForm, publish_form
from motcua.forms.models import EForm, EFormState, SourceException
from motcua.forms.reads.answers import (
    FieldError,
    FileQuestion,
    StepResult,
    area_questions,
    clean_step,
    file_questions,
    sources_of,
    standing,
    steps_of,
    validate,
)
from motcua.forms.reads.answers import submitted_of as submitted
from motcua.forms.reads.display import Change, Row, Section, changes, display
from motcua.forms.reads.filling import bound_here, bound_of, field_of, fitted, means_the_same, shown_value, whom
from motcua.forms.reads.flat import Column, answers_of_line, flat_columns
from motcua.forms.reads.known import asked_though_known
from motcua.forms.reads.render import FilesHere, Known, render_step
from motcua.forms.rules.definition import Answer, Step, Widget
from motcua.forms.rules.logic import changed_fields
from motcua.forms.rules.sources import NAMED_BY, OTHER, PERSON, REGISTERED, SPOUSE, Attribute, Bound

__all__ = [
    "NAMED_BY",
    "OTHER",
    "PERSON",
    "REGISTERED",
    "SPOUSE",
    "Answer",
    "Attribute",
    "BadForm",
    "Bound",
    "Change",
    "Column",
    "EForm",
    "EFormState",
    "FieldError",
    "FileQuestion",
    "FilesHere",
    "Known",
    "Row",
    "Section",
    "SourceException",
    "Step",
    "StepResult",
    "Widget",
    "answers_of_line",
    "area_questions",
    "asked_though_known",
    "bound_here",
    "bound_of",
    "changed_fields",
    "changes",
    "clean_step",
    "define_form",
    "discard_form",
    "display",
    "except_field",
    "field_of",
    "file_questions",
    "fitted",
    "flat_columns",
    "means_the_same",
    "publish_form",
    "render_step",
    "shown_value",
    "sources_of",
    "standing",
    "steps_of",
    "submitted",
    "validate",
    "whom",
    "withdraw_exception",
]
