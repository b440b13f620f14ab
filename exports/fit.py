"""How much room words take, so that a slide or a chart never clips them."""

WIDE = 0x2E7F
"""Characters beyond this are as wide as they are high; Latin letters are half of that on average."""

LATIN = 0.53
LINE = 1.25


def text_width(text: str) -> float:
    """Return the width of a text in its own size of type.

    >>> text_width("即墨"), round(text_width("Jimo"), 2)
    (2.0, 2.12)
    """
    return sum(1.0 if ord(character) > WIDE else LATIN for character in text)


def lines_of(text: str, size: float, width: float) -> int:
    """Return how many lines a text takes at a size of type in a width, both in points.

    A line that breaks between words leaves a part of itself empty, for which a tenth is reckoned.

    >>> lines_of("word " * 20, 10, 100), lines_of("", 10, 100)
    (6, 1)
    """
    return sum(max(1, _ceiling(text_width(part) * size * 1.08 / width)) for part in text.split("\n") or [""])


def height_of(texts: list[str], size: float, width: float, *, space: float = 0.3) -> float:
    """Return the height in points of paragraphs with some space after each, in parts of the size of type."""
    return sum(lines_of(text, size, width) * size * LINE + space * size for text in texts)


def fitted_size(texts: list[str], width: float, height: float, *, largest: float, smallest: float) -> float:
    """Return the largest size of type, in half points, at which paragraphs fit; `smallest` if none does.

    >>> fitted_size(["word " * 40], 200, 100, largest=18, smallest=8)
    11.0
    """
    size = largest
    while size > smallest and height_of(texts, size, width) > height:
        size -= 0.5
    return size


def _ceiling(value: float) -> int:
    return int(-(-value // 1))
