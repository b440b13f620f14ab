import numpy as np
import pandas as pd

from charts.chart import Chart
from charts.look import Look
from charts.simulated_ranks import rank_bands_chart
from locales import translator

ROWS = pd.DataFrame(
    {
        "unit_code": ["a", "b", "c", "d"],
        "name": ["A <b>", "B", "C", "D"],
        "rank": [2.0, 1.0, 9.0, np.nan],
        "default": [3.0, 1.0, 9.0, np.nan],
        "low": [1.0, 1.0, 8.0, np.nan],
        "high": [4.0, 2.0, 10.0, np.nan],
        "inherited": [False, False, False, False],
    }
)


def draw(rows: pd.DataFrame = ROWS, *, changed: bool = False) -> Chart:
    look = Look("light", translator("en"))
    return rank_bands_chart(rows, "a", subject="capacity", ranked=10, draws=300, changed=changed, look=look)


def test_a_bar_reaches_half_a_rank_beyond_both_ends_of_the_band() -> None:
    bar = next(trace for trace in draw().figure.data if trace.type == "bar" and len(trace.y) == 1)
    assert (bar.base[0], bar.base[0] + bar.x[0]) == (0.5, 4.5)


def test_the_best_rank_is_on_top_and_hostile_names_are_literal() -> None:
    labels = draw().figure.layout.yaxis.categoryarray
    assert labels[-1] == "B"
    assert "<b>A &lt;b&gt;</b>" in labels


def test_places_with_overlapping_bands_are_called_level_and_others_not() -> None:
    level = next(caption for caption in draw().captions if caption.startswith("Level with"))
    assert "B" in level
    assert "C" not in level.removeprefix("Level with A <b>")


def test_default_marks_appear_only_beside_other_choices() -> None:
    def hollow(chart: Chart) -> int:
        marks = [trace for trace in chart.figure.data if trace.type == "scatter"]
        return sum(str(trace.marker.symbol).endswith("-open") for trace in marks)

    assert hollow(draw()) == 0
    assert hollow(draw(changed=True)) == 3


def test_a_rank_of_the_city_is_hatched_and_said_to_be_the_citys() -> None:
    chart = draw(ROWS.assign(inherited=[True, False, False, False]))
    shapes = {
        shape for trace in chart.figure.data if trace.type == "bar" for shape in trace.marker.pattern.shape
    }
    assert "/" in shapes
    assert any("Hatched" in caption for caption in chart.captions)


def test_a_place_without_a_rank_is_named_and_nothing_at_all_is_said() -> None:
    assert any("Not ranked" in caption and "D" in caption for caption in draw().captions)
    assert draw(ROWS.iloc[3:]).alt == "No place has a rank."


def test_the_figure_speaks_of_the_focus() -> None:
    assert "A <b>: rank 2, band 1 to 4." in draw().alt
