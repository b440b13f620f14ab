import numpy as np
import pandas as pd
import pytest

from charts.look import Look
from charts.moved_scores import MOST_ROWS, moved_scores
from locales import translator


def rows(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [f"place {number}" for number in range(count)],
            "score_before": [10.0 + number for number in range(count)],
            "score_after": [10.0 + 2 * number for number in range(count)],
            "rank_before": 1.0,
            "rank_after": 1.0,
        }
    )


def test_before_and_after_are_drawn_and_the_largest_move_is_on_top() -> None:
    chart = moved_scores(rows(3), "capacity", Look("light", translator("en")))
    before, after = chart.figure.data[-2:]
    assert list(before.x) == [12, 11, 10]
    assert list(after.x) == [14, 12, 10]
    assert chart.figure.layout.yaxis.categoryarray[-1] == "place 2"
    assert "place 2, from 12.0 to 14.0" in chart.alt


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_place_that_gains_a_score_comes_first_and_the_rest_is_counted(language: str) -> None:
    listed = rows(MOST_ROWS + 2)
    listed.loc[0, "score_before"] = np.nan
    look = Look("dark", translator(language))  # type: ignore[arg-type]
    chart = moved_scores(listed, "capacity", look)
    assert chart.figure.layout.yaxis.categoryarray[-1] == "place 0"
    assert "2" in chart.captions[-1]
