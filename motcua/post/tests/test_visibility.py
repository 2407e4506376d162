"""`visible_to` and the single answer agree, whoever asks."""

import pytest

from motcua.accounts.tests import make as accounts
from motcua.platform.action import SYSTEM, VISITOR, Actor, ActorKind, Right
from motcua.post.models import PostOrder
from motcua.post.tests import make

pytestmark = pytest.mark.django_db


def test_every_list_is_what_each_order_answers_alone() -> None:
    here, there = make.office(), make.office()
    citizen, other = accounts.citizen(), accounts.citizen()
    orders = [
        make.order(here), make.order(there), make.order(here, person_id=citizen.person_id),
        make.order(there, person_id=other.person_id),
    ]  # fmt: skip
    everywhere = Actor(ActorKind.OFFICIAL, rights=(Right("post.read", everywhere=True),))
    unrelated = Actor(ActorKind.OFFICIAL, organisation_id=here.unit.pk)
    actors = (here.clerk, there.clerk, accounts.actor(citizen, at=make.AT), everywhere, unrelated, SYSTEM, VISITOR)
    seen = [set(PostOrder.objects.visible_to(actor)) for actor in actors]
    assert [{order for order in orders if order.is_visible_to(actor)} for actor in actors] == seen
    assert [len(each) for each in seen] == [2, 2, 1, 4, 0, 4, 0]
