import pandas as pd
from plotly.subplots import make_subplots

from charts.curve import Line
from charts.look import Look
from charts.measure_strip import LABEL_HEIGHT, LANE_HEIGHT, add_measures, dated, strip_height
from charts.theme import focus_style, peer_style
from locales import translator

MEASURES = pd.DataFrame(
    {
        "unit_code": ["a", "b", "a"],
        "measure_code": ["lockdown", "lockdown", "venues"],
        "name": ["City <lockdown>", "City <lockdown>", "Venues closed"],
        "start_date": pd.to_datetime(["2020-02-05", "2020-02-04", None]),
    }
)


def test_only_dated_measures_take_room() -> None:
    assert len(dated(MEASURES)) == 2
    assert strip_height(MEASURES, 2) == LABEL_HEIGHT + 2 * LANE_HEIGHT
    assert strip_height(MEASURES.iloc[2:], 2) == 0


def test_labels_stand_on_lines_of_their_own() -> None:
    figure = make_subplots(rows=2, cols=1)
    add_measures(
        figure,
        MEASURES,
        places=[Line("a", "A", True), Line("b", "B", False)],
        styles={"a": focus_style("light"), "b": peer_style("light", 0)},
        positions={"a": MEASURES["start_date"], "b": MEASURES["start_date"]},
        look=Look("light", translator("en")),
    )
    label = figure.layout.annotations[0]
    assert label.text == "City &lt;lockdown&gt;"
    marks = [value for trace in figure.data for value in trace.y]
    assert len(marks) == 2
    assert all(label.y - value >= LABEL_HEIGHT / 2 for value in marks)
    assert len(set(marks)) == 2
