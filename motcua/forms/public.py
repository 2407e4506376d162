"""What other modules may use of forms."""

from motcua.forms.actions.define_form import define_form
from motcua.forms.actions.discard_form import discard_form
from motcua.forms.actions.publish_form import BadForm, publish_form
from motcua.forms.models import EForm, EFormState
from motcua.forms.reads.answers import (
    FieldError,
    FileQuestion,
    StepResult,
    area_questions,
    clean_step,
    file_questions,
    sources_of,
    steps_of,
    validate,
)
from motcua.forms.reads.answers import submitted_of as submitted
from motcua.forms.reads.display import Change, Row, Section, changes, display
from motcua.forms.reads.render import FilesHere, render_step
from motcua.forms.rules.definition import Answer, Step, Widget
from motcua.forms.rules.logic import changed_fields

__all__ = [
    "Answer",
    "BadForm",
    "Change",
    "EForm",
    "EFormState",
    "FieldError",
    "FileQuestion",
    "FilesHere",
    "Row",
    "Section",
    "Step",
    "StepResult",
    "Widget",
    "area_questions",
    "changed_fields",
    "changes",
    "clean_step",
    "define_form",
    "discard_form",
    "display",
    "file_questions",
    "publish_form",
    "render_step",
    "sources_of",
    "steps_of",
    "submitted",
    "validate",
]
