"""A chart as plain data that every format draws in its own way: native in office files, vector in PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from charts.gap_words import UNCERTAIN, certainty, native, signed
from charts.look import each
from charts.words import is_missing, number
from locales import Translator

Kind = Literal["bar", "dot", "range", "scatter"]
Role = Literal["own", "city", "benchmark", "peer", "unsure", "ahead"]
MOST_ROWS = 14
TICKS = 5


@dataclass(frozen=True)
class Series:
    """Values over the categories, None = nothing to draw; low and high are the ends of a range."""

    name: str
    role: Role
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartSpec:
    """What is drawn. axis: the ends of the value axis; focus: numbers of the categories of the place itself.

    A scatter has its points as categories, `x` as their horizontal values and one series of vertical ones.
    """

    key: str
    kind: Kind
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: tuple[float, float]
    focus: frozenset[int]
    alt: str
    source: str = ""
    notes: tuple[str, ...] = ()
    x: tuple[float, ...] = ()
    x_unit: str = ""


def tick_step(low: float, high: float) -> int:
    """Return a whole, round distance between the marks of an axis."""
    if (low, high) == (0, 100):
        return 25
    steps = [scale * base for base in (1, 10, 100, 1000) for scale in (1, 2, 5)]
    return next((step for step in steps if (high - low) / step <= TICKS), 10_000)


def ticks(low: float, high: float) -> list[int]:
    """Return whole, round values for the marks of an axis.

    >>> ticks(0, 100), ticks(-9.2, 31)
    ([0, 25, 50, 75, 100], [0, 10, 20, 30])
    """
    step = tick_step(low, high)
    return list(range(int(-(-low // step)) * step, int(high) + 1, step))


def gap_bars(rows: pd.DataFrame, own: str, benchmark: str, *, lent: bool, _: Translator) -> ChartSpec:
    """Draw how far behind (right) or ahead (left) of the benchmark each indicator is, in score points.

    `rows` as `charts.gap_frame.gap_frame` returns them. What is within the error has a colour of its own.
    """
    known = rows[rows["gap"].notna()].sort_values("gap", ascending=False, kind="stable")
    names = tuple(_("{name} ({own} / {benchmark} {unit})", **_sides(row, _)) for row in each(known))
    said = [_judgement(row) for row in each(known)]
    labels = tuple(signed(row.gap, _) for row in each(known))
    parts: tuple[tuple[Role, str], ...] = (
        ("city" if lent else "own", _("behind")),
        ("unsure", _("uncertain")),
        ("ahead", _("ahead or level")),
    )
    series = tuple(
        Series(
            name,
            role,
            tuple(
                float(gap) if judged == key else None for gap, judged in zip(known["gap"], said, strict=True)
            ),
            labels=labels,
        )
        for (role, name), key in zip(parts, ("behind", "unsure", "ahead"), strict=True)
        if key in said
    )
    limit = max([5.0, *(abs(float(gap)) for gap in known["gap"])])
    low = -limit if (known["gap"] < 0).any() else 0.0
    title = _("Distance of {own} to “{benchmark}”", own=own, benchmark=benchmark)
    alt = " ".join(
        [
            _("Bar chart.") + " " + title + ".",
            *(
                _(
                    "{indicator}: {points} points, {judgement}.",
                    indicator=name,
                    points=label,
                    judgement=certainty(row.probability, row.gap, _),
                )
                for name, label, row in zip(names, labels, each(known), strict=True)
            ),
        ]
    )
    return ChartSpec(
        "gaps",
        "bar",
        title,
        _("points of the indicator’s score (0–100); + = behind"),
        names,
        series,
        (low * 1.3, limit * 1.3),
        frozenset(),
        alt,
    )


def _sides(row: object, _: Translator) -> dict[str, str]:
    values = {"own": row.value, "benchmark": row.benchmark}  # type: ignore[attr-defined]
    return {
        "name": str(row.name),  # type: ignore[attr-defined]
        "unit": str(row.unit),  # type: ignore[attr-defined]
        **{side: native(float(value), _) for side, value in values.items()},
    }


def _judgement(row: object) -> str:
    probability, gap = row.probability, row.gap  # type: ignore[attr-defined]
    if is_missing(probability) or gap == 0 or probability < UNCERTAIN[0]:
        return "ahead"
    return "behind" if probability > UNCERTAIN[1] else "unsure"


def score_dots(rows: pd.DataFrame, own: str, benchmark: str, *, lent: bool, _: Translator) -> ChartSpec:
    """Draw the score of the place and of the benchmark in each indicator, 0 to 100."""
    known = rows[rows["gap"].notna()]
    sides: tuple[tuple[str, Role, str], ...] = (
        (own, "city" if lent else "own", "score"),
        (benchmark, "benchmark", "benchmark_score"),
    )
    series = tuple(
        Series(
            name,
            role,
            tuple(float(score) for score in known[column]),
            labels=tuple(number(float(score), _, 1) for score in known[column]),
        )
        for name, role, column in sides
    )
    title = _("Scores of {own} and of “{benchmark}”", own=own, benchmark=benchmark)
    told = [
        _(
            "{indicator}: {own} and {benchmark} of 100.",
            indicator=row.name,
            own=number(row.score, _, 1),
            benchmark=number(row.benchmark_score, _, 1),
        )
        for row in each(known)
    ]
    return ChartSpec(
        "scores",
        "dot",
        title,
        _("score, 0–100"),
        tuple(known["name"]),
        series,
        (0.0, 100.0),
        frozenset(),
        " ".join([_("Dot plot."), title + _("."), *told]),
    )


def rank_ranges(
    rows: pd.DataFrame, unit: str, what: str, ranked: int, *, lent: bool, _: Translator
) -> ChartSpec:
    """Draw the rank band of the place and its peers, the first rank on top.

    `rows` as `metrics.compared.compared_scores` returns them, with name; at most `MOST_ROWS` are drawn, the
    place always among them.
    """
    known = rows[rows["low"].notna()].reset_index(drop=True)
    # As the peers come the most alike first, those left out are the least alike.
    drawn = known[(known["unit_code"] == unit) | (known.index < MOST_ROWS)].sort_values(
        ["rank", "unit_code"], kind="stable"
    )
    codes = drawn["unit_code"].tolist()
    focus = frozenset([codes.index(unit)] if unit in codes else [])
    series = Series(
        _("rank band"),
        "city" if lent else "own",
        tuple(float(rank) for rank in drawn["rank"]),
        tuple(float(low) for low in drawn["low"]),
        tuple(float(high) for high in drawn["high"]),
        tuple(
            _(
                "{rank} ({low}–{high})",
                rank=number(row.rank, _),
                low=number(row.low, _),
                high=number(row.high, _),
            )
            for row in each(drawn)
        ),
    )
    names = tuple(_("{place}  {score}", place=row.name, score=number(row.score, _)) for row in each(drawn))
    title = _("{what}: score and rank with its band", what=what)
    told = [
        _(
            "{place}: score {score}, rank {rank}.",
            place=row.name,
            score=number(row.score, _),
            rank=series.labels[position],
        )
        for position, row in enumerate(each(drawn))
    ]
    notes = (
        _(
            "The bar holds nine in ten ranks under other defensible weights, scales and means; where bars"
            " overlap, the places are level."
        ),
    )
    return ChartSpec(
        "ranks",
        "range",
        title,
        _("rank among {count} places, 1 = highest score", count=number(ranked, _)),
        names,
        (series,),
        (0.0, max([2.0, *(float(high) for high in drawn["high"])]) * 1.02),
        focus,
        " ".join([_("Range chart."), title + _("."), *told]),
        notes=notes,
    )


def band_words(rank: float, low: float, high: float, _: Translator) -> str:
    """Return a rank with its band.

    >>> from locales import translator
    >>> band_words(1937.0, 1583.0, 2178.0, translator("en"))
    '1,937 (1,583–2,178)'
    """
    return _("{rank} ({low}–{high})", rank=number(rank, _), low=number(low, _), high=number(high, _))


def two_axis_points(
    points: pd.DataFrame, unit: str, axes: Sequence[str], *, lent: bool, _: Translator
) -> ChartSpec:
    """Draw all places by two scores; `points` has unit_code, name, x and y (0-100), all known."""
    codes = points["unit_code"].tolist()
    series = Series(axes[1], "city" if lent else "own", tuple(float(y) for y in points["y"]))
    title = _(
        "{first} and {second} of {count} cities", first=axes[0], second=axes[1], count=number(len(points), _)
    )
    own = points[points["unit_code"] == unit]
    told = [
        _(
            "{place}: {first} {x}, {second} {y} of 100.",
            place=row.name,
            first=axes[0],
            second=axes[1],
            x=number(row.x, _),
            y=number(row.y, _),
        )
        for row in each(own)
    ]
    return ChartSpec(
        "two_axes",
        "scatter",
        title,
        _("{what}, score 0–100", what=axes[1]),
        tuple(points["name"]),
        (series,),
        (0.0, 100.0),
        frozenset([codes.index(unit)] if unit in codes else []),
        " ".join([_("Scatter plot."), title + _("."), *told]),
        x=tuple(float(x) for x in points["x"]),
        x_unit=_("{what}, score 0–100", what=axes[0]),
    )
