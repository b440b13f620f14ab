import re

import pandas as pd
import pytest

from charts.look import Look
from charts.workforce_scatter import Marked, workforce_scatter
from locales import translator

OTHERS = pd.DataFrame({"share_over_60": [10.0, 20.0, 30.0], "value": [5.0, 8.0, 6.0]})
FOCUS = Marked("Jimo <b>", "focus", 20.8, 7.33, 0.236)
CITY = Marked("Qingdao", "city", 20.3, 9.96, 0.1)


def test_the_focus_carries_its_sampling_error() -> None:
    chart = workforce_scatter(OTHERS, [CITY, FOCUS], missing=2, look=Look("light", translator("en")))
    focus = next(trace for trace in chart.figure.data if trace.marker.symbol == "diamond")
    assert focus.error_y.array[0] == pytest.approx(1.96 * 0.236)
    assert any("&lt;b&gt;" in note.text for note in chart.figure.layout.annotations)
    assert any("the whole city" in caption for caption in chart.captions)
    assert any("missing: 2" in caption for caption in chart.captions)
    assert "Jimo <b>: 7.33 per 1,000, 20.8% over 60." in chart.alt


def test_a_place_far_above_does_not_press_the_others_down() -> None:
    many = pd.DataFrame({"share_over_60": [20.0] * 1001, "value": [8.0] * 1000 + [400.0]})
    chart = workforce_scatter(many, [FOCUS], missing=0, look=Look("dark", translator("en"), compact=True))
    assert chart.figure.layout.yaxis.range[1] < 20
    assert any("above the figure: 1" in caption for caption in chart.captions)


def test_nothing_to_draw_is_said() -> None:
    assert workforce_scatter(OTHERS.iloc[:0], [], missing=3, look=Look("light", translator("en"))).alt == (
        "No place has both values."
    )


def test_every_other_place_is_a_dot_at_its_value() -> None:
    look = Look("light", translator("en"))
    figure = workforce_scatter(OTHERS, [FOCUS], missing=0, look=look).figure
    path = "".join(shape.path for shape in figure.layout.shapes)
    dots = re.findall(r"M([\d.]+),([\d.]+)H([\d.]+)", path)
    middles = sorted(((float(left) + float(right)) / 2, float(value)) for left, value, right in dots)
    assert middles == [pytest.approx(pair, abs=0.01) for pair in ((10.0, 5.0), (20.0, 8.0), (30.0, 6.0))]
