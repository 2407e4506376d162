"""What need not be asked: the answers that the applicant's own account already holds."""

from motcua.forms.public import Answer, EForm, sources_of
from motcua.persons.public import Person


def known_answers(eform: EForm, person: Person) -> dict[str, Answer]:
    """The form's answers whose source is the person (`x-source: person.…`), where the account says them."""
    known: dict[str, Answer] = {
        "person.full_name": person.full_name,
        "person.birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "person.personal_id": person.personal_id,
        "person.phone": person.phone,
        "person.email": person.email,
        "person.address": person.address_line,
    }
    return {name: known[source] for name, source in sources_of(eform).items() if known.get(source)}
