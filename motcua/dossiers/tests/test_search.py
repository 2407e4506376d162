"""Looking dossiers up by whatever is at hand."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import take_at_counter
from motcua.dossiers.reads.search import found, question_of
from motcua.dossiers.tests import make
from motcua.papers.public import papers_of
from motcua.persons.public import Person
from motcua.platform import clock

pytestmark = pytest.mark.django_db
NUMBER, PHONE, NAME = "031187004567", "0987 654 321", "Trần Thị Bưởi"


def at_counter(ward: make.Ward) -> Dossier:
    """A dossier of Trần Thị Bưởi, taken at the counter."""
    return take_at_counter(ward.unit, make.counter_filing(ward), by=ward.officer, at=make.AT)


def codes(ward: make.Ward, words: str) -> set[str]:
    question = question_of(words)
    assert question is not None
    return set(found(ward.officer, question).values_list("code", flat=True))


@pytest.mark.parametrize(
    "words",
    [
        "{code}", "{lower}", NUMBER, "031 187 004 567", "4567", "0987654321", "+84 987 654 321", "tran thi buoi",
        "Trần Thị", "TRẦN THỊ BƯỞI", "{procedure}", "{paper}",
    ],
)  # fmt: skip
def test_a_dossier_is_found_by_all_that_is_known_of_it_and_only_where_one_may_see_it(words: str) -> None:
    ward = make.ward()
    elsewhere = make.ward(procedure=ward.procedure)
    dossier = at_counter(ward)
    other = make.dossier(make.ward(), by=make.citizen(full_name="Ngô Văn Bảy", phone="0911222333"))
    paper = next(each for each in papers_of(dossier.subject) if each.number)
    asked = words.format(
        code=dossier.code, lower=dossier.code.lower(), procedure=ward.procedure.procedure.code, paper=paper.number
    )
    assert codes(ward, asked) == {dossier.code}
    assert codes(elsewhere, asked) == set()
    assert other.code not in codes(ward, asked)


@pytest.mark.parametrize("words", ["1234", "0912 000 999", "031187004568", "Nguyễn", "99/ABC", "9.999999", "buoi"])
def test_what_is_not_so_is_not_found(words: str) -> None:
    ward = make.ward()
    at_counter(ward)
    assert codes(ward, words) == set()


def test_the_phone_left_with_the_dossier_and_that_of_its_people_are_both_found() -> None:
    ward = make.ward()
    filed = make.dossier(ward, by=make.citizen(phone="0912777888"))
    assert codes(ward, "0912.777.888") == {filed.code}
    Dossier.objects.filter(pk=filed.pk).update(contact_phone_index="")
    assert codes(ward, "0912.777.888") == {filed.code}
    Person.objects.filter(pk=filed.owner_id).update(phone_index="")
    assert codes(ward, "0912.777.888") == set()


@pytest.mark.parametrize(
    "words", ["H31.1.1-261123-0001", "031187004567", "4567", "0987654321", "tran thi", "1.001193", "01/HDHS"]
)
def test_no_search_reads_a_whole_table(words: str) -> None:
    ward = make.ward()
    at_counter(ward)
    question = question_of(words)
    assert question is not None
    with connection.cursor() as cursor:
        # So few rows are read whole in any case; forbidden to, the database shows whether it could do otherwise.
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as asked:
            list(found(ward.officer, question).order_by("-submitted_at", "-id")[:51])
        for each in asked.captured_queries:
            cursor.execute(f"EXPLAIN {each['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            for table in ("dossiers_dossier", "persons_person", "papers_paper"):
                assert f"Seq Scan on {table}" not in plan, plan
    assert len(asked) <= 2


@pytest.mark.parametrize("words", [NUMBER, "4567", PHONE, NAME, "0x"])
def test_a_search_costs_three_statements_beside_the_session(words: str) -> None:
    ward = make.ward()
    at_counter(ward)
    at_counter(ward)
    with clock.frozen(make.AT):
        client = signed_in(ward.officer_account)
        address = f"/viec/tim?q={quote(words)}"
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
    ours = [each for each in asked.captured_queries if "accounts_session" not in each["sql"]]
    assert len(ours) <= 3, [each["sql"][:200] for each in ours]


def test_each_look_says_its_purpose() -> None:
    ward = make.ward()
    dossier = at_counter(ward)
    with clock.frozen(make.AT):
        client = signed_in(ward.officer_account)
        for words in (NUMBER, "4567", PHONE, NAME):
            assert dossier.code in client.get(f"/viec/tim?q={quote(words)}").content.decode(), words
        client.get("/viec/tim?q=khongco")
    looks = AuditEntry.objects.filter(kind="read", purpose__startswith="Tra cứu").order_by("id")
    assert [look.purpose.removeprefix("Tra cứu hồ sơ theo ") for look in looks] == [
        "số định danh cá nhân", "4 số cuối định danh cá nhân", "số điện thoại", "họ tên",
    ]  # fmt: skip
    assert {tuple(look.persons) for look in looks} == {(dossier.owner_id,)}


def test_a_long_list_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.dossiers.views.search.PAGE_SIZE", 2)
    ward, citizen = make.ward(), make.citizen(full_name="Ngô Văn Bảy")
    made = [make.dossier(ward, by=citizen).code for _ in range(3)]
    with clock.frozen(make.AT):
        answer = signed_in(ward.officer_account).get("/viec/tim?q=ngo%20van")
    text = answer.content.decode()
    assert [code in text for code in made] == [False, True, True]
    assert "q=ngo+van&amp;after=" in text


def test_the_last_four_digits_lie_in_the_database_only_as_a_digest() -> None:
    ward = make.ward()
    dossier = at_counter(ward)
    person = Person.objects.get(pk=dossier.owner_id)
    assert len(person.personal_id_tail) == 64
    assert person.personal_id_tail != person.personal_id_index
