import numpy as np
import pandas as pd

from charts.expected_scores import Model, expected_scores, outside
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "unit_code": ["own", "a", "b"],
        "name": ["Own", "A", "B"],
        "score": [50.0, 80.0, 55.0],
        "expected": [60.0, 70.0, np.nan],
        "low": [-10.0, 40.0, np.nan],
        "high": [130.0, 90.0, np.nan],
        "difference": [-10.0, 10.0, np.nan],
    }
)


def draw(r_squared: float = 0.64):
    model = Model("Capacity", "urban share", r_squared, 2819, "2 peers.")
    return expected_scores(ROWS, "own", model, Look("light", translator("en")))


def test_the_largest_lead_is_on_top_with_its_sign() -> None:
    labels = draw().figure.layout.yaxis.categoryarray
    assert "A" in labels[-1]
    assert "+10" in labels[-1]
    assert "−10" in labels[0]


def test_the_interval_ends_where_a_score_ends() -> None:
    expected = draw().figure.data[0]
    place = list(expected.y).index(next(label for label in expected.y if "Own" in label))
    assert expected.x[place] - expected.error_x.arrayminus[place] == 0
    assert expected.x[place] + expected.error_x.array[place] == 100


def test_model_and_places_are_named() -> None:
    text = " ".join(draw().captions)
    assert "R² 0.64" in text
    assert "2,819 places" in text
    assert "not known: B" in text
    assert "explains little" not in text
    assert "explains little" in " ".join(draw(0.07).captions)


def test_only_beyond_the_interval_a_place_stands_out() -> None:
    assert [outside(score, 40, 60) for score in (39, 40, 50, 60, 61)] == [-1, 0, 0, 0, 1]
