"""Words and shapes of a figure that are added all at once.

Plotly checks every annotation that is already there again whenever one more is added, so that fifty of them
take longer than the rest of the figure.
"""

from typing import Any

import plotly.graph_objects as go


class Notes:
    """Collects annotations and shapes, and writes them into a figure together.

    >>> notes = Notes()
    >>> notes.annotate(text="one", x=0, y=0)
    >>> notes.draw(type="line", x0=0, x1=1, y0=0, y1=1)
    >>> figure = go.Figure()
    >>> notes.write(figure)
    >>> [note.text for note in figure.layout.annotations], len(figure.layout.shapes)
    (['one'], 1)
    """

    def __init__(self) -> None:
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []

    def annotate(self, **options: Any) -> None:
        """Keep an annotation, with the options of `figure.add_annotation`."""
        self._annotations.append(options)

    def draw(self, **options: Any) -> None:
        """Keep a shape, with the options of `figure.add_shape`."""
        self._shapes.append(options)

    def write(self, figure: go.Figure) -> None:
        """Add everything kept to what the figure has."""
        if self._annotations:
            figure.layout.annotations = [*figure.layout.annotations, *self._annotations]
        if self._shapes:
            figure.layout.shapes = [*figure.layout.shapes, *self._shapes]
