"""Whom the demo names is known to the sandbox nation by the same facts."""

import json
from pathlib import Path

from motcua.demo.people import made_up_citizen
from motcua.persons.public import normalise_tax_code
from sandbox.people import BUSINESSES, find, named

TOLD = json.loads((Path(__file__).parents[1] / "data" / "people.json").read_text(encoding="utf-8"))


def test_the_nation_knows_everybody_of_the_demo_by_the_same_facts() -> None:
    everybody = [*TOLD["citizens"], *TOLD["officials"]]
    assert {each["id"] for each in everybody} == set(named())
    for each in [*everybody, *(made_up_citizen(number, "11383") for number in range(1, 50))]:
        known = find(each["id"])
        assert known is not None
        facts = (known.full_name, known.birth_date.isoformat(), known.sex, known.phone)
        assert facts == (each["name"], each["birth"], each["sex"], each["phone"])
    assert all(find(each["id"]).address == each["address"] for each in TOLD["citizens"])  # type: ignore[union-attr]


def test_its_businesses_have_possible_tax_codes() -> None:
    assert all(normalise_tax_code(each.tax_code) == each.tax_code for each in BUSINESSES)
