import plotly.graph_objects as go

from charts.chart import Chart, framed, wrapped


def test_lines_are_broken_without_losing_a_character() -> None:
    text = "截至2020年2月29日每10万常住人口确诊病例及95%区间"
    lines = wrapped(text, 20)
    assert "".join(lines) == text
    assert len(lines) > 1


def test_a_framed_figure_carries_title_and_captions_and_leaves_the_original_alone() -> None:
    chart = Chart(go.Figure(), "Cases <b>here</b>", ("first line", "second line"), "alt")
    figure = framed(chart, 1200, 675)
    assert figure.layout.title.text == "Cases &lt;b&gt;here&lt;/b&gt;"
    assert "second line" in figure.layout.annotations[0].text
    assert chart.figure.layout.title.text is None
    assert len(chart.figure.layout.annotations) == 0
