"""What charts of places in rows share: who is marked how, and how they are told in words."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from charts.look import Look, each
from charts.theme import FOCUS_SYMBOL


def marks(known: pd.DataFrame, focus: str, look: Look) -> list[tuple[pd.Series, str, str, int]]:
    """Return the peers and the focus place as masks, each with colour, symbol and size."""
    is_focus = known["unit_code"] == focus
    colours = look.colours
    return [(~is_focus, colours.city, "circle", 9), (is_focus, colours.focus, FOCUS_SYMBOL, 13)]


def told(
    known: pd.DataFrame,
    focus: str,
    *,
    nothing: str,
    whole: Callable[[Any, Any], str],
    own: Callable[[Any], str],
) -> str:
    """Return the text for those who cannot see a chart of rows: the whole of it, then the focus place.

    `whole` is given the first and the last row, `own` the row of the focus place; without any row there is
    `nothing` to tell, and an empty text of `own` is left out.
    """
    if known.empty:
        return nothing
    rows = list(each(known))
    text = whole(rows[0], rows[-1])
    focused = [row for row in rows if row.unit_code == focus]
    place = own(focused[0]) if focused else ""
    return f"{text} {place}" if place else text


def absent(rows: pd.DataFrame, column: str) -> list[str]:
    """Return the names of the places without a figure."""
    return [str(name) for name in rows.loc[rows[column].isna(), "name"]]
