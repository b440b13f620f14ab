import numpy as np
import pandas as pd

from charts.gap_obstacles import obstacles
from charts.gap_words import Sides
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "name": ["Small", "Large", "Absent", "Lag"],
        "group": ["Capacity", "Capacity", "Capacity", "Response"],
        "deficit": [5.0, 20.0, np.nan, 12.0],
        "obstacle": [20.0, 80.0, np.nan, 100.0],
    },
    index=["F1", "F2", "F3", "B3"],
)


def draw(sides: Sides):
    return obstacles(ROWS, sides, Look("light", translator("en")))


def test_length_is_the_loss_in_points_and_the_share_stands_beside_it() -> None:
    bars = draw(Sides("Jimo", "Median", "Jimo")).figure.data[0]
    assert list(bars.x) == [20.0, 5.0, 12.0]
    assert "20.0 points · 80%" in bars.text[0]


def test_a_bar_carries_its_place_and_indicator_for_a_click() -> None:
    bars = draw(Sides("Jimo", "Median", "Jimo", unit="370215")).figure.data[0]
    assert list(bars.customdata) == ["370215|F2", "370215|F1", "370215|B3"]


def test_a_lent_loss_is_hatched_in_the_city_s_colour() -> None:
    chart = draw(Sides("Qingdao", "Median", "Jimo", True))
    assert chart.figure.data[0].marker.pattern.shape == "/"
    assert "Qingdao" in chart.title
    assert "Absent" not in chart.alt
