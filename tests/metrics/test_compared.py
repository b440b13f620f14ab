from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from metrics.assessment import CELL_COLUMNS, Assessment, assess
from metrics.compared import compared_scores
from metrics.framework_file import load_framework
from metrics.like_for_like import Expectation, like_for_like

FRAMEWORK = Path(__file__).resolve().parent.parent.parent / "data" / "frameworks" / "county_capacity.toml"
PLACES = [f"p{number}" for number in range(8)]


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    cells = [
        (place, code, "2020", floor + share * number, None, "B" if number % 2 else "A", None, None)
        for number, place in enumerate(PLACES[:7])
        for code, floor, share in (("F7", 5.0, 1.0), ("F8", 5.0, 2.0), ("F9", 7.0, 0.5))
    ]
    return assess(pd.DataFrame(cells, columns=CELL_COLUMNS), PLACES, load_framework(FRAMEWORK), draws=50)


def test_rows_come_in_the_order_asked_for_with_scores_untouched(assessment: Assessment) -> None:
    nothing = {"F": Expectation(None, False, pd.Series(np.nan, index=PLACES))}
    rows = compared_scores(assessment, nothing, "F", ["p6", "p0", "p7"])
    assert rows["unit_code"].tolist() == ["p6", "p0", "p7"]
    assert rows["score"].tolist()[:2] == assessment.scorecard.dimensions.loc[["p6", "p0"], "F"].tolist()
    assert np.isnan(rows["score"].iloc[2])
    assert rows["grade"].tolist()[:2] == ["A", "A"]
    assert rows["grade"].isna().iloc[2]
    assert rows["expected"].isna().all()
    first = rows.iloc[0]
    assert first["low"] <= first["rank"] <= first["high"]


def test_what_is_expected_comes_with_its_interval(assessment: Assessment) -> None:
    context = pd.DataFrame(
        {
            "urban_share": [1.0, 5, 3, 9, 7, 4, 8, 2],
            "share_over_60": [9.0, 2, 4, 4, 1, 8, 3, 7],
            "log_population": [3.0, 1, 4, 1, 5, 9, 2, 6],
        },
        index=PLACES,
    )
    rows = compared_scores(assessment, like_for_like(assessment, context, "county"), "F", ["p3"]).iloc[0]
    assert rows["expected_low"] < rows["expected"] < rows["expected_high"]
    assert rows["difference"] == pytest.approx(rows["score"] - rows["expected"])


def test_an_unknown_place_is_refused(assessment: Assessment) -> None:
    nothing = {"F": Expectation(None, False, pd.Series(np.nan, index=PLACES))}
    with pytest.raises(KeyError, match="elsewhere"):
        compared_scores(assessment, nothing, "F", ["p1", "elsewhere"])
