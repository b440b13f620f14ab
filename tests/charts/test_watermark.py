import plotly.graph_objects as go
import pytest

from charts.chart import Chart
from charts.watermark import add_mark, watermarked
from locales import Language, translator


@pytest.mark.parametrize(("language", "mark"), [("en", "SAMPLE DATA"), ("zh", "示例数据")])
def test_the_mark_stands_in_figure_title_caption_and_alt_text(language: Language, mark: str) -> None:
    plain = Chart(go.Figure(go.Bar(x=[1], y=[2])), "Beds", ("A caption",), "Two beds")
    marked = watermarked(plain, translator(language))
    assert mark in {annotation.text for annotation in marked.figure.layout.annotations}
    assert not plain.figure.layout.annotations
    words = translator(language)("Sample data: places, documents and figures are invented.")
    assert marked.captions == (words, "A caption")
    assert marked.alt == f"{words} Two beds"
    assert marked.title != plain.title


def test_a_figure_is_marked_once() -> None:
    plain = Chart(go.Figure(go.Bar(x=[1], y=[2])), "Beds", (), "Two beds")
    figure = watermarked(plain, translator("en")).figure
    add_mark(figure, translator("en"))
    assert [note.text for note in figure.layout.annotations] == ["SAMPLE DATA"]
