"""Finding dossiers by whatever is at hand: a code, a number of a paper, a name, a phone, a personal id.

What was typed says by its shape what it is; each shape is one narrow question that an index answers, and all of them
are asked of the dossiers that the official may see.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_noop

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierQuerySet
from motcua.dossiers.reads.named import NEWEST, newest_of_name
from motcua.papers.public import Paper
from motcua.persons.public import Person, normalise_personal_id, normalise_phone
from motcua.platform.action import Actor
from motcua.platform.encryption import blind_index
from motcua.platform.keyset import KeysetPage, keyset_page, page_of
from motcua.platform.text import clean, fold

# A phone may be shared by a family or a village's helper, never by more people than this.
SHARING = 200
DOSSIER_CODE = re.compile(r"[A-Z]\d+(\.\d+)*-\d{6}-\d{4,}(\.\d+)?(-M\d+)?")
PROCEDURE_CODE = re.compile(r"\d\.\d{6}(\.[A-Za-z0-9]+)*")
PAPER_NUMBER = re.compile(r"\d+/[\w./&-]+")
_SUBJECT = f"{Dossier._meta.label_lower}:"


@dataclass(frozen=True)
class Question:
    """What was asked for, and the purpose that is written down with every look; `beginning` of a name, folded."""

    purpose: str
    narrow: Callable[[DossierQuerySet], DossierQuerySet]
    beginning: str = ""


def question_of(words: str) -> Question | None:
    """What these words ask for; None where they are blank."""
    words = clean(words)
    if not words:
        return None
    upper, digits = words.upper(), normalise_personal_id(words)
    if DOSSIER_CODE.fullmatch(upper):
        return Question(gettext_noop("Tra cứu hồ sơ theo mã hồ sơ"), lambda dossiers: dossiers.filter(code=upper))
    if PROCEDURE_CODE.fullmatch(words):
        return Question(gettext_noop("Tra cứu hồ sơ theo mã thủ tục"), lambda dossiers: _of_procedure(dossiers, words))
    if PAPER_NUMBER.fullmatch(words):
        return Question(gettext_noop("Tra cứu hồ sơ theo số giấy tờ"), lambda dossiers: _with_paper(dossiers, upper))
    if re.fullmatch(r"[0-9]{12}", digits):
        return Question(
            gettext_noop("Tra cứu hồ sơ theo số định danh cá nhân"), lambda dossiers: _of_number(dossiers, digits)
        )
    if re.fullmatch(r"[0-9]{4}", digits):
        return Question(
            gettext_noop("Tra cứu hồ sơ theo 4 số cuối định danh cá nhân"),
            lambda dossiers: _of_number_ending(dossiers, digits),
        )
    phone = normalise_phone(words)
    if phone is not None:
        return Question(gettext_noop("Tra cứu hồ sơ theo số điện thoại"), lambda dossiers: _with_phone(dossiers, phone))
    return Question(
        gettext_noop("Tra cứu hồ sơ theo họ tên"), lambda dossiers: dossiers.of_owner_named(words), fold(words)
    )


def found(actor: Actor, question: Question) -> DossierQuerySet:
    """The dossiers asked for, of those that the actor may see, ready to be listed. Asks persons at once, if it must."""
    return question.narrow(Dossier.objects.visible_to(actor)).for_list()


def page_found(actor: Actor, question: Question, *, after: str | None, size: int) -> KeysetPage[Dossier]:
    """A page of them, the newest first. A name that half a province bears is looked for no further than to its end."""
    if not question.beginning:
        return keyset_page(found(actor, question), keys=NEWEST, after=after, size=size)
    newest = newest_of_name(actor, question.beginning, size + 1, after=after)
    # By itself, so that no plan begins with what a row shows.
    with connection.cursor() as cursor:
        cursor.execute(newest.sql, newest.values)
        keys = [key for (key,) in cursor.fetchall()]
    dossiers = Dossier.objects.filter(pk__in=keys).for_list()
    return page_of(list(dossiers.order_by(*NEWEST)[: size + 1]), NEWEST, size)


def _of_procedure(dossiers: DossierQuerySet, code: str) -> DossierQuerySet:
    return dossiers.filter(version__procedure__code=code)


def _with_paper(dossiers: DossierQuerySet, number: str) -> DossierQuerySet:
    papers = Paper.objects.filter(number=number, subject__startswith=_SUBJECT)
    subjects = papers.values(dossier=Cast(Substr("subject", len(_SUBJECT) + 1), BigIntegerField()))
    return dossiers.filter(pk__in=subjects)


def _of_number(dossiers: DossierQuerySet, digits: str) -> DossierQuerySet:
    return _of_people(dossiers, list(Person.objects.with_personal_id(digits).values_list("pk", flat=True)))


def _of_number_ending(dossiers: DossierQuerySet, digits: str) -> DossierQuerySet:
    return dossiers.filter(owner__in=Person.objects.with_personal_id_ending(digits))


def _with_phone(dossiers: DossierQuerySet, phone: str) -> DossierQuerySet:
    people = list(Person.objects.with_phone(phone).values_list("pk", flat=True)[:SHARING])
    return _of_people(dossiers, people, Q(contact_phone_index=blind_index(phone)))


def _of_people(dossiers: DossierQuerySet, people: list[int], otherwise: Q | None = None) -> DossierQuerySet:
    """Filed for or by these people, who are named one by one: of alternatives with subqueries no index is used."""
    return dossiers.filter(Q(owner__in=people) | Q(submitter__in=people) | (otherwise or Q(pk__in=[])))
