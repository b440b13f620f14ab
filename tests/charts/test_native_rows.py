import plotly.graph_objects as go

from charts.look import Look
from charts.native_rows import NativeAxis, add_marks, draw_native_rows, names
from locales import translator

LOOK = Look("light", translator("en"))


def test_the_better_end_is_on_the_right_whichever_direction_is_better() -> None:
    more, less = NativeAxis("a", [0, 10]), NativeAxis("b", [0, 10], less_is_better=True)
    assert more.span[0] < more.span[1]
    assert less.span == more.span[::-1]


def test_equal_values_still_make_an_axis() -> None:
    assert NativeAxis("a", [0.0, 0.0]).span[0] < NativeAxis("a", [0.0, 0.0]).span[1]


def test_rows_have_axes_of_their_own_that_do_not_overlap() -> None:
    figure = go.Figure()
    draw_native_rows(figure, [NativeAxis("a", [0, 1]), NativeAxis("b", [5, 9])], LOOK)
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    low, high = figure.layout.xaxis2.range
    assert low < 5
    assert high > 9
    assert names(0) == {"xaxis": "x", "yaxis": "y"}
    assert names(1) == {"xaxis": "x2", "yaxis": "y2"}


def test_a_mark_carries_its_limits_and_is_named_once_in_the_legend() -> None:
    figure = go.Figure()
    for row in range(2):
        marker: dict[str, object] = {"color": "#000000"}
        add_marks(
            figure, row, [5.0], name="a", text="5", above=True, marker=marker, look=LOOK, spread=(4.0, 7.0)
        )
    assert [trace.showlegend for trace in figure.data] == [True, False]
    assert (figure.data[0].error_x.arrayminus[0], figure.data[0].error_x.array[0]) == (1.0, 2.0)
