"""Grounds from the lists, in the words that forms 02 to 05 print: in Vietnamese, as papers of the State are."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.models import Dossier, Ground, SupplementItem
from motcua.dossiers.rules import PaperFault
from motcua.platform.action import Refused
from motcua.platform.clock import VIETNAM
from motcua.platform.language import data

OFFICIAL_LANGUAGE = "vi"
FORMS = tuple(form for form, _words in Ground.FORMS)


def choices(form: str, on: date) -> list[tuple[str, str]]:
    """The grounds of a form in force that day, to choose from. One statement."""
    in_force = Ground.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), form=form, valid_from__lte=on)
    return [(str(pk), data(words)) for pk, words in in_force.values_list("pk", "words")]


def choices_of(dossier: Dossier, on: date) -> dict[str, list[tuple[str, str]]]:
    """The same for all forms, of a dossier read `for_page`, which brings the lists along: no statement."""
    told = [each for each in getattr(dossier, "grounds_told", ()) if _holds(each["since"], each["until"], on)]
    return {form: [(str(each["id"]), data(each["words"])) for each in told if each["form"] == form] for form in FORMS}


def _holds(since: str, until: str | None, on: date) -> bool:
    return date.fromisoformat(since) <= on and (until is None or on < date.fromisoformat(until))


def worded(form: str, listed: int | None, more: str, at: datetime) -> tuple[str, str]:
    """What a form prints as its reason, and the article it rests on: the listed ground, then what is said besides.

    Without `listed` the words alone. Raises Refused for a ground of another form or not in force, and where one must
    say more than is listed.
    """
    more = more.strip()
    if listed is None:
        return more, ""
    on = at.astimezone(VIETNAM).date()
    in_force = Ground.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), form=form, valid_from__lte=on)
    ground = in_force.filter(pk=listed).first()
    if ground is None:
        raise Refused(_("Xin chọn căn cứ trong danh mục."), "listed")
    if ground.needs_words and not more:
        raise Refused(_("Căn cứ này cần ghi rõ thêm."), "reason")
    said = ground.words.rstrip(".")
    if more.startswith(said):
        # Proposed again, as the form was filled in before.
        return more, ground.article
    return (f"{said}. {more}" if more else f"{said}."), ground.article


@override(OFFICIAL_LANGUAGE)
def article_words(article: str) -> str:
    """The law a ground rests on, as forms 03 and 05 print it after the reason."""
    return _("Căn cứ: %(ground)s.") % {"ground": article.strip().rstrip(".")}


@override(OFFICIAL_LANGUAGE)
def fault_words(fault: PaperFault) -> str:
    """A fault as form 02 prints it."""
    return str(dict(SupplementItem.FAULTS)[fault.value])
