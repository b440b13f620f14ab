"""All that is said of the places of one framework: scores, rank bands, grades, what is not assessed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metrics.agreement import CodedCells, coded_cells
from metrics.framework import Framework
from metrics.index import Scorecard, score
from metrics.problems import MetricError
from metrics.uncertainty import rank_bands

INDEX = "index"
DEFAULT_REASON = "not_collected"
LOW_AGREEMENT = "low_agreement"
CELL_COLUMNS = (
    "unit_code",
    "indicator_code",
    "period",
    "value",
    "standard_error",
    "grade",
    "inherited_from",
    "missing_reason",
)


@dataclass(frozen=True)
class Assessment:
    """Scores of a set of places with all that qualifies them. All frames have one row a place.

    scorecard: scores from the places' own values only. values, standard_errors: units x indicators in native
    units, NaN = not assessed. inherited: values of the city or province that a place is shown but not scored
    by. inherited_from: whose they are. grades: A, B or C of each own value. reasons: why a value is missing.
    bands: for each scored dimension, and "index" where there is one, the frame of
    `metrics.uncertainty.rank_bands`. data_version: of the snapshot the cells come from. agreement: how far
    the coders of each rubric agree; where too little, it is in no score, with the reason low_agreement.
    """

    scorecard: Scorecard
    values: pd.DataFrame
    standard_errors: pd.DataFrame
    inherited: pd.DataFrame
    inherited_from: pd.DataFrame
    grades: pd.DataFrame
    reasons: pd.DataFrame
    bands: dict[str, pd.DataFrame]
    data_version: str
    agreement: dict[str, CodedCells] = field(default_factory=dict)

    @property
    def framework(self) -> Framework:
        """The framework that was used."""
        return self.scorecard.definition

    def place_card(self, unit: str) -> pd.DataFrame:
        """Say where one place stands.

        Parameters: `unit`, a row label. Result: frame by scored dimension, and "index" where there is one:
        score (0-100, higher is better, NaN = not assessed), coverage (0-1), rank (1 = best), of (places
        ranked), low and high (rank band), worst_grade (the worst among the values used, None without any).
        Raises MetricError: unknown unit. Source: coverage rule and rank bands of the framework.
        """
        card = self.scorecard
        if unit not in card.dimensions.index:
            raise MetricError(f"unit {unit!r} is not among those assessed")
        rows = {}
        for code, band in self.bands.items():
            scores = card.index if code == INDEX and card.index is not None else card.dimensions[code]
            covered = card.coverage["overall" if code == INDEX else code]
            rows[code] = {
                "score": scores.loc[unit],
                "coverage": covered.loc[unit],
                "rank": card.ranks.loc[unit, code],
                "of": int(scores.notna().sum()),
                "low": band.loc[unit, "low"],
                "high": band.loc[unit, "high"],
                "worst_grade": self.worst_grade(unit, code),
            }
        return pd.DataFrame.from_dict(rows, orient="index")

    def worst_grade(self, unit: str, code: str) -> str | None:
        """Return the worst grade among a place's own values in a dimension or the whole index."""
        used = [
            indicator.code
            for indicator in self.framework.scored_indicators
            if code in (INDEX, indicator.dimension)
        ]
        grades = self.grades.loc[unit, used].dropna()
        return str(grades.max()) if len(grades) else None

    def worst_grades(self, units: Sequence[str], code: str) -> pd.Series:
        """Return the worst grade of several places at once, None where a place has no value; by place."""
        used = [one.code for one in self.framework.scored_indicators if code in (INDEX, one.dimension)]
        worst = self.grades.loc[list(units), used].fillna("").max(axis=1)
        return worst.astype(object).where(worst != "", None)

    def level_with(self, unit: str, code: str) -> list[str]:
        """List the places whose rank band overlaps that of `unit`: they are to be called level with it.

        Result: row labels in the order of the frame, without the unit; empty where it has no rank.
        """
        band = self.bands[code]
        low, high = band.loc[unit, "low"], band.loc[unit, "high"]
        overlaps = (band["low"] <= high) & (band["high"] >= low)
        return [str(label) for label in band.index[overlaps] if label != unit]


def assess(
    cells: pd.DataFrame,
    units: Sequence[str],
    framework: Framework,
    *,
    data_version: str = "",
    draws: int = 2000,
    seed: int = 0,
) -> Assessment:
    """Score places from their indicator cells under one framework.

    Formula: of several periods of a cell the latest counts; scores by `metrics.index.score` over the places'
    own values; a rubric whose coders agree less than the framework asks for (ordinal alpha over the places of
    `cells`) is in no score; rank bands by `metrics.uncertainty.rank_bands` for every scored dimension and the
    index.
    Parameters: `cells`, rows with unit_code, indicator_code, period, value (NaN = missing), standard_error
    (NaN = none), grade, inherited_from (missing = own), missing_reason, and optionally levels (the list of
    what each coder gave); cells of other units or indicators are ignored; `units`, the places in the order
    wanted, each once; `draws` and `seed` of the bands.
    Result: Assessment. A place without any cell is not assessed anywhere. A missing value without a reason
    has the reason not_collected.
    Raises MetricError: missing columns, repeated units, no unit at all.
    Source: the framework file; bands after Saisana, Saltelli and Tarantola 2005,
    doi:10.1111/j.1467-985X.2005.00350.x.

    >>> from pathlib import Path
    >>> from metrics.framework_file import load_framework
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/county_capacity.toml")
    >>> rows = [("a", code, "2020", value, None, "A", None, None) for code, value in zip(
    ...     ["F7", "F8", "F9"], [16.0, 20.0, 12.0])]
    >>> result = assess(pd.DataFrame(rows, columns=CELL_COLUMNS), ["a", "b"], framework, draws=20)
    >>> result.place_card("a")["score"].round(6).to_dict(), result.place_card("b")["coverage"].to_dict()
    ({'F': 100.0}, {'F': 0.0})
    """
    missing = set(CELL_COLUMNS) - set(cells.columns)
    if missing:
        raise MetricError(f"cells lack the columns {sorted(missing)}")
    index = pd.Index(list(units), name="unit_code")
    if not len(index):
        raise MetricError("there is no unit to assess")
    if not index.is_unique:
        raise MetricError(f"unit {index[index.duplicated()][0]!r} appears twice")
    codes = [indicator.code for indicator in framework.indicators]
    known = cells[cells["unit_code"].isin(index) & cells["indicator_code"].isin(codes)]
    latest = known.sort_values("period", kind="stable").drop_duplicates(
        ["unit_code", "indicator_code"], keep="last"
    )
    own = latest[latest["inherited_from"].isna()]
    passed_down = latest[latest["inherited_from"].notna()]

    def spread(rows: pd.DataFrame, column: str) -> pd.DataFrame:
        wide = rows.pivot(index="unit_code", columns="indicator_code", values=column)
        return wide.reindex(index=index, columns=codes)

    agreement = _agreement(own, framework)
    withheld = [code for code, coded in agreement.items() if coded.is_below(framework.minimum_agreement)]
    values = spread(own, "value").astype(np.float64)
    low = values[withheld].notna().reindex(columns=codes, fill_value=False)
    values = values.mask(low)
    errors = spread(own, "standard_error").astype(np.float64)
    scorecard = score(values, framework)
    ranked = [dimension.code for dimension in framework.scored_dimensions]
    bands = {
        code: rank_bands(values, framework, draws, seed, dimension=code, standard_errors=errors)
        for code in ranked
    }
    if framework.index is not None:
        bands[INDEX] = rank_bands(values, framework, draws, seed, standard_errors=errors)
    inherited = spread(passed_down, "value").astype(np.float64)
    reasons = spread(latest, "missing_reason").astype(object).mask(low, LOW_AGREEMENT)
    return Assessment(
        scorecard=scorecard,
        values=values,
        standard_errors=errors,
        inherited=inherited,
        inherited_from=spread(passed_down, "inherited_from").astype(object),
        grades=spread(own, "grade").astype(object).where(values.notna(), None),
        reasons=reasons.where(reasons.notna(), DEFAULT_REASON).where(values.isna() & inherited.isna(), None),
        bands=bands,
        data_version=data_version,
        agreement=agreement,
    )


def _agreement(own: pd.DataFrame, framework: Framework) -> dict[str, CodedCells]:
    """Measure how far coders agree on each rubric that anybody has coded."""
    if "levels" not in own.columns:
        return {}
    # Of no row at all pandas makes no truth values, and would choose columns by them.
    listed = own["levels"].map(lambda levels: isinstance(levels, list | tuple | np.ndarray)).astype(bool)
    coded = own[listed]
    rubrics = [one.code for one in framework.scored_indicators if one.kind == "rubric"]
    groups = {str(code): part["levels"].tolist() for code, part in coded.groupby("indicator_code")}
    return {code: coded_cells(groups[code]) for code in rubrics if code in groups}
