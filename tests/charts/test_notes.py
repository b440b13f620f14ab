"""Notes keep what a figure already has, and escape nothing away."""

import plotly.graph_objects as go
import pytest

from charts.notes import Notes


def test_what_is_there_stays_and_the_order_is_kept() -> None:
    figure = go.Figure()
    figure.add_annotation(text="first", x=0, y=0)
    figure.add_vline(x=1)
    notes = Notes()
    for text in ("second", "third"):
        notes.annotate(text=text, x=0, y=0, showarrow=False)
    notes.draw(type="line", x0=0, x1=1, y0=0, y1=0)
    notes.write(figure)
    assert [note.text for note in figure.layout.annotations] == ["first", "second", "third"]
    assert len(figure.layout.shapes) == 2


def test_an_option_that_does_not_exist_is_refused() -> None:
    notes = Notes()
    notes.annotate(words="x")
    with pytest.raises(ValueError, match="words"):
        notes.write(go.Figure())
