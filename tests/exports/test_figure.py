from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from charts.chart import Chart
from charts.theme import DARK, LIGHT, apply_theme
from exports.figure import (
    ExportContext,
    axis_space,
    closing_lines,
    export_figure,
    figure_page,
    upper_axis_space,
)
from exports.renderer import Renderer
from exports.watermark import PRESS, SAMPLE
from locales import Language, translator


def chart(mode: str = "light") -> Chart:
    figure = go.Figure([go.Bar(x=[1, 2], y=[2, 3], name="甲"), go.Bar(x=[1, 2], y=[1, 2], name="乙")])
    apply_theme(figure, mode, height=300)  # type: ignore[arg-type]
    figure.update_xaxes(title={"text": "days"})
    return Chart(figure, "Cases <b>per</b> 100,000", ("A remark.",), "alt")


def context(language: Language = "en", **changes: object) -> ExportContext:
    made = ExportContext(translator(language), "abc123", ("Census (grade A)",), date(2026, 11, 24))
    return replace(made, **changes)  # type: ignore[arg-type]


def words(figure: go.Figure) -> str:
    return "\n".join([figure.layout.title.text, *(note.text for note in figure.layout.annotations)])


def test_title_remarks_peers_source_version_and_day_are_written_in() -> None:
    text = words(export_figure(chart(), context(peers="Hangzhou & 3 more", place="Jimo")))
    assert "Cases &lt;b&gt;per&lt;/b&gt; 100,000" in text
    for word in (
        "A remark.",
        "Hangzhou &amp; 3 more",
        "Census (grade A)",
        "abc123",
        "24 November 2026",
        "Jimo",
    ):
        assert word in text


def test_the_words_are_in_the_language_asked_for() -> None:
    lines = "\n".join(closing_lines(chart(), context("zh", peers="杭州市", watermark=PRESS)))
    assert "2026年11月24日" in lines
    assert all(line not in lines for line in ("Source", "Compared", "Data version", "grade C"))


def test_a_dark_figure_comes_out_light_and_the_page_keeps_its_own() -> None:
    dark = chart("dark")
    before = dark.figure.to_json()
    exported = export_figure(dark, context()).to_json()
    assert DARK.ink not in exported
    assert LIGHT.ink in exported
    assert exported == export_figure(chart("light"), context()).to_json()
    assert dark.figure.to_json() == before


def test_the_figure_grows_by_its_words_unless_a_height_is_asked_for() -> None:
    short = export_figure(chart(), context())
    long = export_figure(replace(chart(), captions=("A remark. " * 60,)), context())
    assert long.layout.height > short.layout.height > 300
    assert export_figure(chart(), context(), width=800, height=450).layout.height == 450


def test_sample_data_are_written_across_and_press_data_beneath() -> None:
    sample = export_figure(chart(), context(watermark=SAMPLE))
    marks = [note for note in sample.layout.annotations if note.name == "watermark"]
    assert [mark.text for mark in marks] == ["SAMPLE DATA"]
    assert "grade S" in words(sample)
    press = export_figure(chart(), context(watermark=PRESS))
    assert "grade C" in words(press)
    assert not [note for note in press.layout.annotations if note.name == "watermark"]


def test_the_page_opens_without_a_network_and_is_the_same_every_time() -> None:
    page = figure_page(chart(), context("zh"), name="figure-abc").decode()
    assert page == figure_page(chart(), context("zh"), name="figure-abc").decode()
    assert '<html lang="zh-Hans">' in page
    assert "<title>Cases &lt;b&gt;per&lt;/b&gt; 100,000</title>" in page
    assert 'src="http' not in page
    assert page.count('"filename": "figure-abc"') == 2


def test_room_is_kept_for_the_lowest_axis_only() -> None:
    bare = go.Figure()
    bare.update_xaxes(showticklabels=False)
    ticks = go.Figure(layout={"xaxis": {"ticktext": ["a<br>b"], "tickvals": [0]}})
    titled = go.Figure(layout={"xaxis": {"title": {"text": "days"}}})
    upper = go.Figure(layout={"xaxis": {"side": "top", "title": {"text": "days"}}})
    raised = go.Figure(
        layout={"xaxis": {"anchor": "y", "title": {"text": "days"}}, "yaxis": {"domain": [0.5, 1]}}
    )
    assert axis_space(bare) == axis_space(upper) == axis_space(raised)
    assert axis_space(bare) < axis_space(ticks) < axis_space(titled)
    assert upper_axis_space(titled) == 0
    assert upper_axis_space(upper) > 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_print_shows_the_watermark(drawing: Renderer, language: Language) -> None:
    plain = export_figure(chart(), context(language))
    marked = export_figure(chart(), context(language, watermark=SAMPLE))
    svg = drawing.render(marked, "svg", marked.layout.width, marked.layout.height).decode()
    expected = "示例数据" if language == "zh" else "SAMPLE DATA"
    assert expected in svg
    assert expected not in drawing.render(plain, "svg", plain.layout.width, plain.layout.height).decode()
