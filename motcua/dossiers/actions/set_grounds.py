from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.dossiers.actions._book import required
from motcua.dossiers.models import Ground
from motcua.dossiers.reads.grounds import FORMS
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM
from motcua.platform.text import clean

LONGEST = 300


@action("dossiers.set_grounds")
def add_ground(
    *, form: str, words: str, article: str = "", needs_words: bool = False, valid_from: date, by: Actor, at: datetime
) -> Ground:
    """Put a ground on the list of a form from a day on. Raises Refused for no words, too many, or a day that passed."""
    if form not in FORMS:
        raise Refused(_("Xin chọn mẫu dùng căn cứ này."), "form")
    words = required(clean(words), "words", _("Xin ghi lời của căn cứ."))
    if max(len(words), len(article)) > LONGEST:
        raise Refused(_("Căn cứ dài quá 300 ký tự."), "words")
    if valid_from < at.astimezone(VIETNAM).date():
        raise Refused(_("Căn cứ được dùng từ hôm nay hoặc sau đó."), "valid_from")
    if Ground.objects.filter(form=form, words=words, valid_to=None).exists():
        raise Refused(_("Căn cứ này đã có trong danh mục."), "words")
    return Ground.objects.create(
        form=form, words=words, article=clean(article), needs_words=needs_words, valid_from=valid_from,
        decided_by_id=by.account_id, decided_at=at,
    )  # fmt: skip


@action("dossiers.set_grounds")
def end_ground(ground: Ground, *, by: Actor, at: datetime) -> Ground:
    """Take a ground off the list from today; forms printed with it stay. Raises Refused where the list would be empty.

    Ended again it stays as it was.
    """
    fresh = Ground.objects.select_for_update().get(pk=ground.pk)
    if fresh.valid_to is not None:
        return fresh
    if not Ground.objects.filter(form=fresh.form, valid_to=None).exclude(pk=fresh.pk).exists():
        raise Refused(_("Mỗi mẫu còn ít nhất một căn cứ."))
    fresh.valid_to = max(at.astimezone(VIETNAM).date(), fresh.valid_from)
    fresh.save(update_fields=["valid_to"])
    return fresh
