"""Every page that shows somebody's data writes down that it was looked at, by whom, whose, and what for.

Two invented people with values that nothing else has are planted; every address that can be opened is opened by every
role that may; whoever's values stand in the answer must be named by a look with a declared purpose, and nobody else.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from motcua.accounts.public import Account, actor_of, standard_roles
from motcua.accounts.tests import make as accounts
from motcua.audit.public import AuditEntry, looks_at
from motcua.dossiers.public import Dossier, receive, submit
from motcua.dossiers.tests import make
from motcua.papers.public import papers_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM, VISITOR, Actor, record_read
from motcua.platform.pages import Entrance
from motcua.platform.personal import purpose_of
from motcua.platform.testing import run_jobs
from motcua.privacy.public import DataQuestion, ask, name_affected, record_breach
from motcua.processes.public import open_tasks

pytestmark = pytest.mark.django_db

# Looks where no value is shown as text: the whole is a file, or the page shows how far the person's matter is.
FILES = {"dossiers:file", "dossiers:paper", "dossiers:control_slip"}
WITHOUT_VALUES = {
    "portal:track_by_key": "shows the progress of somebody's matter, though none of their values",
    "api:list_dossiers": "names dossiers that belong to people, though none of their values",
    "api:read_dossier": "tells of somebody's dossier, though none of their values",
    "api:list_results": "tells what came of somebody's dossier, though none of their values",
    "api:explain_due_date": "tells of somebody's dossier, though none of their values",
    "consultations:ask": "names the files of somebody's dossier, though none of their values",
    "dossiers:corrections": "names the dossier of somebody; nothing of theirs was corrected yet",
}
# What questions are added to an address, besides none.
ASKED = {
    "dossiers:search": ["?q=Zephia", "?q={code}", "?q=0399000111"],
    "dossiers:inbox": ["?tab=unit", "?tab=receive", "?tab=new", "?tab=others"],
    "privacy:reveal": ["?cua={subject}&so=lien-he"],
    "privacy:questions": ["?loai=da-tra-loi"],
    "audit:log": ["?subject={subject}", "?subject={subject}&kind=action", "?kind=read"],
    "dossiers:dossier": ["?giay={paper}"],
}
# Places in addresses that these people's data do not stand behind, or that open nothing by GET.
ELSEWHERE = re.compile(
    r"^(ui|forms|procedures|areas|files):|^accounts:(revoke|rename|remove|end)_|^accounts:.*(invit|import)"
    r"|^portal:(resume|phone|remove|upload|arrived|phone_code|draft_file|procedure|prepare|start|found|step|autosave)$"
    r"|^api:(read_area|read_procedure)$|^dossiers:(counter_form|claim|complete|assign)$|^privacy:ask$"
)


@dataclass
class Planted:
    """A person nobody else is like, with an account and a dossier."""

    account: Account
    values: tuple[str, ...]
    dossier: Dossier
    places: dict[str, Any] = field(default_factory=dict)

    @property
    def person_id(self) -> int:
        return self.account.person_id


@dataclass(frozen=True)
class Opened:
    """An address as one role opened it: whose values the answer shows, and whom the looks name."""

    role: str
    name: str
    address: str
    shown: frozenset[int]
    named: frozenset[int]
    purposes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.role} {self.address} ({self.name}): shows {set(self.shown)}, written down {set(self.named)}"


def plant(ward: make.Ward, name: str, phone: str, *, received: bool) -> Planted:
    account = make.citizen(full_name=name, phone=phone, email=f"p{phone}@example.vn")
    draft = make.draft(ward, by=account, hoTen=name, dienThoai=phone)
    dossier = submit(draft, by=make.actor(account), at=make.AT)
    run_jobs()
    if received:
        receive(dossier, by=ward.officer, at=make.AT)
    record_read(by=ward.officer, purpose="Giải quyết hồ sơ", persons=[account.person_id], subject=dossier)
    look = looks_at({account.person_id}).rows[0]
    question = ask(account.person, entry=look.id, text=f"Ai xem của {name}?", by=make.actor(account), at=clock.now())
    person = account.person
    at = clock.now()
    breach = record_breach(
        title="Lạm dụng tài khoản", kind="accessed", data_classes=["basic"], people=1, discovered_at=at,
        description="Thử", measures="Thử", by=SYSTEM, at=at,
    )  # fmt: skip
    since, until = at - timedelta(days=1), at + timedelta(days=1)
    name_affected(breach, account=ward.officer_account, since=since, until=until, by=SYSTEM, at=at)
    places = {
        "breach": breach.pk,
        "code": dossier.code,
        "key": dossier.tracking_key,
        "subject": dossier.subject,
        "file": dossier.components.exclude(files=None).values_list("files", flat=True)[0],
        "paper": next((paper.pk for paper in papers_of(dossier.subject)), 0),
        "task": next((task.pk for task in open_tasks(dossier.subject)), 0),
        "draft": make.draft(ward, by=account, hoTen=name).pk,
        "question": question.pk,
    }
    return Planted(account, (name, phone, person.personal_id, person.email), make.fresh(dossier), places)


def addresses(planted: Planted) -> Iterator[tuple[str, str, Entrance | None]]:
    """Every address of the house with this person's things in its places: name, address, who may enter."""
    for name, route, entrance in routes(get_resolver().url_patterns):
        if ELSEWHERE.search(name):
            continue
        places = {**planted.places, "pk": planted.places["question" if name.startswith("privacy:") else "draft"]}
        route = filled(route, places)
        for asked in ["", *ASKED.get(name, [])]:
            yield name, "/" + route + asked.format(**planted.places), entrance


def filled(route: str, places: dict[str, Any]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(places.get(found[1], found[0])), route)


def routes(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[tuple[str, str, Entrance | None]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, before + str(pattern.pattern), inner)
        else:
            entrance = getattr(pattern.callback, "entrance", None)
            yield f"{space}{pattern.name}", before + str(pattern.pattern), entrance


def may_try(actor: Actor, entrance: Entrance | None) -> bool:
    return entrance is None or entrance.permission is None or actor.has(entrance.permission)


def open_all(roles: dict[str, Account | None], people: list[Planted]) -> list[Opened]:
    opened: list[Opened] = []
    for role, account in roles.items():
        client, actor = Client(), VISITOR
        if account is not None:
            client.force_login(account)
            actor = actor_of(account, at=clock.now())
        done: set[str] = set()
        for planted in people:
            for name, address, entrance in addresses(planted):
                if address not in done and may_try(actor, entrance):
                    done.add(address)
                    opened += look(client, actor, role, name, address, people)
    return opened


def look(client: Client, actor: Actor, role: str, name: str, address: str, people: list[Planted]) -> Iterator[Opened]:
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    answer = client.get(address)
    if answer.status_code != 200:
        return
    looks = list(AuditEntry.objects.filter(id__gt=last, kind="read", outcome="done"))
    own = {actor.person_id}
    shown = whose(name, address, answer, people) - own
    named = {person for entry in looks for person in entry.persons} & {each.person_id for each in people}
    purposes = {entry.purpose for entry in looks}
    yield Opened(role, name, address, frozenset(shown), frozenset(named - own), frozenset(purposes))


def whose(name: str, address: str, answer: Any, people: list[Planted]) -> set[int]:
    """Whose values stand in the answer; a file that is no text is somebody's by its address."""
    if name in FILES:
        return {each.person_id for each in people if each.dossier.code in address}
    body = words(answer) if isinstance(answer, HttpResponse) else ""
    return {each.person_id for each in people if any(value in body for value in each.values)}


def words(answer: HttpResponse) -> str:
    if answer["Content-Type"] != "application/pdf":
        return answer.content.decode(errors="replace")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())


def unwritten(opened: list[Opened]) -> list[str]:
    """Pages that show somebody whom no look names, or name somebody whom they do not show."""
    found = []
    for each in opened:
        if each.shown - each.named:
            found.append(f"not written down: {each}")
        elif each.named - each.shown and each.name not in WITHOUT_VALUES:
            found.append(f"written down, not shown: {each}")
        found += [f"no declared purpose {code!r}: {each}" for code in each.purposes if purpose_of(code) is None]
    return found


@contextmanager
def a_day_later() -> Iterator[None]:
    with clock.frozen(make.AT + timedelta(hours=2)):
        yield


def everybody() -> tuple[dict[str, Account | None], list[Planted]]:
    ward = make.ward()
    with clock.frozen(make.AT):
        people = [
            plant(ward, "Đặng Zephia Mốc", "0399000111", received=True),
            plant(ward, "Quách Wuxtan Lư", "0399000222", received=False),
        ]
        roles: dict[str, Account | None] = {"visitor": None, "citizen": people[0].account}
        for role in standard_roles():
            if role not in ("citizen", "business"):
                place = ward.unit if role == "one_stop_officer" else ward.committee
                roles[role] = accounts.official(role=role, organisation=place, full_name="Vũ Công Chức")
    assert DataQuestion.objects.count() == 2
    return roles, people


def test_every_look_is_written_down() -> None:
    roles, people = everybody()
    with a_day_later():
        opened = open_all(roles, people)
    assert unwritten(opened) == []
    # No exception outlives its reason.
    assert set(WITHOUT_VALUES) == {each.name for each in opened if each.named - each.shown}
    # The test sees something: these pages show people to others.
    showing = {each.name for each in opened if each.shown}
    assert {
        "dossiers:dossier", "dossiers:inbox", "dossiers:search", "dossiers:file", "dossiers:paper", "audit:log",
        "privacy:questions", "privacy:question", "privacy:affected",
    } <= showing  # fmt: skip


def test_a_look_that_is_not_written_down_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    roles, people = everybody()
    few = {role: roles[role] for role in ("one_stop_officer", "auditor")}

    def silent(*, by: Any, purpose: Any, persons: Any, subject: Any = None) -> None: ...

    with a_day_later(), monkeypatch.context() as patch:
        patch.setattr(record_read, "__code__", silent.__code__)
        opened = open_all(few, people)
    missed = {each.name for each in opened if each.shown - each.named}
    assert {
        "dossiers:dossier", "dossiers:inbox", "dossiers:search", "dossiers:file", "dossiers:paper", "audit:log",
        "privacy:questions", "privacy:question",
    } <= missed  # fmt: skip
    assert len(unwritten(opened)) >= len(missed)


def test_exceptions_are_addresses_that_there_are() -> None:
    known = {name for name, _route, _entrance in routes(get_resolver().url_patterns)}
    assert FILES | set(WITHOUT_VALUES) | set(ASKED) <= known
