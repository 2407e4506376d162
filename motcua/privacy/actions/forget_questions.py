from datetime import datetime

from motcua.platform.action import Actor, action
from motcua.privacy.models import DataQuestion


@action("privacy.forget_questions")
def forget_questions(person_id: int, *, by: Actor, at: datetime) -> int:
    """Erase what somebody asked about looks and was answered; that they did stays. How many."""
    del by, at
    return DataQuestion.objects.filter(person=person_id).update(text="", answer="")
