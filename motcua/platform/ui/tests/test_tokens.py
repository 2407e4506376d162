"""The colours of the theme, read from the file that browsers read, against WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static" / "ui" / "css" / "tokens.css"
GROUNDS = ("paper", "sheet", "surface", "surface-2")
TEXT = [
    *((colour, ground) for colour in ("ink", "ink-2", "link", "son-text") for ground in GROUNDS),
    *((state, f"{state}-bg") for state in ("ok", "soon", "late", "paused", "info")),
    *((state, ground) for state in ("ok", "soon", "late", "paused") for ground in ("paper", "sheet")),
    *((text, ground) for text in ("ink", "ink-2", "link") for ground in ("tho-bg", "info-bg", "soon-bg", "late-bg")),
    ("on-son", "son"),
    ("on-son", "son-deep"),
]  # fmt: skip
CONTROLS = [
    *((line, ground) for line in ("control", "son-text") for ground in GROUNDS),
    *(("son", ground) for ground in ("paper", "sheet")),
    *(("checked", ground) for ground in ("paper", "sheet")),
    ("#ffffff", "checked"),
    ("tho", "tho-bg"),
    ("tho", "sheet"),
    ("focus-ring", "focus"),
]


def blocks() -> list[dict[str, str]]:
    """Light, dark by the device, dark by choice: the hexadecimal colours of each."""
    css = TOKENS.read_text()
    parts = re.split(r":root(?:\S*) \{", css)[1:]
    return [dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", part)) for part in parts]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_ratio_itself_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_reads_at_4_5_to_1_and_controls_show_at_3_to_1(mode: int) -> None:
    colours = blocks()[mode]
    weak = [
        f"{front} on {ground}: {ratio:.2f} < {least}"
        for pairs, least in ((TEXT, 4.5), (CONTROLS, 3.0))
        for front, ground in pairs
        if (ratio := contrast(colours.get(front, front), colours[ground])) < least
    ]
    assert weak == []


def test_dark_is_the_same_by_device_and_by_choice_and_names_what_light_names() -> None:
    light, by_device, by_choice = blocks()
    assert by_device == by_choice
    assert by_device.keys() == light.keys()
