from datetime import timedelta

import pytest

from motcua.dossiers.reads.wording import span_words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=2, hours=7, minutes=59), "2 ngày 7 giờ"),
        (timedelta(days=3, minutes=20), "3 ngày"),
        (timedelta(hours=2, minutes=40), "2 giờ 40 phút"),
        (timedelta(hours=1), "1 giờ"),
        (timedelta(minutes=5), "5 phút"),
        (timedelta(seconds=3), "1 phút"),
        (timedelta(seconds=-3), "1 phút"),
    ],
)
def test_a_span_is_told_by_its_two_largest_parts(span: timedelta, words: str) -> None:
    assert span_words(span) == words
