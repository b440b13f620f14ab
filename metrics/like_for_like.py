"""Every score and indicator against what is expected of a place with its context."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.assessment import INDEX, Assessment
from metrics.expected import Adjustment, adjust
from metrics.inputs import float_array
from metrics.problems import MetricError
from metrics.ranks import competition_rank

COUNTY_CONTEXT = ("urban_share", "share_over_60", "log_population")
CITY_CONTEXT = (*COUNTY_CONTEXT, "log_wuhan_inflow", "arrival_day")
LOGGED = frozenset({"F1", "F2", "F3", "F7", "F8"})
"""Rates that are positive and skewed: their logarithm is modelled. Lags and scores are not transformed."""


@dataclass(frozen=True)
class Expectation:
    """What is expected of each place in one figure, or that it cannot be said.

    adjustment: None where too few places have the figure and the context. logged: the logarithm was
    modelled. rank: 1 = furthest above what is expected, NaN where nothing is expected.
    """

    adjustment: Adjustment | None
    logged: bool
    rank: pd.Series


def model_context(context: pd.DataFrame, level: str) -> pd.DataFrame:
    """Choose and transform the context that a model of a level uses.

    Formula: urban share, share over 60, log population; for cities also ln(inflow from Wuhan) and the day of
    the first case.
    Parameters: `context`, one row a place, with the columns of `etl.score_reads.context`; NaN = missing;
    `level`, "prefecture" or "county".
    Result: frame of floats, one column a feature, NaN = missing; an inflow of 0 has no logarithm and is
    missing.
    Raises MetricError: text in a column. Source: definition, see the framework's like-for-like rule.

    >>> columns = {"urban_share": [76.0], "share_over_60": [20.0], "log_population": [16.1]}
    >>> model_context(pd.DataFrame({**columns, "wuhan_inflow": [1.0], "arrival_day": [21]}), "prefecture")
    ...     # doctest: +NORMALIZE_WHITESPACE
       urban_share  share_over_60  log_population  log_wuhan_inflow  arrival_day
    0         76.0           20.0            16.1               0.0         21.0
    """
    features = CITY_CONTEXT if level == "prefecture" else COUNTY_CONTEXT
    chosen = context
    if level == "prefecture":
        inflow = float_array(context["wuhan_inflow"], "wuhan_inflow")
        inflow[inflow <= 0] = np.nan
        chosen = context.assign(log_wuhan_inflow=np.log(inflow))
    return pd.DataFrame(
        {name: float_array(chosen[name], name) for name in features}, index=context.index, dtype=np.float64
    )


def expectation(values: pd.Series, features: pd.DataFrame, *, logged: bool) -> Expectation:
    """Say what is expected of each place, or nothing where the data do not carry a model.

    Formula: `metrics.expected.adjust`; rank by competition on the model's residual.
    Parameters: `values` by place, NaN = missing; `features` by place; `logged`, model the logarithm where all
    values are above 0.
    Result: Expectation on the rows of `values`; its adjustment is None with too few places, values that do
    not differ, or a context that does not vary. Raises nothing for numeric input.
    Source: `metrics.expected`.

    >>> features = pd.DataFrame({"urban": [1.0, 2, 3, 4, 5]})
    >>> expectation(pd.Series([1.0, 2, 3, 4, 6]), features, logged=False).rank.tolist()
    [2.0, 3.0, 4.0, 5.0, 1.0]
    """
    positive = bool((values.dropna() > 0).all())
    logged = logged and positive
    nothing = pd.Series(np.nan, index=values.index)
    try:
        adjustment = adjust(values, features.reindex(values.index), log_values=logged)
    except MetricError:
        return Expectation(None, logged, nothing)
    ranks = competition_rank(adjustment.frame["percentile_adjusted"])
    return Expectation(adjustment, logged, pd.Series(ranks, index=values.index))


def like_for_like(assessment: Assessment, context: pd.DataFrame, level: str) -> Mapping[str, Expectation]:
    """Set all scored figures of a framework beside what is expected of a place with that context.

    Formula: `expectation` of each scored indicator in native units, each scored dimension and the index in
    points.
    Parameters: `assessment`; `context` as in `model_context`; `level`, "prefecture" or "county".
    Result: Expectation by code of indicator or dimension, and "index" where there is one.
    Raises MetricError: text in the context. Source: `metrics.expected`.
    """
    features = model_context(context, level)
    card = assessment.scorecard
    figures = {str(code): assessment.values[code] for code in card.indicators.columns}
    figures |= {str(code): card.dimensions[code] for code in card.dimensions.columns}
    if card.index is not None:
        figures[INDEX] = card.index
    return {code: expectation(values, features, logged=code in LOGGED) for code, values in figures.items()}
