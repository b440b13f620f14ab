"""What moves between two assessments of the same places: scores, ranks, rank bands and gaps."""

import numpy as np
import pandas as pd

from metrics.assessment import INDEX, Assessment
from metrics.gap_analysis import GapAnalysis
from metrics.problems import MetricError
from metrics.scorecard import FLOATING_POINT_SLACK

MEASURES = ("score", "rank", "low", "high")
COLUMNS = ("unit_code", "code", *(f"{name}_{side}" for name in MEASURES for side in ("before", "after")))
KINDS = ("gained", "lost", "score", "rank", "band")


def standings(assessment: Assessment) -> pd.DataFrame:
    """List score, rank and rank band of every place in every scored dimension and the index.

    Parameters: `assessment`. Result: frame with unit_code, code (dimension or "index"), score (0-100), rank
    (1 = best), low and high (band); NaN = not assessed. Source: `metrics.assessment`.
    """
    card = assessment.scorecard
    parts = []
    for code, band in assessment.bands.items():
        scores = card.index if code == INDEX and card.index is not None else card.dimensions[code]
        parts.append(
            pd.DataFrame(
                {
                    "unit_code": scores.index,
                    "code": code,
                    "score": scores.to_numpy(),
                    "rank": card.ranks[code].to_numpy(),
                    "low": band["low"].to_numpy(),
                    "high": band["high"].to_numpy(),
                }
            )
        )
    columns = ["unit_code", "code", *MEASURES]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def moves(before: Assessment, after: Assessment) -> pd.DataFrame:
    """List the places whose score, rank or rank band differs between two assessments.

    Formula: kind = "gained" where there was no score before, "lost" where there is none after, "score" where
    the place's own score differs, "rank" where it keeps its score and only others have passed or fallen
    behind it, "band" where nothing but the simulated band differs. Scores count as equal within the slack
    that ranks have too. Nothing is rounded.
    Parameters: `before`, `after`: assessments; a place or a dimension may be in one of them only.
    Result: frame with unit_code, code (dimension or "index"), score_before, score_after, rank_before,
    rank_after, low_before, low_after, high_before, high_after (NaN = not assessed), score_change = after -
    before, rank_change (negative = nearer to rank 1), kind; in the order of KINDS, within one the largest
    moves first. Places that do not move are left out.
    Source: differences of two scorings; no model.
    """
    pair = standings(before).merge(
        standings(after), on=["unit_code", "code"], how="outer", suffixes=("_before", "_after")
    )
    pair["score_change"] = pair["score_after"] - pair["score_before"]
    pair["rank_change"] = pair["rank_after"] - pair["rank_before"]
    had, has = pair["score_before"].notna(), pair["score_after"].notna()
    band = _differs(pair, "low") | _differs(pair, "high")
    pair["kind"] = np.select(
        [
            ~had & has,
            had & ~has,
            had & has & (pair["score_change"].abs() > FLOATING_POINT_SLACK),
            had & has & _differs(pair, "rank"),
            had & has & band,
        ],
        KINDS,
        default="",
    )
    moved = pair[pair["kind"] != ""].copy()
    moved["order"] = moved["kind"].map(KINDS.index)
    moved["size"] = -moved["score_change"].abs().fillna(np.inf)
    moved["steps"] = -moved["rank_change"].abs().fillna(np.inf)
    moved = moved.sort_values(["order", "size", "steps", "code", "unit_code"], kind="stable")
    return moved[[*COLUMNS, "score_change", "rank_change", "kind"]].reset_index(drop=True)


def _differs(pair: pd.DataFrame, name: str) -> pd.Series:
    before, after = pair[f"{name}_before"], pair[f"{name}_after"]
    return (before != after) & ~(before.isna() & after.isna())


def gap_moves(before: GapAnalysis, after: GapAnalysis) -> pd.DataFrame:
    """List how the gap of a place to a benchmark differs between two analyses.

    Formula: change = gap after - gap before, in points; negative = the gap shrinks.
    Parameters: `before`, `after`: analyses of the same place and benchmark rule.
    Result: frame with level ("total" or "indicator"), code, gap_before, gap_after (points, positive =
    behind, NaN = nothing to compare) and change; only what differs.
    Raises MetricError: two places or two benchmarks. Source: `metrics.gap_analysis`.
    """
    if (before.unit, before.benchmark) != (after.unit, after.benchmark):
        raise MetricError("the two analyses are of different places or benchmarks")
    parts = []
    for level, earlier, later in (
        ("total", before.totals["gap"], after.totals["gap"]),
        ("indicator", before.frame["gap"], after.frame["gap"]),
    ):
        both = pd.concat([earlier.rename("gap_before"), later.rename("gap_after")], axis=1)
        both.insert(0, "code", both.index)
        both.insert(0, "level", level)
        parts.append(both.reset_index(drop=True))
    listed = pd.concat(parts, ignore_index=True)
    listed["change"] = listed["gap_after"] - listed["gap_before"]
    appeared = listed["gap_before"].isna() != listed["gap_after"].isna()
    return listed[(listed["change"].abs() > FLOATING_POINT_SLACK) | appeared].reset_index(drop=True)


def split(before: Assessment, between: Assessment, after: Assessment) -> pd.DataFrame:
    """Split every difference between two assessments into two steps.

    Formula: change = (between - before) + (after - between). With the earlier facts under the later method
    in between, the first step is the method's part and the second the data's.
    Parameters: three assessments, in the order of the steps.
    Result: frame with unit_code, code, score_before, score_between, score_after, rank_before, rank_between,
    rank_after, and for score and rank first_step, second_step (score_first_step, ...): NaN where one of the
    two sides has no score. Only rows of which a score or a rank differs anywhere.
    Source: one factor varied at a time; the order is the caller's and has to be told.
    """
    key = ["unit_code", "code"]
    names = ["score", "rank"]
    table = standings(before)[[*key, *names]].merge(
        standings(between)[[*key, *names]], on=key, how="outer", suffixes=("_before", "_between")
    )
    last = standings(after)[[*key, *names]].rename(columns={name: f"{name}_after" for name in names})
    table = table.merge(last, on=key, how="outer")
    same = pd.Series(data=True, index=table.index)
    for name in names:
        one, two, three = (table[f"{name}_{side}"] for side in ("before", "between", "after"))
        table[f"{name}_first_step"] = two - one
        table[f"{name}_second_step"] = three - two
        for earlier, later in ((one, two), (two, three)):
            equal = (later - earlier).abs() <= FLOATING_POINT_SLACK
            same &= equal | (earlier.isna() & later.isna())
    return table[~same].reset_index(drop=True)
