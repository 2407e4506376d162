from datetime import datetime

from django.db.models import F

from motcua.platform.action import Actor, action
from motcua.platform.clock import VIETNAM
from motcua.procedures.models import SearchedWords
from motcua.procedures.rules.asking import kept_words


@action("procedures.count_search", open_to_all=True)
def count_search(text: str, *, found: int, by: Actor, at: datetime) -> None:
    """Count a question asked of the catalogue, and whether it found nothing: the words alone, nobody's name."""
    _count(text, at, asked=1, found_nothing=int(not found))


@action("procedures.count_opened", open_to_all=True)
def count_opened(text: str, *, by: Actor, at: datetime) -> None:
    """Count that a question led to a procedure."""
    _count(text, at, opened=1)


def _count(text: str, at: datetime, **more: int) -> None:
    words = kept_words(text)
    if not words:
        return
    day = at.astimezone(VIETNAM).date()
    row, _made = SearchedWords.objects.get_or_create(day=day, words=words)
    SearchedWords.objects.filter(pk=row.pk).update(**{name: F(name) + number for name, number in more.items()})
