import numpy as np
import pandas as pd

from charts.look import Look
from charts.two_axis import Axis, two_axis
from locales import translator

CITIES = pd.DataFrame(
    {
        "unit_code": ["own", "a", "b", "c"],
        "name": ["Own", "A", "B", "Wuhan"],
        "short": ["<b>Own</b>", "A", "B", "Wuhan"],
        "marked": [True, True, False, True],
        "F": [57.0, 60.0, 20.0, 70.0],
        "B": [67.0, 88.0, 40.0, np.nan],
    }
)
ACROSS, UPWARDS = Axis("F", "Capacity", "capacity"), Axis("B", "Response", "response")


def draw(cities: pd.DataFrame = CITIES, *, compact: bool = False):
    look = Look("light", translator("en"), compact)
    return two_axis(cities, ACROSS, UPWARDS, focus="own", caption="Earlier is no proof.", look=look)


def test_only_cities_with_both_scores_are_drawn_and_the_others_named() -> None:
    chart = draw()
    assert sum(len(trace.x) for trace in chart.figure.data) == 3
    assert any("not assessed: Wuhan" in caption for caption in chart.captions)


def test_the_focus_is_a_diamond_with_a_literal_label() -> None:
    figure = draw().figure
    assert figure.data[2].marker.symbol == "diamond"
    assert figure.layout.annotations[0].text == "<b>&lt;b&gt;Own&lt;/b&gt;</b>"


def test_marked_cities_are_named_and_others_are_not() -> None:
    assert {note.text for note in draw().figure.layout.annotations[1:]} == {"A"}


def test_the_text_gives_medians_and_the_own_scores() -> None:
    assert "Own: Response 67, capacity 57" in draw().alt


def test_no_city_at_all_is_said() -> None:
    assert draw(CITIES.iloc[3:], compact=True).alt == "No city has both scores."
