import plotly.graph_objects as go

from exports.legend import legend_names, legend_rows


def bars(*names: str) -> go.Figure:
    return go.Figure([go.Bar(x=[1], y=[1], name=name) for name in names])


def test_one_trace_has_no_legend_unless_it_asks_for_one() -> None:
    assert legend_rows(bars("a"), 1000) == 0
    asked = bars("a")
    asked.update_traces(showlegend=True)
    assert legend_names(asked) == ["a"]


def test_hidden_entries_and_hidden_legends_take_no_room() -> None:
    figure = bars("a", "b", "c")
    figure.data[2].showlegend = False
    assert legend_names(figure) == ["a", "b"]
    figure.update_layout(showlegend=False)
    assert legend_rows(figure, 1000) == 0


def test_entries_that_do_not_fit_one_row_stand_in_columns_as_wide_as_the_widest() -> None:
    names = ["short"] * 5 + ["a very long name of a place in a figure"]
    assert legend_rows(bars(*names), 2000) == 1
    assert legend_rows(bars(*names), 700) == 3


def test_chinese_names_count_double() -> None:
    assert legend_rows(bars("一" * 20, "二" * 20), 500) == 2
    assert legend_rows(bars("a" * 20, "b" * 20), 500) == 1
