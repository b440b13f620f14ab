import numpy as np
import pandas as pd

from charts.gap_dumbbell import dumbbell
from charts.gap_words import Sides
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "name": ["Staff", "Lag", "Coded"],
        "unit": ["per 1,000", "days", "level"],
        "value": [7.33, 3.0, np.nan],
        "benchmark": [8.7, 0.0, 2.0],
        "low": [6.87, np.nan, np.nan],
        "high": [7.79, np.nan, np.nan],
        "floor": [5.0, 10.0, 0.0],
        "target": [16.0, -1.0, 4.0],
        "gap": [12.4, 27.3, np.nan],
        "probability": [1.0, 0.5, np.nan],
        "others": [{"A": 7.0, "B": 19.4}, {}, {}],
    }
)
SIDES = Sides("Jimo", "Median", "Jimo")


def draw(rows=ROWS, sides=SIDES):
    return dumbbell(rows, sides, Look("light", translator("en")))


def test_each_row_holds_value_and_benchmark_in_its_own_unit() -> None:
    chart = draw()
    own = [trace for trace in chart.figure.data if trace.name == "Jimo"]
    assert [trace.x[0] for trace in own] == [7.33, 3.0]
    assert [trace.xaxis for trace in own] == ["x", "x2"]
    assert [note.text for note in chart.figure.layout.annotations] == [
        "Staff (per 1,000) · behind",
        "Lag (days) · uncertain",
    ]


def test_less_is_better_turns_the_axis_round() -> None:
    layout = draw().figure.layout
    assert layout.xaxis.range[0] < layout.xaxis.range[1]
    assert layout.xaxis2.range[0] > layout.xaxis2.range[1]


def test_the_sampling_error_is_drawn_where_known_and_its_absence_said() -> None:
    chart = draw()
    own = [trace for trace in chart.figure.data if trace.name == "Jimo"]
    assert round(own[0].error_x.array[0], 2) == 0.46
    assert own[1].error_x.array is None
    assert "No sampling error is known for Lag." in chart.captions
    assert "Not assessed on one of the two sides: Coded." in chart.captions


def test_the_places_of_the_group_lie_within_the_axis() -> None:
    figure = draw().figure
    others = next(trace for trace in figure.data if trace.legendgroup == "others")
    assert max(others.x) < figure.layout.xaxis.range[1]


def test_nothing_comparable_is_said() -> None:
    assert draw(ROWS.iloc[2:]).alt == "There is no gap to draw."
    assert "Jimo 7.33, Median 8.70 (per 1,000), behind" in draw().alt
