"""Another goes on with a dossier: the owner agrees on their own page, the receiver takes it, everybody hears of it."""

from datetime import timedelta
from functools import partial

import pytest

from motcua.accounts.public import Account
from motcua.accounts.tests.make import signed_in
from motcua.dossiers.public import Dossier, DossierTransfer, answer_transfer, ask_transfer, submit, withdraw
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.persons.public import accept_mandate, authorities_of, give_mandate
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused, Stale
from motcua.platform.testing import all_at_once, run_jobs

AT = make.AT


def filed_for(owner: Account, holder: Account) -> Dossier:
    """A dossier that the holder of a mandate filed for its owner."""
    ward = make.ward()
    given = give_mandate(
        owner.person, personal_id=holder.person.personal_id, full_name=holder.person.full_name,
        by=persons.citizen(owner.person), at=AT,
    )  # fmt: skip
    accept_mandate(given, by=persons.citizen(holder.person), at=AT)
    draft = make.draft(ward, by=holder)
    (authority,) = authorities_of(make.actor(holder), ward.procedure.procedure.code, AT)
    type(draft).objects.filter(pk=draft.pk).update(**authority.as_kept())
    return submit(draft, by=make.actor(holder), at=AT)


@pytest.mark.django_db
def test_the_owner_agrees_the_receiver_takes_it_and_only_then_it_moves() -> None:
    owner, holder, receiver = make.citizen(full_name="Lê Minh"), make.citizen(), make.citizen(full_name="Vũ Thị Lan")
    dossier = filed_for(owner, holder)
    address = f"/ho-so-cua-toi/{dossier.code}"
    with clock.frozen(AT):
        asking = signed_in(holder)
        assert f"{address}/chuyen" in asking.get(address).content.decode()
        assert asking.get(f"{address}/chuyen").status_code == 200
        wrong = asking.post(f"{address}/chuyen", {"full_name": "Ai Đó", "personal_id": receiver.person.personal_id})
        assert wrong.status_code == 422
        answer = asking.post(
            f"{address}/chuyen", {"full_name": "vu thi lan", "personal_id": receiver.person.personal_id}
        )
        page = answer["Location"]
        assert signed_in(make.citizen()).get(page).status_code == 404
        assert signed_in(receiver).get(address).status_code == 404
        assert "Đồng ý</button>" not in asking.get(page).content.decode(), "who asked cannot agree for the owner"
        signed_in(receiver).post(page, {"act": "agree"})
        assert make.fresh(dossier).submitter == holder.person
        assert "Vũ Thị Lan" in signed_in(owner).get(page).content.decode()
        signed_in(owner).post(page, {"act": "agree"})
        moved = make.fresh(dossier)
        assert (moved.owner, moved.submitter, moved.submitter_account) == (owner.person, receiver.person, receiver)
        assert moved.mandate is None
        assert "chủ hồ sơ đồng ý chuyển ngày 23/11/2026" in signed_in(receiver).get(address).content.decode()
        assert signed_in(holder).get(address).status_code == 404
        assert signed_in(owner).get(address).status_code == 200
    run_jobs()
    told = Notification.objects.filter(subject=dossier.subject, channel="in_app").values_list("person_id", "kind__code")
    for who in (owner, holder, receiver):
        assert {(who.person_id, "dossier_transfer_asked"), (who.person_id, "dossier_transfer_done")} <= set(told)
    kinds = list(dossier.events.values_list("kind", flat=True))
    assert kinds == ["submitted", "transfer_asked", "transferred"]


@pytest.mark.django_db
def test_without_consent_nothing_moves() -> None:
    owner, holder, receiver = make.citizen(full_name="Lê Minh"), make.citizen(), make.citizen(full_name="Vũ Thị Lan")
    dossier = filed_for(owner, holder)
    who = {"personal_id": receiver.person.personal_id, "full_name": "Vũ Thị Lan"}
    asked = ask_transfer(dossier, **who, by=make.actor(holder), at=AT)
    with pytest.raises(Refused, match="chưa được trả lời"):
        ask_transfer(dossier, **who, by=make.actor(owner), at=AT)
    answer_transfer(asked, agrees=True, by=make.actor(holder), at=AT)
    assert make.fresh(dossier).submitter == holder.person
    with pytest.raises(NotAllowed):
        answer_transfer(asked, agrees=True, by=make.actor(make.citizen()), at=AT)
    with pytest.raises(NotAllowed):
        ask_transfer(dossier, **who, by=make.actor(receiver), at=AT)
    answer_transfer(asked, agrees=False, by=make.actor(owner), at=AT)
    with pytest.raises(Stale):
        answer_transfer(asked, agrees=True, by=make.actor(receiver), at=AT)
    assert make.fresh(dossier).submitter == holder.person
    withdraw(dossier, reason="Thôi", by=make.actor(owner), at=AT)
    with pytest.raises(Stale, match="đã kết thúc"):
        ask_transfer(dossier, **who, by=make.actor(owner), at=AT + timedelta(minutes=1))


@pytest.mark.django_db(transaction=True)
def test_however_they_race_it_moves_once_or_not_at_all() -> None:
    owner, receiver = make.citizen(full_name="Lê Minh"), make.citizen(full_name="Vũ Thị Lan")
    dossier = make.dossier(by=owner)
    asked = ask_transfer(
        dossier, personal_id=receiver.person.personal_id, full_name="Vũ Thị Lan", by=make.actor(owner), at=AT
    )
    taking = partial(answer_transfer, asked, agrees=True, by=make.actor(receiver), at=AT)
    ending = partial(answer_transfer, asked, agrees=False, by=make.actor(owner), at=AT)
    assert all_at_once([taking, ending] * 3) == {"done": 1, "Stale": 5}
    kept = DossierTransfer.objects.get()
    assert (make.fresh(dossier).submitter == receiver.person) is (kept.state == "done")
