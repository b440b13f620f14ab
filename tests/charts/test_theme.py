import plotly.graph_objects as go
import pytest
from plotly.subplots import make_subplots

from charts.theme import LIGHT, PALETTES, Mode, apply_theme, focus_style, peer_style


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_marks_stand_out_from_the_paper(mode: Mode) -> None:
    palette = PALETTES[mode]
    for colour in (palette.ink, palette.quiet, palette.focus, palette.city):
        assert contrast(colour, palette.paper) >= 4.5, colour
    for colour in palette.peers:
        assert contrast(colour, palette.paper) >= 4.5, colour


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_two_compared_places_look_alike_even_in_grey(mode: Mode) -> None:
    shapes = [(style.symbol, style.dash) for style in (peer_style(mode, index) for index in range(6))]
    assert len(set(shapes)) == 6
    assert focus_style(mode).symbol not in {symbol for symbol, _dash in shapes}


def test_a_theme_leaves_the_page_behind_visible_and_names_chinese_fonts() -> None:
    figure = apply_theme(go.Figure(), "dark", height=300)
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert "Noto Sans CJK SC" in figure.layout.font.family
    assert figure.layout.height == 300


def test_a_theme_keeps_what_a_figure_has_and_reaches_every_axis() -> None:
    figure = make_subplots(rows=2, cols=1)
    figure.update_xaxes(title={"text": "days"}, gridcolor="#FF0000", row=2, col=1)
    figure.add_annotation(text="note", x=0, y=0)
    apply_theme(figure, "light", height=300)
    assert figure.layout.xaxis2.title.text == "days"
    assert figure.layout.annotations[0].text == "note"
    for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.yaxis, figure.layout.yaxis2):
        assert axis.gridcolor == LIGHT.grid
        assert axis.title.font.color == LIGHT.quiet
    figure.add_scatter(x=[1], y=[2], row=2, col=1)
    assert figure.data[0].xaxis == "x2"
