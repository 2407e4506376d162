"""The proof of identity that somebody shows at the counter, and whether it is of who may receive the result."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.persons.public import mask_personal_id, normalise_personal_id, read_card, read_personal_id


@dataclass(frozen=True)
class Identity:
    """What was seen, in the words that are kept; the number and the name where it tells them."""

    words: str
    number: str = ""
    name: str = ""


def identity_in(typed: str) -> Identity:
    """What stands in the field: the text of a card, a personal number, or words such as «hộ chiếu số …»."""
    card = read_card(typed)
    if card is not None:
        words = _("Thẻ căn cước số %(number)s") % {"number": mask_personal_id(card.personal_id)}
        return Identity(words, card.personal_id, card.full_name)
    number = normalise_personal_id(typed)
    if read_personal_id(number) is not None:
        return Identity(_("Số định danh %(number)s") % {"number": mask_personal_id(number)}, number)
    return Identity(typed.strip())


def is_of_those_entitled(seen: Identity, dossier: Dossier) -> bool | None:
    """Whether the number is that of the owner or the submitter; None where either side has no number to compare."""
    known = {person.personal_id for person in (dossier.owner, dossier.submitter) if person.personal_id}
    return seen.number in known if seen.number and known else None
