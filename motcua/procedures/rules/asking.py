"""What a question in plain words asks for: slips mended, people's words put into those of the law, all weighed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from motcua.platform.text import fold
from motcua.procedures.rules import EMPTY_WORDS
from motcua.procedures.rules.typing import decoded, near

LONGEST_QUESTION = 20
LONGEST_KEPT = 60
LONGEST_PHRASE = 6
# Of the question's own words once a synonym said what they mean: procedures that people's words were written on
# still answer to them.
OWN_WORDS = 0.35
# A pair of neighbours tells much more than two words anywhere; for one of them alone there is little to say.
PAIR = 1.4
MOST_TERMS = 20

Synonyms = Mapping[tuple[str, ...], Sequence[str]]


@dataclass(frozen=True)
class Vocabulary:
    """How many versions each word, and each pair written together, stands in."""

    counts: Mapping[str, int]
    total: int

    def weight(self, word: str) -> float:
        """How much a word tells, from nothing (in no version) to most (in one)."""
        count = self.counts.get(word, 0)
        return log(1 + self.total / count) if count else 0.0


@dataclass(frozen=True)
class Asked:
    """What to look for: words and pairs with weights; `mended` is the question where it was understood otherwise."""

    terms: Mapping[str, float]
    mended: str = ""


def kept_words(text: str) -> str:
    """What the log keeps of a question: folded, every digit masked, short; nothing of what holds an address of mail."""
    return "" if "@" in text else re.sub(r"[0-9]", "0", fold(text))[:LONGEST_KEPT].strip()


def highlighted(text: str, terms: Mapping[str, float]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is a word that was asked for and tells something."""
    least = max(terms.values(), default=0.0) / 4
    pieces: list[tuple[str, bool]] = []
    for piece in re.split(r"(\w+)", text):
        is_asked = terms.get(fold(piece), 0.0) > least if piece else False
        if piece:
            pieces.append((piece, is_asked))
    return pieces


def asked(text: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Asked:
    """What a question asks for; no terms where none of its words is known."""
    typed = fold(text).split()[:LONGEST_QUESTION]
    mended = _mend(typed, vocabulary, {word for phrase in synonyms for word in phrase})
    terms: dict[str, float] = {}
    for words, worth in _readings(mended, synonyms):
        _weigh(words, worth, vocabulary, terms)
    best = sorted(terms, key=lambda term: (-terms[term], term))[:MOST_TERMS]
    return Asked({term: terms[term] for term in best}, " ".join(mended) if mended != typed else "")


def _mend(typed: Sequence[str], vocabulary: Vocabulary, others: set[str]) -> list[str]:
    """The words, those that nobody knows replaced by the likeliest that were meant."""
    known = vocabulary.counts
    mended = list(typed)
    for at, word in enumerate(mended):
        if word in known or word in others or word in EMPTY_WORDS:
            continue
        plain = decoded(word)
        if plain in known or plain in others or plain in EMPTY_WORDS:
            mended[at] = plain
            continue
        found = near(plain, known) or near(word, known) or near(word, others)
        if found:
            mended[at] = max(found, key=lambda each: _fitness(mended, at, each, known))
    return mended


def _fitness(words: Sequence[str], at: int, word: str, known: Mapping[str, int]) -> tuple[int, int]:
    """How well a word stands between its neighbours, then how common it is."""
    before = known.get(words[at - 1] + word, 0) if at else 0
    after = known.get(word + words[at + 1], 0) if at + 1 < len(words) else 0
    return before + after, known.get(word, 0)


def _readings(words: Sequence[str], synonyms: Synonyms) -> list[tuple[list[str], float]]:
    """The question in its own words, and with each known phrase, the longest first, in the words of the law."""
    options: list[list[str]] = [[]]
    is_said = False
    at = 0
    while at < len(words):
        size = next((n for n in range(LONGEST_PHRASE, 0, -1) if tuple(words[at : at + n]) in synonyms), 0)
        if size:
            is_said = True
            meanings = synonyms[tuple(words[at : at + size])]
            options = [[*option, *meaning.split()] for option in options for meaning in meanings][:6]
        else:
            options = [[*option, words[at]] for option in options]
        at += size or 1
    if not is_said:
        return [(list(words), 1.0)]
    return [*((option, 1.0) for option in options), (list(words), OWN_WORDS)]


def _weigh(words: Sequence[str], worth: float, vocabulary: Vocabulary, terms: dict[str, float]) -> None:
    telling = [word for word in words if word not in EMPTY_WORDS] or list(words)
    weighed = [(word, worth * vocabulary.weight(word)) for word in telling]
    weighed += [(a + b, worth * PAIR * vocabulary.weight(a + b)) for a, b in pairwise(words)]
    for term, weight in weighed:
        if weight and weight > terms.get(term, 0.0):
            terms[term] = weight
