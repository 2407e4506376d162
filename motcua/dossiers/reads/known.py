"""What need not be asked: the answers that the applicant's own account already holds."""

from motcua.forms.public import Answer, EForm, sources_of
from motcua.persons.public import Person


def known_answers(eform: EForm, person: Person, other: Person | None = None) -> dict[str, Answer]:
    """The form's answers whose source is the person (`x-source: person.…`), where the account says them.

    Filling it in for `other`, who they are is what is asked; reached is who fills it in.
    """
    whose = other or person
    known: dict[str, Answer] = {
        "person.full_name": whose.full_name,
        "person.birth_date": whose.birth_date.isoformat() if whose.birth_date else None,
        "person.personal_id": whose.personal_id,
        "person.phone": person.phone,
        "person.email": person.email,
        "person.address": whose.address_line,
    }
    return {name: known[source] for name, source in sources_of(eform).items() if known.get(source)}
