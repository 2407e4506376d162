from datetime import date
from itertools import islice

import pytest

from sandbox.people import BUSINESSES, MOST, SHIPPED, adult, citizen, find, named, people

NUMBERS = [*range(1, 400), 999_999, 1_000_000, 1_000_001, 1_999_999, 2_000_000, MOST]


def test_the_same_number_is_the_same_person_and_their_id_tells_it() -> None:
    for number in NUMBERS:
        person = citizen(number)
        assert person == citizen(number) == find(person.personal_id)
        century = 1900 + 100 * (int(person.personal_id[3]) // 2)
        assert person.birth_date.year == century + int(person.personal_id[4:6])
        assert int(person.personal_id[3]) % 2 == (person.sex == "female")


def test_nobody_shares_a_number() -> None:
    assert len({each.personal_id for each in people()}) == SHIPPED == len(list(people()))


def test_a_household_is_a_father_a_mother_and_two_children_at_one_address() -> None:
    for first in (1, 5, 4001):
        father, mother, *children = (citizen(first + place) for place in range(4))
        assert (father.sex, mother.sex) == ("male", "female")
        for child in children:
            assert (child.household, child.area, child.address) == (mother.household, mother.area, mother.address)
            assert child.full_name.split()[0] == father.full_name.split()[0]
            assert child.birth_date.year - mother.birth_date.year >= 20
            assert child.birth_date < date(2026, 1, 1)


def test_grown_ups_are_of_age() -> None:
    assert all(adult(number).birth_date < date(2005, 1, 1) for number in range(1, 300))
    assert len({adult(number).personal_id for number in range(1, 300)}) == 299


def test_those_named_come_first_and_represent_the_businesses() -> None:
    assert [each.personal_id for each in islice(people(), len(named()))] == list(named())
    assert all(each.representative in named() for each in BUSINESSES)


@pytest.mark.parametrize("number", ["", "031", "99912345678x", "079092000001", "031192001235", "٠٣١١٩٢٠٠١٢٣٤"])
def test_nobody_bears_other_numbers(number: str) -> None:
    assert find(number) is None
    with pytest.raises(ValueError):
        citizen(0)
