"""A procedure by a few letters of its name, as officers at a counter call it: "dkks", "ks", "dang ky kh". Pure."""

from motcua.platform.text import fold

FEWEST = 2


def nearness(name: str, typed: str) -> int:
    """How well the letters typed fit a name: 0 not at all, more is nearer; accents, case and blanks do not matter.

    Nearest are the initials of all its words, or of words from the first on; then initials from any word on; then the
    beginnings of words that follow each other, "khai s" or "khais".
    """
    words = fold(name).split()
    asked = fold(typed).split()
    letters = "".join(asked)
    if len(letters) < FEWEST or not words:
        return 0
    initials = "".join(word[0] for word in words)
    if initials == letters:
        return 6
    if initials.startswith(letters):
        return 5
    if letters in initials:
        return 4
    if len(asked) > 1 and _follow(words, asked):
        return 3
    if any(word.startswith(letters) for word in words):
        return 2
    return 1 if letters in "".join(words) and len(letters) > FEWEST else 0


def _follow(words: list[str], asked: list[str]) -> bool:
    rounds = range(len(words) - len(asked) + 1)
    return any(all(words[at + n].startswith(each) for n, each in enumerate(asked)) for at in rounds)
