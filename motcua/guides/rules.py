"""How a text of help is written and found. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.platform.text import fold

PAGES = "pages:"
_PART = re.compile(r"^## (?P<title>.+?)(?: \[(?P<permission>[a-z_]+\.[a-z_]+)\])?$")


@dataclass(frozen=True)
class Part:
    """A part of a topic, in Markdown; with a `permission`, for those alone who have it. The first has no title."""

    title: str
    permission: str | None
    text: str


@dataclass(frozen=True)
class Topic:
    """What is said of one thing that officials do. `pages` are the names of the addresses it helps with."""

    key: str
    title: str
    pages: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def summary(self) -> str:
        """Its first paragraph, plain."""
        return re.sub(r"[*`]", "", self.parts[0].text.split("\n\n")[0]).replace("\n", " ")


def read_topic(key: str, text: str) -> Topic:
    """A topic from its file: `# title`, `pages: …`, text, and parts headed `## title [permission]`.

    Raises ValueError, saying which file and what it lacks.
    """
    head, _, rest = text.strip().partition("\n")
    named, _, body = rest.strip().partition("\n")
    if not head.startswith("# ") or not named.startswith(PAGES):
        raise ValueError(f"{key}: begins with «# title» and «{PAGES} …»")
    pages = tuple(named.removeprefix(PAGES).split())
    parts: list[tuple[str, str | None, list[str]]] = [("", None, [])]
    for line in body.strip().splitlines():
        if line.startswith("## "):
            headed = _PART.match(line)
            if headed is None:
                raise ValueError(f"{key}: {line!r} is not «## title [permission]»")
            parts.append((headed["title"], headed["permission"], []))
        else:
            parts[-1][2].append(line)
    read = tuple(Part(title, permission, "\n".join(lines).strip()) for title, permission, lines in parts)
    if not pages or not all(part.text for part in read):
        raise ValueError(f"{key}: names no page, or has a part without text")
    return Topic(key, head.removeprefix("# ").strip(), pages, read)


def find(topics: Iterable[Topic], words: str) -> Sequence[Topic]:
    """The topics in which every word stands, accents and case apart: those with more of them in the title first."""
    asked = fold(words).split()
    found: list[tuple[int, Topic]] = []
    for topic in topics:
        title = fold(topic.title)
        whole = " ".join([title, *(fold(f"{part.title} {part.text}") for part in topic.parts)])
        if asked and all(word in whole for word in asked):
            found.append((-sum(word in title for word in asked), topic))
    return [topic for _rank, topic in sorted(found, key=lambda each: (each[0], fold(each[1].title)))]
