"""A figure with the words that belong to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import plotly.graph_objects as go

WIDE = 0x2E7F
"""Characters beyond this one are as wide as two Latin letters."""

PIECES = re.compile(r"\s+|[^\s\u2e80-\U0003ffff]+|[\u2e80-\U0003ffff]")
NEVER_FIRST = "，。、；：？！）》」』】〉〕％…—”’"
NEVER_LAST = "（《「『【〈〔“‘"


@dataclass(frozen=True)
class Chart:
    """A figure, its title with the unit, the lines beneath it and its text for those who cannot see it.

    Title and captions are plain text, kept apart from the figure so that a narrow screen can wrap them;
    `exports.figure` writes them into the figure for a file that leaves the page.
    """

    figure: go.Figure
    title: str
    captions: tuple[str, ...]
    alt: str


def text_width(text: str) -> int:
    """Return the width of a text in Latin letters; a Chinese character counts as two.

    >>> text_width("即墨 a")
    6
    """
    return sum(2 if ord(character) > WIDE else 1 for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` Latin letters; a Chinese character counts as two.

    Words of Latin letters stay whole unless one is longer than a line; no line begins with a closing mark or
    ends with an opening one.

    >>> wrapped("一二三四五", 6), wrapped("one two", 4), wrapped("一二三。四", 6)
    (['一二三', '四五'], ['one', 'two'], ['一二', '三。四'])
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width):
        if line and text_width(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """Give the parts of a text between which a line may end."""
    held = ""
    for piece in PIECES.findall(" ".join(text.split())):
        if held and piece[0] not in NEVER_FIRST and held[-1] not in NEVER_LAST:
            yield held
            held = ""
        held += piece
        while text_width(held) > width and not held.isspace():
            cut = next(end for end in range(len(held), 0, -1) if text_width(held[:end]) <= max(width, 2))
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held
