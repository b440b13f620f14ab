import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from metrics.problems import MetricError
from metrics.ranks import competition_rank

scores = hnp.arrays(float, st.integers(0, 30), elements=st.integers(0, 20).map(float))


def test_best_is_one_ties_share_the_smaller_number_and_missing_is_unranked():
    ranks = competition_rank(pd.Series([5.0, np.nan, 9.0, 5.0, 1.0], index=list("abcde"), name="index"))
    assert ranks.to_dict() == pytest.approx({"a": 2, "b": np.nan, "c": 1, "d": 2, "e": 4}, nan_ok=True)
    assert ranks.name == "index"


def test_scores_that_round_alike_are_not_tied():
    assert competition_rank(np.array([70.004, 70.0041])).tolist() == [2, 1]


def test_each_column_is_ranked_by_itself():
    table = pd.DataFrame({"B": [1.0, 2.0], "F": [9.0, np.nan]})
    ranks = competition_rank(table)
    assert ranks["B"].tolist() == [2, 1]
    assert ranks["F"].to_numpy() == pytest.approx([1, np.nan], nan_ok=True)


def test_one_unit_and_nobody():
    assert competition_rank(np.array([3.0])).tolist() == [1]
    assert competition_rank(np.array([])).tolist() == []
    assert np.isnan(competition_rank(np.full(2, np.nan))).all()


@given(scores)
def test_agrees_with_scipy(values):
    assert competition_rank(values) == pytest.approx(stats.rankdata(-values, method="min"))


def test_infinite_scores_are_refused():
    with pytest.raises(MetricError, match="scores is infinite at position 0"):
        competition_rank(np.array([np.inf, 1.0]))
