"""The help that an official finds: of the pages they may enter, the parts they have a use for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import URLPattern, get_resolver
from django.utils.translation import get_language

from motcua.guides.rules import Topic, read_topic
from motcua.platform.action import Actor
from motcua.platform.modules import ModuleConfig
from motcua.platform.pages import Entrance

LANGUAGES = ("vi", "en")


def topics_for(actor: Actor) -> Sequence[Topic]:
    """The topics about pages that the actor may enter, in the language of the page, without parts for others."""
    return _meant_for(actor, topics(language()))


def news_for(actor: Actor) -> Sequence[tuple[date, Topic]]:
    """What became new on pages that the actor may enter and since when, the newest first, without parts for others."""
    told = _meant_for(actor, news(language()))
    return sorted(((date.fromisoformat(note.key[:10]), note) for note in told), key=lambda each: each[0], reverse=True)


def _meant_for(actor: Actor, written: Iterable[Topic]) -> list[Topic]:
    entrances = official_pages()
    found = []
    for topic in written:
        if any(_may_enter(actor, entrances[page]) for page in topic.pages):
            parts = tuple(part for part in topic.parts if part.permission is None or actor.has(part.permission))
            found.append(replace(topic, parts=parts))
    return found


def topic_of(page: str, among: Sequence[Topic]) -> Topic | None:
    """The topic that helps with a page, by the name of its address."""
    return next((topic for topic in among if page in topic.pages), None)


def language() -> str:
    """Of the languages that help is written in, the one of the page."""
    asked = (get_language() or "").partition("-")[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


@cache
def topics(language: str) -> tuple[Topic, ...]:
    """All topics in a language, as the modules' files have them: first what most officials do, then the ground."""
    return _written("guide", language)


@cache
def news(language: str) -> tuple[Topic, ...]:
    """All that became new, in a language, as the modules' files have it; the key of each begins with its day."""
    return _written("guide/news", language)


def _written(folder: str, language: str) -> tuple[Topic, ...]:
    return tuple(
        read_topic(path.name.partition(".")[0], path.read_text(encoding="utf-8"))
        for config in reversed(list(apps.get_app_configs()))
        if isinstance(config, ModuleConfig)
        for path in sorted(Path(config.path, folder).glob(f"*.{language}.md"))
    )


@cache
def official_pages() -> dict[str, Entrance]:
    """The addresses that officials alone may enter, by name, and what they ask for."""
    return dict(_pages(get_resolver(), ""))


def _pages(resolver: Any, space: str) -> Iterator[tuple[str, Entrance]]:
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from _pages(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            continue
        entrance = getattr(pattern.callback, "entrance", None)
        if isinstance(entrance, Entrance) and entrance.who == "official" and pattern.name:
            yield f"{space}{pattern.name}", entrance


def _may_enter(actor: Actor, entrance: Entrance) -> bool:
    return entrance.permission is None or actor.has(entrance.permission)
