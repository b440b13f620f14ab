import numpy as np
import pandas as pd
import pytest

from charts.before_after_map import before_after_map
from charts.look import Look
from locales import translator


@pytest.fixture
def places() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["one", "two", "three", "nowhere"],
            "lon": [100.0, 110.0, 120.0, np.nan],
            "lat": [30.0, 31.0, 32.0, np.nan],
            "before": [10.0, np.nan, 30.0, 1.0],
            "after": [10.0, 20.0, np.nan, 1.0],
            "touched": [False, True, True, True],
        }
    )


def test_both_maps_have_one_scale_and_blank_places_stay_blank(places: pd.DataFrame) -> None:
    chart = before_after_map(places, "capacity", "0–100", Look("light", translator("en")))
    blank, valued, ringed, blank_after, valued_after, _ringed = chart.figure.data
    assert list(blank.x) == [110.0]
    assert list(valued.marker.color) == [10.0, 30.0]
    assert list(blank_after.x) == [120.0]
    assert (valued.marker.cmin, valued.marker.cmax) == (valued_after.marker.cmin, valued_after.marker.cmax)
    assert list(ringed.x) == [110.0, 120.0]
    assert "1 places gain a value, 1 lose theirs" in chart.captions[1]


def test_a_phone_shows_the_maps_one_above_the_other(places: pd.DataFrame) -> None:
    desk = before_after_map(places, "x", "0–100", Look("light", translator("zh")))
    phone = before_after_map(places, "x", "0–100", Look("light", translator("zh"), compact=True))
    assert phone.figure.layout.height > desk.figure.layout.height
    assert phone.figure.layout.yaxis.domain[0] > phone.figure.layout.yaxis2.domain[1]


def test_places_without_any_value_are_drawn_grey(places: pd.DataFrame) -> None:
    empty = places.assign(before=np.nan, after=np.nan)
    chart = before_after_map(empty, "x", "0–100", Look("dark", translator("en")))
    assert len(chart.figure.data[0].x) == 3
