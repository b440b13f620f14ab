"""How a figure is to look for this reader: mode, language, width; and typed access to a frame's rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.theme import PALETTES, Mode, Palette
from locales import Translator


@dataclass(frozen=True)
class Look:
    """Light or dark, the words, and whether the screen is narrow."""

    mode: Mode
    translate: Translator
    compact: bool = False

    @property
    def colours(self) -> Palette:
        """The colours of the mode."""
        return PALETTES[self.mode]


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows of a frame as objects with the columns as attributes."""
    return iter(frame.itertuples())
