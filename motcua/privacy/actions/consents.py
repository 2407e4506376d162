from datetime import datetime

from django.utils.translation import gettext as _

from motcua.persons.public import Person
from motcua.platform.action import Actor, Refused, action, concern
from motcua.platform.clock import VIETNAM
from motcua.privacy.consents import ConsentPurpose, purposes_on
from motcua.privacy.models import Consent


@action("privacy.give_consent")
def give_consent(person: Person, *, purpose: str, by: Actor, at: datetime, door: str = "portal") -> Consent:
    """Agree to a purpose in the words that stand there now. Raises Refused for a purpose nobody asks about."""
    return _say(person, _asked(purpose, at), is_given=True, door=door, by=by, at=at)


@action("privacy.withdraw_consent")
def withdraw_consent(person: Person, *, purpose: str, by: Actor, at: datetime, door: str = "portal") -> Consent:
    """Withdraw one's agreement, or refuse before ever having agreed; it holds at once. Raises Refused as above."""
    return _say(person, _asked(purpose, at), is_given=False, door=door, by=by, at=at)


def _asked(purpose: str, at: datetime) -> ConsentPurpose:
    for each in purposes_on(at.astimezone(VIETNAM).date()):
        if each.code == purpose:
            return each
    raise Refused(_("Không có mục này."))


def _say(person: Person, asked: ConsentPurpose, *, is_given: bool, door: str, by: Actor, at: datetime) -> Consent:
    """Write the word down; saying the same again to the same text writes nothing."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    last = Consent.objects.of(person.pk).filter(purpose=asked.code).first()
    if last is None or (last.is_given, last.version) != (is_given, asked.version):
        last = Consent.objects.create(
            person=person, account_id=by.account_id, purpose=asked.code, version=asked.version, text=asked.text,
            is_given=is_given, door=door, at=at,
        )  # fmt: skip
    concern(last)
    return last
