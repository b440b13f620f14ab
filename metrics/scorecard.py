"""What a scoring returns: scores, coverage, ranks, gaps in evidence, and questions to ask of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metrics.framework import Framework
from metrics.problems import MetricError

FLOATING_POINT_SLACK = 1e-12


@dataclass(frozen=True)
class Scorecard:
    """Scores of a set of units under one framework. All frames share the units' rows, in the order given.

    indicators: 0-100, scored indicators, NaN = not assessed. dimensions: 0-100, scored dimensions, NaN below
    the coverage rule. index: 0-100, or None where the framework has no index. coverage: share of the weight
    assessed, 0-1, per scored dimension and "overall". ranks: 1 = best, per scored dimension and "index".
    not_assessed: code, kind and reason (zh, en) of what nobody in this set can be scored on. framework,
    version: code and version of the framework used.
    """

    indicators: pd.DataFrame
    dimensions: pd.DataFrame
    index: pd.Series | None
    coverage: pd.DataFrame
    ranks: pd.DataFrame
    not_assessed: pd.DataFrame
    framework: str
    version: str
    definition: Framework = field(repr=False)

    def strengths(self, unit: str, count: int = 3) -> pd.DataFrame:
        """List the indicators in which a unit stands highest among all units.

        Formula: percentile = (units strictly below + half of the other units level with it) / other units.
        Parameters: `unit`, a row label; `count`, how many at most.
        Result: frame by indicator code: score, percentile (0-1, above one half), n (units assessed), best
        first. Empty when it stands above the middle in nothing; what no other unit has is left out.
        Raises MetricError: unknown unit. Source: COINr, doi:10.21105/joss.04567, with percentiles for ranks.
        """
        standing = self._standing(unit)
        above = standing[standing["percentile"] > 0.5]
        return above.sort_values("percentile", ascending=False, kind="stable").head(count)

    def weaknesses(self, unit: str, count: int = 3) -> pd.DataFrame:
        """List the indicators in which a unit stands lowest among all units, worst first; as `strengths`."""
        standing = self._standing(unit)
        below = standing[standing["percentile"] < 0.5]
        return below.sort_values("percentile", kind="stable").head(count)

    def peer_statistics(self, unit: str, peers: Sequence[str]) -> pd.DataFrame:
        """Set a unit beside its peers, leaving the unit itself out of the peers' statistics.

        Formula: quantiles by linear interpolation over the peers that have the score.
        Parameters: `unit`, a row label; `peers`, row labels, where the unit itself and repeats are ignored.
        Result: frame by indicator, dimension and "index": score, n, mean, median, q25, q75, minimum, maximum
        (0-100), difference = score - median; NaN where there is nothing to compare.
        Raises MetricError: unknown unit or peer. Source: quantiles after Hyndman & Fan 1996, type 7,
        doi:10.1080/00031305.1996.10473566.
        """
        others = list(dict.fromkeys(peer for peer in peers if peer != unit))
        scores = self._all_scores()
        for code in (unit, *others):
            self._require(code)
        compared = scores.loc[others]
        quartiles = (
            compared.quantile([0.25, 0.5, 0.75]) if others else pd.DataFrame(np.nan, [0.25, 0.5, 0.75], [])
        )
        frame = pd.DataFrame(
            {
                "score": scores.loc[unit],
                "n": compared.notna().sum(),
                "mean": compared.mean(),
                "median": quartiles.loc[0.5],
                "q25": quartiles.loc[0.25],
                "q75": quartiles.loc[0.75],
                "minimum": compared.min(),
                "maximum": compared.max(),
            },
            index=scores.columns,
        )
        frame["difference"] = frame["score"] - frame["median"]
        return frame

    def missing(self, unit: str) -> pd.DataFrame:
        """List what is not assessed in one unit, and the dimensions that fall short of the coverage rule.

        Parameters: `unit`, a row label. Result: frame of code, kind (indicator or dimension) and coverage
        (0-1 of the dimension's weight, NaN for indicators), in the order of the framework.
        Raises MetricError: unknown unit. Source: coverage rule of the framework.
        """
        self._require(unit)
        rows: list[tuple[str, str, float]] = []
        for kind, frame in (("indicator", self.indicators), ("dimension", self.dimensions)):
            row = frame.loc[[unit]].to_numpy()[0]
            covered = self.coverage.loc[[unit]].reindex(columns=frame.columns).to_numpy()[0]
            rows += [
                (code, kind, float(share))
                for code, own, share in zip(frame.columns, row, covered, strict=True)
                if np.isnan(own)
            ]
        return pd.DataFrame(rows, columns=["code", "kind", "coverage"])

    def _require(self, unit: str) -> None:
        if unit not in self.indicators.index:
            raise MetricError(f"unit {unit!r} is not on this scorecard")

    def _all_scores(self) -> pd.DataFrame:
        parts: list[pd.DataFrame | pd.Series] = [self.indicators, self.dimensions]
        if self.index is not None:
            parts.append(self.index.rename("index"))
        return pd.concat(parts, axis=1)

    def _standing(self, unit: str) -> pd.DataFrame:
        self._require(unit)
        own = self.indicators.loc[[unit]].to_numpy()[0]
        others = self.indicators.drop(index=unit).to_numpy()
        n = (~np.isnan(others)).sum(axis=0)
        below = (others < own - FLOATING_POINT_SLACK).sum(axis=0)
        level = (np.abs(others - own) <= FLOATING_POINT_SLACK).sum(axis=0)
        compared = (n > 0) & ~np.isnan(own)
        percentile = (below + level / 2) / np.where(compared, n, 1)
        columns = {"score": own, "percentile": percentile, "n": n + 1}
        kept = {name: column[compared] for name, column in columns.items()}
        return pd.DataFrame(kept, index=self.indicators.columns[compared])
