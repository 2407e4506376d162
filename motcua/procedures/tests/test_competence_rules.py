"""Who resolves: what is said of the procedure before its field, of the nearer place before the wider one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.competence import Line, Undecided, competent

WARD, OLD, PROVINCE = "11383", "11299", "31"
PLACES = [{WARD}, {OLD}, {PROVINCE}]
ALL = {number: number for number in range(1, 6)}

of_procedure = {"procedure": "1.000001"}
of_field = {"field": "ho-tich"}


@pytest.mark.parametrize(
    ("lines", "standing", "said"),
    [
        ([], ALL, None),
        ([Line(1, **of_procedure)], ALL, 1),
        ([Line(1, **of_field), Line(2, **of_procedure)], ALL, 2),
        ([Line(1, **of_field, area=WARD), Line(2, **of_procedure)], ALL, 2),
        ([Line(1, **of_procedure, area=WARD), Line(2, **of_procedure)], ALL, 1),
        ([Line(1, **of_procedure, area=PROVINCE), Line(2, **of_procedure)], ALL, 1),
        ([Line(1, **of_procedure, area=OLD), Line(2, **of_procedure, area=PROVINCE)], ALL, 1),
        ([Line(1, **of_procedure, area="99999"), Line(2, **of_field)], ALL, 2),
        ([Line(1, **of_procedure, area="99999")], ALL, Undecided.NONE),
        ([Line(1, **of_procedure), Line(2, **of_procedure)], ALL, Undecided.SEVERAL),
        ([Line(1, **of_procedure), Line(1, **of_procedure, area=WARD)], ALL, 1),
        ([Line(1, **of_procedure)], {}, Undecided.CLOSED),
        ([Line(1, **of_procedure)], {1: 4}, 4),
        ([Line(1, **of_procedure), Line(2, **of_procedure)], {1: 3, 2: 3}, 3),
        ([Line(1, **of_procedure), Line(2, **of_procedure)], {2: 2}, 2),
    ],
)
def test_the_table(lines: list[Line], standing: dict[int, int], said: object) -> None:
    assert competent(lines, PLACES, standing) == said


line = st.builds(
    lambda organisation, is_procedure, area: Line(
        organisation, **(of_procedure if is_procedure else of_field), area=area
    ),
    st.integers(1, 5),
    st.booleans(),
    st.sampled_from([WARD, OLD, PROVINCE, "", "99999"]),
)


@given(st.lists(line, max_size=8), st.dictionaries(st.integers(1, 5), st.integers(1, 5), max_size=5))
def test_one_that_stands_or_a_reason_whatever_the_table_says(lines: list[Line], standing: dict[int, int]) -> None:
    said = competent(lines, PLACES, standing)
    assert (said is None) == (not lines)
    assert competent(list(reversed(lines)), PLACES, standing) == said, "the order of lines says nothing"
    if isinstance(said, int):
        assert said in {standing[each.organisation] for each in lines if each.organisation in standing}
        nearest = competent([*lines, Line(9, **of_procedure, area=WARD)], PLACES, {**standing, 9: said})
        assert nearest in (said, Undecided.SEVERAL)
