import plotly.graph_objects as go

from charts.labelled_rows import Label, draw_rows, mark_position
from charts.look import Look
from locales import translator


def test_every_row_has_its_words_above_its_mark_and_headings_are_bold() -> None:
    figure = go.Figure()
    draw_rows(figure, [Label("Group", heading=True), Label("<i>a</i>")], Look("light", translator("en")))
    heading, row = figure.layout.annotations
    assert heading.text == "<b>Group</b>"
    assert row.text == "&lt;i&gt;a&lt;/i&gt;"
    assert row.y > mark_position(1)
    low, high = figure.layout.yaxis.range
    assert low < mark_position(1) < mark_position(0) < high


def test_height_grows_with_the_rows() -> None:
    heights = []
    for count in (1, 9):
        figure = go.Figure()
        draw_rows(figure, [Label("a")] * count, Look("dark", translator("zh")))
        heights.append(figure.layout.height)
    assert heights[0] < heights[1]
