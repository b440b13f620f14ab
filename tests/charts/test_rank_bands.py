import numpy as np
import pandas as pd
import pytest

from charts.look import Look
from charts.rank_bands import Ranked, against, rank_bands
from locales import Language, translator

ROWS = pd.DataFrame(
    {
        "unit_code": ["own", "a", "b", "c", "d"],
        "name": ["<b>Own</b>", "A", "B", "C", "%{x}"],
        "score": [50.0, 80.0, 55.0, 20.0, np.nan],
        "rank": [3.0, 1.0, 2.0, 4.0, np.nan],
        "low": [2.0, 1.0, 2.0, 4.0, np.nan],
        "high": [3.0, 1.0, 3.0, 4.0, np.nan],
    }
)


def draw(rows: pd.DataFrame = ROWS, language: Language = "en"):
    return rank_bands(rows, "own", Ranked("Capacity", 4, "4 peers."), Look("light", translator(language)))


def test_the_first_rank_is_on_top_and_the_band_is_the_given_one() -> None:
    figure = draw().figure
    assert figure.layout.yaxis.categoryarray[-1].startswith("A ")
    own = next(trace for trace in figure.data if trace.marker.symbol == "diamond")
    assert own.x[0] - own.error_x.arrayminus[0] == 2
    assert own.x[0] + own.error_x.array[0] == 3


def test_the_band_of_the_focus_place_is_shaded() -> None:
    shape = draw().figure.layout.shapes[0]
    assert (shape.x0, shape.x1) == (1.5, 3.5)


def test_overlapping_bands_are_level() -> None:
    assert against(ROWS, "own") == (1, 1, 1)
    assert against(ROWS, "d") is None
    assert "1 ahead, 1 level, 1 behind" in draw().alt


def test_a_place_without_a_score_is_named_as_not_assessed_and_not_drawn() -> None:
    chart = draw()
    assert any("not zero: %{x}" in caption for caption in chart.captions)
    assert len(chart.figure.layout.yaxis.categoryarray) == 4


def test_a_hostile_name_is_shown_as_its_characters() -> None:
    assert any("&lt;b&gt;Own" in label for label in draw().figure.layout.yaxis.categoryarray)


def test_nothing_assessed_is_said() -> None:
    chart = draw(ROWS.iloc[4:])
    assert chart.alt == "None of these places is assessed."
    assert chart.figure.layout.annotations[0].text == "not assessed"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_title_and_axis_carry_the_unit(language: Language) -> None:
    chart = draw(language=language)
    assert "0–100" in chart.title
    assert "1" in chart.figure.layout.xaxis.title.text
