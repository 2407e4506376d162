from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.platform.action import Actor, Refused, action
from motcua.platform.text import clean, fold
from motcua.procedures.models import Synonym

MOST_WORDS, MOST_MEANINGS, LONGEST = 6, 6, 120


@action("procedures.words")
def teach_words(phrase: str, meanings: Sequence[str], *, by: Actor, at: datetime) -> Synonym:
    """Say what people's words mean in the words of the law, from the next search on; without meanings, nothing special.

    Raises Refused for words that are none, too many, or mean themselves alone.
    """
    phrase, folded = clean(phrase), fold(phrase)
    told = [clean(each) for each in meanings if fold(each)]
    if not folded or len(folded.split()) > MOST_WORDS or len(phrase) > LONGEST:
        raise Refused(_("Xin ghi từ một đến sáu từ mà người dân hay dùng."), "phrase")
    if len(told) > MOST_MEANINGS or any(len(each) > LONGEST for each in told):
        raise Refused(_("Nhiều nhất sáu cách nói, mỗi cách không quá 120 chữ."), "meanings")
    if told and all(fold(each) == folded for each in told):
        raise Refused(_("Cách nói này trùng với chính từ cần giải thích."), "meanings")
    synonym, _made = Synonym.objects.update_or_create(
        folded=folded,
        defaults={"phrase": phrase, "meanings": told, "changed_at": at, "changed_by_id": by.account_id},
    )
    return synonym


@action("procedures.words")
def forget_words(synonym: Synonym, *, by: Actor, at: datetime) -> None:
    """Take back what an official said of these words; what is shipped for them holds again."""
    Synonym.objects.filter(pk=synonym.pk).delete()
