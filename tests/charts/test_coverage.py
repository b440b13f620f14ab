import pandas as pd

from charts.coverage import coverage_matrix
from charts.look import Look
from locales import translator

ROWS = pd.DataFrame(
    {
        "level": ["prefecture", "prefecture", "county"],
        "indicator_code": ["B1", "F7", "B1"],
        "own": [50, 100, 0],
        "inherited": [0, 0, 150],
        "not_applicable": [25, 0, 20],
    }
)
NAMES = {"A1": "Unified command", "B1": "First-measure lag", "F7": "Health workforce"}
PLACES = {"prefecture": 100, "county": 200}


def draw(rows: pd.DataFrame = ROWS, *, compact: bool = False):
    return coverage_matrix(rows, NAMES, PLACES, Look("light", translator("en"), compact))


def test_bars_are_shares_of_all_places_and_empty_ones_are_not_drawn() -> None:
    own = draw().figure.data[0]
    shares = dict(zip(own.y, own.x, strict=True))
    assert shares["B1 First-measure lag"] == 50
    assert shares["F7 Health workforce"] == 100
    assert pd.isna(shares["A1 Unified command"])


def test_what_is_inherited_is_hatched() -> None:
    inherited = next(trace for trace in draw().figure.data[3:] if trace.legendgroup == "inherited")
    assert inherited.marker.pattern.shape == "/"
    assert 75 in inherited.x


def test_a_narrow_screen_shows_codes_only() -> None:
    assert list(draw(compact=True).figure.data[0].y) == ["A1", "B1", "F7"]


def test_the_alternative_text_counts_places() -> None:
    assert "B1 First-measure lag 50 of 100" in draw().alt
    assert draw(ROWS.iloc[:0]).alt == "No indicator has a value."
