"""What every page works with: words, data, the places, and where its choices and notices are drawn."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from streamlit.delta_generator import DeltaGenerator

from charts.look import Look
from locales import Translator
from ui.data import Data
from ui.literal import literal

SLOT = 270
"""Width of a choice in the selection bar, in pixels: four in a row on a desk."""
WIDE_SLOT = 440
PHONE_ROW = 320


@dataclass(frozen=True)
class Page:
    """What every page works with: words, data, the places by code, the focus place and its city.

    `bar` is the selection bar, `tools` the row of buttons beside the title, `notices` the place of warnings.
    """

    translate: Translator
    data: Data
    places: pd.DataFrame
    focus: str
    look: Look
    notices: DeltaGenerator
    bar: DeltaGenerator
    tools: DeltaGenerator

    @property
    def key(self) -> tuple[str, ...]:
        """Everything that a figure of this page depends on besides the page's own switches."""
        look = self.look
        return (
            self.data.store,
            self.data.version,
            self.translate.language,
            look.mode,
            str(look.compact),
            self.focus,
        )

    @cached_property
    def place(self) -> pd.Series:
        """The row of the focus place."""
        return self.places.loc[self.focus]

    @cached_property
    def city(self) -> str:
        """The code of the city that the focus place is or lies in; itself if it belongs to none."""
        parent: Any = self.places.at[self.focus, "city_code"]
        return self.focus if pd.isna(parent) else str(parent)

    def slot(self, width: int = SLOT, *, alone: bool = False) -> DeltaGenerator:
        """Return room for one choice in the selection bar; a phone sets two side by side, or one `alone`."""
        if not self.look.compact:
            return self.bar.container(width=width)
        return self.bar.container(width=PHONE_ROW if alone else "stretch")

    def name(self, code: str) -> str:
        """Return the distinct name of a place, as plain text."""
        return str(self.places.at[code, "name"])

    def markdown_name(self, code: str) -> str:
        """Return the distinct name of a place as Markdown that shows it literally."""
        return literal(self.name(code))
