from typing import Any

import pytest

from sandbox.people import citizen
from sandbox.running import RunningSandbox

MOTHER = citizen(2)
GOOD = {
    "caller": "MOTCUA",
    "key": "sandbox",
    "purpose": "Điền sẵn tờ khai",
    "reference": "dossiers.dossier:7",
    "personal_id": MOTHER.personal_id,
}


def ask(nation: RunningSandbox, **changes: object) -> dict[str, Any]:
    reply = nation.client.post("/population/v1/lookups", json={**GOOD, **changes})
    assert reply.status_code == 200
    return dict(reply.json())


def test_it_says_who_somebody_is_and_who_their_nearest_are(nation: RunningSandbox) -> None:
    answer = ask(nation, full_name=MOTHER.full_name.upper(), birth_date=MOTHER.birth_date.isoformat())
    assert answer["code"] == "00"
    person = answer["person"]
    assert (person["full_name"], person["sex"]) == (MOTHER.full_name, "female")
    assert person["permanent_address"] == {"commune": MOTHER.area, "line": MOTHER.address}
    assert person["spouse"] == citizen(1).personal_id
    assert person["children"] == [citizen(3).personal_id, citizen(4).personal_id]
    child = ask(nation, personal_id=citizen(3).personal_id)["person"]
    assert (child["father"], child["mother"], child["spouse"]) == (citizen(1).personal_id, MOTHER.personal_id, "")


def test_somebody_far_beyond_those_shipped_is_found_by_number(nation: RunningSandbox) -> None:
    assert (
        ask(nation, personal_id=citizen(2_099_999).personal_id)["person"]["full_name"] == citizen(2_099_999).full_name
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "guess"}, "01"),
        ({"caller": ""}, "02"),
        ({"purpose": "  "}, "02"),
        ({"reference": ""}, "02"),
        ({"personal_id": 31}, "03"),
        ({"purpose": "a" * 301}, "03"),
        ({"personal_id": "031192999999"}, "04"),
        ({"full_name": "Nguyễn Văn Khác"}, "05"),
        ({"birth_date": "1990-01-01"}, "05"),
    ],
)
def test_who_does_not_say_what_for_or_asks_wrongly_gets_nothing(
    nation: RunningSandbox, changes: dict[str, object], code: str
) -> None:
    answer = ask(nation, **changes)
    assert answer["code"] == code
    assert "person" not in answer
    assert [each["code"] for each in nation.lookups()] == [code]


def test_every_look_up_is_on_its_page(nation: RunningSandbox) -> None:
    assert "Chưa có lần tra cứu nào" in nation.client.get("/tra-cuu-dan-cu").text
    ask(nation, purpose="<b>Điền sẵn</b>")
    page = nation.client.get("/tra-cuu-dan-cu").text
    assert "&lt;b&gt;Điền sẵn" in page
    assert MOTHER.personal_id in page
    assert "dossiers.dossier:7" in page


def test_it_can_answer_about_somebody_else_or_with_a_day_that_never_was(nation: RunningSandbox) -> None:
    nation.switch("population", quirk="somebody_else")
    assert ask(nation)["person"]["personal_id"] != MOTHER.personal_id
    nation.switch("population", quirk="no_such_day")
    assert ask(nation)["person"]["birth_date"] == "1990-02-31"
