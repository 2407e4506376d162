"""Which records are put before officials as one person, measured on families and on the errors people make."""

import random
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from motcua.persons.matching import Evidence, Identity, is_same_name, likeness, roots
from motcua.persons.tests import make
from motcua.platform.text import fold

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi")
MIDDLE = ("Văn", "Thị", "Minh", "Thanh", "Hữu", "Ngọc", "Đức", "")
GIVEN = ("An", "Ân", "Anh", "Ánh", "Bình", "Cường", "Dũng", "Hà", "Hạ", "Hoa", "Hòa", "Hùng", "Lan", "Linh", "Mai",
         "Nam", "Nhung", "Phúc", "Quân", "Thảo", "Thủy", "Tuấn", "Yến")  # fmt: skip
STREETS = ("Lê Lợi", "Trần Phú", "Nguyễn Đức Cảnh", "Tô Hiệu", "Cầu Đất", "Lạch Tray")


def without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(each for each in plain if not unicodedata.combining(each))


def household(draw: random.Random, number: int) -> list[Identity]:
    """Parents, children and often twins: one address, children with the mother's phone and mail."""
    address = f"{number} {draw.choice(STREETS)}"
    family = draw.choice(FAMILIES)

    def person(born: date, sex: str, **more: object) -> Identity:
        name = " ".join(filter(None, (family, draw.choice(MIDDLE), draw.choice(GIVEN))))
        digits = f"031{2 * ((born.year - 1900) // 100) + (sex == 'female')}{born:%y}{draw.randrange(10**6):06d}"
        phone = f"09{draw.randrange(10**8):08d}"
        mail = f"{fold(name).replace(' ', '.')}{draw.randrange(10**4)}@example.vn"
        return replace(
            Identity(name, born, sex, digits, phone, mail, area=number % 114, address=address),
            **more,  # type: ignore[arg-type]
        )

    day = date(1965, 1, 1) + timedelta(days=draw.randrange(9_000))
    father, mother = person(day, "male"), person(day + timedelta(days=draw.randrange(1_500)), "female")
    children: list[Identity] = []
    for _ in range(draw.randrange(4)):
        born = mother.birth_date and mother.birth_date + timedelta(days=8_000 + draw.randrange(3_000))
        assert born
        shared = {"phone": mother.phone, "email": mother.email, "parents": frozenset({2 * number, 2 * number + 1})}
        children.append(person(born, draw.choice(("male", "female")), **shared))
        if draw.random() < 0.15:
            children.append(person(born, draw.choice(("male", "female")), **shared))
    return [father, mother, *children]


def again(draw: random.Random, one: Identity) -> Identity:
    """The same person once more, as somebody typed them."""
    born = one.birth_date
    assert born
    if draw.random() < 0.12 and born.day <= 12:
        born = date(born.year, born.day, born.month)
    return replace(
        one,
        full_name=draw.choice((one.full_name, one.full_name, without_accents(one.full_name), one.full_name.upper())),
        birth_date=born,
        number=one.number if draw.random() < 0.4 else "",
        phone=one.phone if draw.random() < 0.75 else f"03{draw.randrange(10**8):08d}",
        email=one.email if draw.random() < 0.5 else "",
        address=one.address if draw.random() < 0.6 else f"so {one.address}",
    )


def test_precision_and_recall_on_families_with_typical_errors() -> None:
    draw = random.Random(20261122)
    people = [one for number in range(1_500) for one in household(draw, number)]
    records = [(owner, one) for owner, one in enumerate(people)]
    records += [(owner, again(draw, one)) for owner, one in enumerate(people) if draw.random() < 0.3]
    blocks: dict[object, list[int]] = {}
    for at, (_owner, one) in enumerate(records):
        for key in ((fold(one.full_name), one.birth_date), (fold(one.full_name), one.phone), one.number or None):
            blocks.setdefault(key, []).append(at)
    blocks.pop(None, None)
    compared = {pair for block in blocks.values() for pair in combinations(block, 2)}
    proposed = {(a, b) for a, b in compared if likeness(records[a][1], records[b][1]).is_likely}
    right = sum(records[a][0] == records[b][0] for a, b in proposed)
    precision, recall = right / len(proposed), right / (len(records) - len(people))
    print(f"{len(records)} records, {len(proposed)} proposed: precision {precision:.4f}, recall {recall:.3f}")  # noqa: T201
    assert len(proposed) > 1_000
    assert precision >= 0.99
    assert recall >= 0.75


def test_twins_with_names_that_differ_by_an_accent_are_two() -> None:
    shared = {"birth_date": date(2015, 2, 28), "phone": "0912345678", "email": "me@example.vn", "address": "1 Lê Lợi"}
    one = Identity("Phạm Gia An", sex="male", parents=frozenset({1}), **shared)  # type: ignore[arg-type]
    other = replace(one, full_name="Phạm Gia Ân")
    assert not likeness(one, other).is_likely
    assert likeness(one, replace(one, full_name="Pham Gia An")).is_likely
    assert not is_same_name("Hoà", "Hóa")
    assert is_same_name("Hoà", "Hòa")


def test_the_same_number_does_not_make_one_of_two_names() -> None:
    one = Identity("Phạm Gia An", date(2015, 2, 28), number="031215000123", phone="0912345678", email="me@example.vn")
    assert not likeness(one, replace(one, full_name="Lê Minh")).is_likely
    assert not likeness(one, replace(one, number="031215000124")).is_likely
    assert Evidence.SAME_NUMBER in likeness(one, one).evidence


identities = st.builds(
    Identity,
    full_name=st.sampled_from(["Lê An", "Le An", "Lê Ân", "Vũ Hoà"]),
    birth_date=st.none() | st.sampled_from([date(2000, 1, 2), date(2000, 2, 1), date(2001, 1, 2)]),
    sex=st.sampled_from(["", "male", "female"]),
    number=st.sampled_from(["", make.personal_id(), make.personal_id()]),
    phone=st.sampled_from(["", "0912345678", "0912345679"]),
)


@given(identities, identities)
def test_likeness_is_the_same_either_way(one: Identity, other: Identity) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_every_record_ends_where_nobody_goes_on(pairs: list[tuple[int, int]]) -> None:
    direct: dict[int, int] = {}
    for duplicate, kept in pairs:
        ends = roots(direct)
        if duplicate not in direct and ends.get(kept, kept) != duplicate:
            direct[duplicate] = kept
    ends = roots(direct)
    assert set(ends) == set(direct)
    assert not set(ends.values()) & set(direct)
