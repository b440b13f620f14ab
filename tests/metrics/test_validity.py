import numpy as np
import pandas as pd
import pytest

from metrics.association import association
from metrics.problems import MetricError
from metrics.validity import BASELINE, BEYOND, SCORE, validity

PLACES = [f"{number}" for number in range(40)]
RANDOM = np.random.default_rng(7)
SCORES = pd.DataFrame({"B": RANDOM.normal(size=40), "F": RANDOM.normal(size=40)}, index=PLACES)
BASELINES = pd.DataFrame({"inflow": RANDOM.normal(size=40)}, index=PLACES)
OUTCOMES = pd.DataFrame(
    {"rate": BASELINES["inflow"] + 0.1 * RANDOM.normal(size=40), "days": RANDOM.normal(size=40)}, index=PLACES
)


def test_every_pair_appears_once_and_each_baseline_once_an_outcome() -> None:
    found = validity(SCORES, OUTCOMES, BASELINES)
    assert found.groupby("outcome")["kind"].value_counts().to_dict() == {
        (outcome, kind): count
        for outcome in ("rate", "days")
        for kind, count in ((SCORE, 2), (BASELINE, 1), (BEYOND, 2))
    }


def test_a_row_is_what_the_association_says() -> None:
    found = validity(SCORES, OUTCOMES, BASELINES).set_index(["outcome", "kind", "name"])
    own = association(SCORES["F"], OUTCOMES["days"], BASELINES)
    assert found.loc[("days", SCORE, "F"), "coefficient"] == own.loc["score", "coefficient"]
    assert found.loc[("days", BEYOND, "F"), "low"] == own.loc["score beyond baselines", "low"]


def test_a_plain_fact_that_explains_the_outcome_is_shown_to_do_so() -> None:
    found = validity(SCORES, OUTCOMES, BASELINES).set_index(["outcome", "kind", "name"])
    assert found.loc[("rate", BASELINE, "inflow"), "clear"]
    assert found.loc[("rate", BASELINE, "inflow"), "coefficient"] > 0.9


def test_the_order_of_places_does_not_matter() -> None:
    mixed = SCORES.sample(frac=1, random_state=3).index
    again = validity(SCORES.loc[mixed], OUTCOMES.loc[mixed], BASELINES.loc[mixed])
    pd.testing.assert_frame_equal(validity(SCORES, OUTCOMES, BASELINES), again)


def test_what_cannot_be_compared_is_blank_and_never_clear() -> None:
    found = validity(SCORES.assign(B=np.nan), OUTCOMES, BASELINES)
    own = found[(found["name"] == "B")]
    assert own["coefficient"].isna().all()
    assert not own["clear"].any()
    assert (own["n"] == 0).all()


def test_other_rows_are_refused() -> None:
    with pytest.raises(MetricError, match="outcomes have other rows"):
        validity(SCORES, OUTCOMES.iloc[1:], BASELINES)
