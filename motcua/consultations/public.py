"""What other modules may use of consultations."""

from motcua.consultations.actions.answer import answer
from motcua.consultations.actions.ask import Asked, ask
from motcua.consultations.rules import Kind, Question

__all__ = ["Asked", "Kind", "Question", "answer", "ask"]
