"""Figures already drawn, kept while nothing they depend on has changed."""

from collections.abc import Callable

from charts.chart import Chart
from ui.kept import kept


# A copy of a figure checks every property again, which takes as long as drawing it. So the figures themselves
# are kept; nobody changes one after it is drawn (files to take away are made from a copy).
@kept(200)
def drawn(key: tuple[str, ...], _draw: Callable[[], Chart]) -> Chart:
    """Return the figure for a key, drawn by `_draw` the first time."""
    return _draw()
