"""What other modules may use of privacy."""

from motcua.privacy.actions.answer_question import answer_question
from motcua.privacy.actions.ask import ask
from motcua.privacy.actions.reveal import reveal
from motcua.privacy.actions.set_delay import set_delay
from motcua.privacy.models import DataQuestion, LookDelay, Reveal

__all__ = ["DataQuestion", "LookDelay", "Reveal", "answer_question", "ask", "reveal", "set_delay"]
