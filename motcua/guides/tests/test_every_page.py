"""Every page of officials has its help, in both languages, and help and news speak of nothing that is not there."""

from collections import Counter
from datetime import date

import pytest

from motcua.audit.ports import ACTS
from motcua.guides.reads import LANGUAGES, news, official_pages, topics


def test_every_page_that_officials_enter_stands_in_one_topic() -> None:
    counted = Counter(page for topic in topics("vi") for page in topic.pages)
    assert set(official_pages()) - set(counted) == set()
    assert set(counted) - set(official_pages()) == set()
    assert [page for page, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_are_named_once_and_their_parts_are_for_rights_there_are(language: str) -> None:
    counted = Counter(topic.key for topic in topics(language))
    assert [key for key, times in counted.items() if times > 1] == []
    asked = {part.permission for topic in topics(language) for part in topic.parts if part.permission}
    assert asked - set(ACTS) == set()


def test_both_languages_say_the_same_of_the_same_pages() -> None:
    shapes = [
        {topic.key: (topic.pages, tuple(part.permission for part in topic.parts)) for topic in topics(language)}
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1]
    assert all(topic.title != other.title for topic, other in zip(topics("vi"), topics("en"), strict=True))


def test_news_have_a_day_and_speak_of_pages_there_are_in_both_languages() -> None:
    shapes = [
        [(note.key, note.pages, [part.permission for part in note.parts]) for note in news(language)]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1]
    for key, pages, asked in shapes[0]:
        assert date.fromisoformat(key[:10])
        assert set(pages) <= set(official_pages()), key
        assert {permission for permission in asked if permission} <= set(ACTS), key
