from datetime import date

import numpy as np
import pandas as pd

from charts.look import Look
from charts.ranking import OwnCount, ranking
from locales import Language, translator

ROWS = pd.DataFrame(
    {
        "unit_code": ["370200", "420100", "540100", "999999"],
        "name": ["Qingdao", "Wuhan", "Lhasa", "Nowhere"],
        "confirmed": [60, 48_557, 0, np.nan],
        "rate": [0.6, 394.0, 0.0, np.nan],
        "low": [0.45, 390.0, 0.0, np.nan],
        "high": [0.77, 397.0, 0.43, np.nan],
        "rank": [2, 1, 3, np.nan],
    }
)
OWN = OwnCount("Jimo", 8, 0.6, 0.26, 1.18, date(2020, 2, 25))


def draw(own: OwnCount | None = None, language: Language = "en"):
    look = Look("light", translator(language))
    return ranking(ROWS, "370200", own, until=date(2020, 2, 29), ranked=365, look=look)


def test_the_highest_rate_is_on_top_and_the_interval_is_the_given_one() -> None:
    figure = draw().figure
    assert figure.layout.yaxis.categoryarray[-1].startswith("Wuhan")
    focus = next(trace for trace in figure.data if trace.marker.symbol == "diamond")
    assert focus.x[0] + focus.error_x.array[0] == 0.77
    assert focus.x[0] - focus.error_x.arrayminus[0] == 0.45


def test_a_rate_of_zero_is_drawn_at_the_left_end_of_a_logarithmic_axis() -> None:
    figure = draw().figure
    others = next(trace for trace in figure.data if trace.marker.symbol == "circle")
    assert min(others.x) > 0
    assert others.hovertext[-1].splitlines()[-1].count("0") >= 1


def test_a_place_without_a_rate_is_named_and_not_drawn() -> None:
    chart = draw()
    assert any("Nowhere" in caption for caption in chart.captions)
    assert not any("Nowhere" in label for label in chart.figure.layout.yaxis.categoryarray)


def test_a_count_of_another_day_stands_beside_the_ranking_with_its_rule() -> None:
    chart = draw(OWN)
    assert chart.figure.data[-1].marker.symbol == "diamond-open"
    assert any("not ranked" in caption and "25 February 2020" in caption for caption in chart.captions)
    assert "place 2 of 365" in chart.alt


def test_nothing_to_rank_is_said() -> None:
    look = Look("light", translator("en"))
    chart = ranking(ROWS.iloc[3:], "370200", None, until=date(2020, 2, 29), ranked=0, look=look)
    assert chart.alt == "No place has a rate."
