"""A person's records are merged while one of them is filing: the dossier is found under both, whoever comes first."""

from datetime import timedelta
from functools import partial

import pytest

from motcua.accounts.public import Account
from motcua.accounts.tests import make as accounts_make
from motcua.dossiers.public import Dossier, submit
from motcua.dossiers.tests import make
from motcua.persons.public import Merge, confirm_merge, propose_merge, undo_merge
from motcua.persons.tests import make as persons
from motcua.platform.testing import all_at_once

LATER = make.AT + timedelta(minutes=2)


def seen_by(account: Account) -> list[str]:
    who = accounts_make.actor(account, at=LATER)
    return list(Dossier.objects.visible_to(who).values_list("code", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_merge_while_filing_leaves_no_orphan_and_is_undone_exactly() -> None:
    citizen, other = make.citizen(), make.citizen()
    stays = make.dossier(by=other)
    kept = persons.person(number="", phone="")
    accounts_make.citizen(person=kept)
    draft = make.draft(by=citizen)
    merge = Merge.objects.create(kept=citizen.person, duplicate=kept, state="found", score=90, found_at=make.AT)
    propose_merge(merge, kept=citizen.person, reason="Cùng người", by=persons.registrar(), at=make.AT)
    ended = all_at_once(
        [
            partial(submit, draft, by=make.actor(citizen), at=make.AT),
            partial(confirm_merge, merge, by=persons.registrar(), at=make.AT),
        ]
    )
    assert ended == {"done": 2}
    dossier = Dossier.objects.exclude(pk=stays.pk).get()
    under_both = kept.pk, citizen.person_id
    accounts = [Account.objects.get(person=pk) for pk in under_both]
    assert [seen_by(each) for each in accounts] == [[dossier.code], [dossier.code]]
    assert seen_by(other) == [stays.code]
    undo_merge(merge, reason="Nhầm", by=persons.registrar(), at=make.AT)
    apart = [
        list(Dossier.objects.visible_to(accounts_make.actor(each, at=LATER + timedelta(minutes=2))))
        for each in accounts
    ]
    assert apart == [[], [dossier]]
