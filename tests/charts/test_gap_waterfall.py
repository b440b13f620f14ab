import pandas as pd
import pytest

from charts.gap_waterfall import Panel, waterfall
from charts.gap_words import Sides
from charts.look import Look
from locales import translator

PARTS = pd.DataFrame(
    {"name": ["Schooling", "Staff", "Health"], "contribution": [8.33, 13.44, -4.15]}, ["F9", "F7", "F8"]
)
PANEL = Panel("Capacity", 32.24, 32.24 + 8.33 + 13.44 - 4.15, PARTS)
OWN, LENT = Sides("Jimo", "Median", "Jimo"), Sides("Qingdao", "Median", "Jimo", True)


def draw(panels, sides=OWN, language="en"):
    return waterfall(panels, sides, Look("light", translator(language)))


def bars(chart, *names):
    return [
        (base, length)
        for trace in chart.figure.data
        if trace.type == "bar" and trace.name in names
        for base, length in zip(trace.base, trace.x, strict=True)
    ]


def test_the_bars_sum_to_the_gap_and_each_starts_where_the_last_ended() -> None:
    chart = draw([PANEL])
    parts = sorted(bars(chart, "behind"), key=lambda bar: bar[0]) + bars(chart, "ahead")
    assert sum(length for _base, length in parts) == pytest.approx(PANEL.benchmark - PANEL.score, abs=1e-12)
    reached = PANEL.score
    for base, length in parts:
        assert base == pytest.approx(reached)
        reached += length
    assert reached == pytest.approx(bars(chart, "Median")[0][1])
    assert bars(chart, "Jimo") == [(0.0, PANEL.score)]


def test_every_bar_has_its_number() -> None:
    numbers = next(trace for trace in draw([PANEL]).figure.data if trace.type == "scatter").text
    assert [text.strip(" </b>") for text in numbers] == ["32.2", "+13.4", "+8.3", "−4.2", "49.9"]


def test_several_dimensions_stand_beneath_each_other_without_being_added_up() -> None:
    chart = draw([PANEL, Panel("Response", 50.0, 50.0, PARTS.iloc[:0])])
    headings = [note.text for note in chart.figure.layout.annotations if note.text.startswith("<b>")]
    assert headings == ["<b>Capacity: behind by 17.6 points</b>", "<b>Response: level</b>"]


def test_lent_values_are_hatched_and_said_to_be_the_city_s() -> None:
    chart = draw([PANEL], LENT)
    own = next(trace for trace in chart.figure.data if trace.name == "Qingdao")
    assert own.marker.pattern.shape == "/"
    assert any("not of Jimo" in caption for caption in chart.captions)


def test_alt_text_holds_the_numbers_and_nothing_to_draw_is_said() -> None:
    assert "Staff +13.4, Schooling +8.3, Health −4.2" in draw([PANEL]).alt
    assert draw([]).alt == "There is no gap to draw."
    assert "落后 17.6 分" in draw([PANEL], language="zh").alt


def test_names_are_shown_literally() -> None:
    hostile = Panel("<b>x</b>", 1.0, 2.0, pd.DataFrame({"name": ["<script>"], "contribution": [1.0]}))
    texts = [note.text for note in draw([hostile]).figure.layout.annotations]
    assert "&lt;script&gt;" in texts


def test_a_part_opens_its_indicator_and_the_ends_open_nothing() -> None:
    carried = [code for trace in draw([PANEL]).figure.data for code in trace.customdata or ()]
    assert sorted(carried) == ["", "", "|F7", "|F8", "|F9"]
