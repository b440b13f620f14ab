import plotly.graph_objects as go
import pytest

from charts.chart import Chart, framed
from charts.watermark import watermarked
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


def test_the_mark_goes_into_a_file_with_the_figure() -> None:
    plain = Chart(go.Figure(go.Bar(x=[1], y=[2])), "Beds", (), "Two beds")
    assert "SAMPLE DATA" in framed(watermarked(plain, translator("en"))).to_json()
