"""What the figures of a gap share: whose values they show, how they look, and numbers in native units."""

from dataclasses import dataclass

import pandas as pd

from charts.look import Look
from charts.theme import FOCUS_SYMBOL
from charts.words import number
from locales import Translator

HATCH = "/"
UNCERTAIN = (0.2, 0.8)
"""Between these probabilities nobody can say whether there is a gap: it is called uncertain."""


@dataclass(frozen=True)
class Sides:
    """The two sides of a gap by name. `lent`: the values are those of the focus place's city, not its own.

    `unit` is the code of the place whose values they are, for a click on a mark to open what lies behind it.
    """

    own: str
    benchmark: str
    focus: str
    lent: bool = False
    unit: str = ""

    def colour(self, look: Look) -> str:
        """Return the colour of the own side: the focus colour belongs to the focus place alone."""
        return look.colours.city if self.lent else look.colours.focus

    @property
    def symbol(self) -> str:
        """Marker of the own side; a crossed, open one stands for a lent value."""
        return f"{FOCUS_SYMBOL}-cross-open" if self.lent else FOCUS_SYMBOL

    @property
    def pattern(self) -> str:
        """Filling of the own side's bars."""
        return HATCH if self.lent else ""

    def captions(self, _: Translator) -> tuple[str, ...]:
        """Return the line that keeps a lent value from being read as the district's own gap."""
        if not self.lent:
            return ()
        return (
            _(
                "Hatched bars and crossed marks: figures of {city}, not of {place}. They are no gap of"
                " its own.",
                city=self.own,
                place=self.focus,
            ),
        )


def filled(colour: str, shape: str, look: Look) -> dict[str, object]:
    """Return a bar's filling: plain, or with a pattern that also tells in a grey print."""
    return {
        "color": colour,
        "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": look.colours.paper, "size": 7},
        "line": {"color": colour, "width": 1},
    }


def native(value: float, translate: Translator) -> str:
    """Return a value in native units with the decimals that its size deserves.

    >>> from locales import translator
    >>> [native(value, translator("en")) for value in (3.0, 9.39, -4.0, 71.43, 0.042)]
    ['3', '9.39', '−4', '71.4', '0.042']
    """
    size = abs(value)
    if abs(value - round(value)) < 1e-9:
        digits = 0
    else:
        digits = 3 if size < 0.1 else 2 if size < 10 else 1 if size < 100 else 0
    return true_minus(number(value, translate, digits))


def true_minus(text: str) -> str:
    """Return a number with a true minus sign, which does not vanish beside a dot.

    >>> true_minus("-3")
    '−3'
    """
    return text.replace("-", "−")


def signed(value: float, translate: Translator, digits: int = 1) -> str:
    """Return a difference with its sign.

    >>> from locales import translator
    >>> signed(4.149, translator("en")), signed(-0.96, translator("en"))
    ('+4.1', '−1.0')
    """
    return ("+" if value >= 0 else "") + true_minus(number(value, translate, digits))


def gap_words(gap: float, translate: Translator) -> str:
    """Return a gap in points in words, so that no reader has to remember what its sign means.

    >>> from locales import translator
    >>> gap_words(25.93, translator("en")), gap_words(-3.75, translator("en")), gap_words(0, translator("en"))
    ('behind by 25.9 points', 'ahead by 3.8 points', 'level')
    """
    _ = translate
    points = number(abs(gap), _, 1)
    if abs(gap) < 0.05:
        return _("level")
    return (
        _("behind by {points} points", points=points)
        if gap > 0
        else _("ahead by {points} points", points=points)
    )


def certainty(probability: float, gap: float, translate: Translator) -> str:
    """Return what may be said of a gap: real, uncertain, ahead, or none.

    >>> from locales import translator
    >>> certainty(0.5, 1.0, translator("en"))
    'uncertain'
    """
    _ = translate
    if pd.isna(probability) or gap == 0:
        return _("no difference")
    if probability > UNCERTAIN[1]:
        return _("behind")
    if probability < UNCERTAIN[0]:
        return _("ahead")
    return _("uncertain")
