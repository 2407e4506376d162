"""Who is looked for by name is found, however many bear it, page by page and the newest first."""

import random
from datetime import timedelta

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.search import found, page_found, question_of
from motcua.dossiers.tests import make
from motcua.platform.action import Actor, ActorKind, Right

pytestmark = pytest.mark.django_db
NAMES = ("Nguyễn Văn An", "Nguyễn Thị Bưởi", "Nguyên Sa", "Ngô Văn Bảy", "Đỗ Ân")


@pytest.mark.parametrize(("people", "few", "passed"), [(2000, 12, 20_000), (0, 12, 20_000), (0, 0, 2), (0, 0, 20_000)])
def test_all_of_a_name_are_found_and_no_others(
    people: int, few: int, passed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PEOPLE", people), ("FEW", few), ("PASSED", passed)):
        monkeypatch.setattr(f"motcua.dossiers.reads.named.{name}", value)
    draw = random.Random(1)
    here, there = make.ward(), make.ward()
    for name in NAMES:
        citizen = make.citizen(full_name=name)
        for ward in (here, there, here):
            filed = make.dossier(ward, by=citizen)
            Dossier.objects.filter(pk=filed.pk).update(submitted_at=make.AT - timedelta(hours=draw.randrange(3)))
    everywhere = Actor(ActorKind.OFFICIAL, account_id=-1, rights=(Right("dossiers.read", everywhere=True),))
    held = 0
    for actor in (here.officer, there.leader, everywhere, Actor(ActorKind.OFFICIAL, account_id=-1)):
        for words in ("Nguyễn", "nguyen van", "NGÔ", "do", "Nguyên S", "Bùi", "Ng"):
            question = question_of(words)
            assert question is not None
            there_are = list(found(actor, question).order_by("-submitted_at", "-id").values_list("pk", flat=True))
            for size in (1, 4, 50):
                rows, after = [], None
                while True:
                    page = page_found(actor, question, after=after, size=size)
                    rows += [dossier.pk for dossier in page.rows]
                    if (after := page.next_token) is None:
                        break
                assert rows == there_are, (words, size)
            held += len(there_are)
    assert held > 60
