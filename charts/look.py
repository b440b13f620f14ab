"""How a figure is to look for this reader: mode, language, width; and typed access to a frame's rows."""

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
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
    """Go through the rows of a frame as objects with the columns as attributes, the label as `Index`.

    >>> [row.value for row in each(pd.DataFrame({"value": [1, 2]}))]
    [1, 2]
    """
    # pandas makes a new class of rows at every call, and takes Arrow's texts out one by one.
    columns = (frame.iloc[:, position].tolist() for position in range(frame.shape[1]))
    return map(_row_class(tuple(frame.columns))._make, zip(frame.index.tolist(), *columns, strict=True))


@lru_cache(maxsize=256)
def _row_class(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ["Index", *columns], rename=True)
