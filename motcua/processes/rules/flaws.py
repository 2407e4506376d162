"""What is wrong with a process, said in Vietnamese and pinned on the element, so that its owner can mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802 - the name by which message extraction knows a text to translate later
    """Mark a text for translation at the place where it is written; it is translated where it is shown."""
    return text


class Term(str):
    """A value in a sentence that is a word of ours, not the owner's: it is translated with the sentence."""


@dataclass(frozen=True)
class Flaw:
    """One thing wrong. `node` is the id of the element it stands on, None for the process as a whole."""

    node: str | None
    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The flaw as a sentence, in Vietnamese unless a translation is given."""
        values = {key: translate(value) if isinstance(value, Term) else value for key, value in self.values.items()}
        return translate(self.template).format(**values)


class Flawed(Exception):
    """A definition that cannot be used, with everything that is wrong with it."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__("; ".join(flaw.sentence() for flaw in flaws))
        self.flaws = flaws


class NoWay(Exception):
    """A step that the definition does not allow here: nothing moved."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.sentence())
        self.flaw = flaw
