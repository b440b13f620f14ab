from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from metrics.assessment import CELL_COLUMNS, assess
from metrics.expected import adjust
from metrics.framework_file import load_framework
from metrics.like_for_like import CITY_CONTEXT, COUNTY_CONTEXT, expectation, like_for_like, model_context
from metrics.problems import MetricError

FRAMEWORK = load_framework(Path(__file__).parents[2] / "data/frameworks/county_capacity.toml")


def _places(count: int = 30) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(5)
    codes = [f"p{number:02d}" for number in range(count)]
    context = pd.DataFrame(
        {
            "urban_share": rng.uniform(20, 100, count),
            "share_over_60": rng.uniform(10, 30, count),
            "log_population": rng.normal(13, 1, count),
            "wuhan_inflow": rng.uniform(1, 1e5, count),
            "arrival_day": rng.integers(20, 30, count),
        },
        index=codes,
    )
    values = {
        "F7": 5 + 0.1 * context["urban_share"] + rng.uniform(0, 1, count),
        "F8": 4 + 0.1 * context["urban_share"] + rng.uniform(0, 1, count),
        "F9": 7 + 0.03 * context["urban_share"] + rng.uniform(0, 1, count),
    }
    cells = pd.DataFrame(
        [
            (place, code, "2020", value, None, "A", None, None)
            for code, column in values.items()
            for place, value in column.items()
        ],
        columns=CELL_COLUMNS,
    )
    return cells, context


def test_rates_are_modelled_as_logarithms_and_years_and_scores_are_not() -> None:
    cells, context = _places()
    found = like_for_like(assess(cells, list(context.index), FRAMEWORK, draws=10), context, "county")
    assert {code: one.logged for code, one in found.items()} == {
        "F7": True,
        "F8": True,
        "F9": False,
        "F": False,
    }


def test_it_is_the_regression_on_the_context_of_the_level() -> None:
    cells, context = _places()
    assessed = assess(cells, list(context.index), FRAMEWORK, draws=10)
    found = like_for_like(assessed, context, "county")["F9"]
    direct = adjust(assessed.values["F9"], context[list(COUNTY_CONTEXT)])
    assert found.adjustment is not None
    pd.testing.assert_frame_equal(found.adjustment.frame, direct.frame)
    best = found.adjustment.frame["difference"].idxmax()
    assert found.rank[best] == 1


def test_cities_are_compared_with_their_exposure_too_and_no_inflow_has_no_logarithm() -> None:
    _cells, context = _places()
    context.loc["p00", "wuhan_inflow"] = 0
    features = model_context(context, "prefecture")
    assert tuple(features.columns) == CITY_CONTEXT
    assert np.isnan(features.loc["p00", "log_wuhan_inflow"])
    assert features.loc["p01", "log_wuhan_inflow"] == pytest.approx(
        np.log(context.loc["p01", "wuhan_inflow"])
    )


def test_a_value_of_zero_is_modelled_as_it_is_and_said_so() -> None:
    _cells, context = _places()
    values = pd.Series(np.arange(30.0), index=context.index)
    assert not expectation(values, model_context(context, "county"), logged=True).logged


@pytest.mark.parametrize("values", [[np.nan] * 30, [7.0] * 30, [1.0, 2.0, *[np.nan] * 28]])
def test_where_the_data_carry_no_model_nothing_is_expected(values: list[float]) -> None:
    _cells, context = _places()
    found = expectation(
        pd.Series(values, index=context.index), model_context(context, "county"), logged=False
    )
    assert found.adjustment is None
    assert found.rank.isna().all()


def test_the_order_of_places_changes_nothing() -> None:
    _cells, context = _places()
    features = model_context(context, "county")
    values = features["urban_share"] ** 2
    one = expectation(values, features, logged=False).rank
    other = expectation(values.iloc[::-1], features.sample(frac=1, random_state=1), logged=False).rank
    pd.testing.assert_series_equal(one, other.reindex(one.index))


def test_text_in_the_context_is_refused() -> None:
    _cells, context = _places()
    with pytest.raises(MetricError, match="urban_share"):
        model_context(context.astype({"urban_share": object}).assign(urban_share="x"), "county")
