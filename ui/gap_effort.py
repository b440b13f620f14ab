"""The least-effort path: a target that the reader drags, costs that the reader may set, and what it takes."""

import math

import pandas as pd
import streamlit as st

from charts.gap_effort import effort_bars
from charts.words import heading, number
from locales import Translator
from metrics.gap_analysis import effort_to_score, score_for_rank
from metrics.problems import MetricError
from ui.choices import chosen, pick, remember, widget
from ui.drawn import drawn
from ui.figure import show_chart
from ui.gap_lens import Lens, gap_rows, sources_of
from ui.literal import literal
from ui.page import Page
from ui.selection import switch

FULL = 100
LEAST_COST, MOST_COST = 0.1, 100.0


def show_effort(page: Page, lens: Lens) -> None:
    """Draw target, costs and the path to the target for one dimension."""
    _ = page.translate
    st.subheader(_("What a target would take"), anchor=False)
    names = {
        one.code: heading(one.name, _) for one in lens.framework.dimensions if one.code in lens.dimensions
    }
    if chosen().get("lift") in {one.code for one in lens.framework.dimensions} - set(names):
        remember("lift", next(iter(names)))
    dimension = next(iter(names))
    if len(names) > 1:
        dimension = switch("lift", _("Dimension"), names, _)
    now = float(lens.assessment.scorecard.dimensions.loc[lens.unit, dimension])
    if math.floor(now) >= FULL:
        st.info(_("{place} is at the target already.", place=literal(lens.sides.own)))
        return
    target = _target(page, lens, dimension, now)
    rows = gap_rows(page, lens)
    rows = rows[rows["dimension"] == dimension]
    costs = _costs(page, rows)
    try:
        path, effort = effort_to_score(lens.assessment, lens.unit, dimension, target, costs)
    except MetricError:
        st.warning(
            _(
                "No path leads to {target} points: closing everything that can move is not enough, or this"
                " framework averages in a way that has no cheapest path.",
                target=number(target, _, 1),
            )
        )
        return
    shown = rows[["name", "unit", "value", "score"]].join(path)
    if math.isclose(effort.cost, 0.0, abs_tol=1e-9):
        st.success(_("{target} points are reached already.", target=number(target, _, 1)))
        return
    chart = drawn(
        (*page.key, "effort", *lens.key, dimension, str(target), str(costs)),
        lambda: effort_bars(shown, lens.sides, names[dimension], target, page.look),
    )
    table = pd.DataFrame(
        {
            _("Code"): shown.index,
            _("Indicator"): shown["name"].to_numpy(),
            _("Unit"): shown["unit"].to_numpy(),
            _("Value"): shown["value"].round(3).to_numpy(),
            _("To reach"): shown["to"].round(3).to_numpy(),
            _("Points to add"): shown["points"].round(2).to_numpy(),
            _("Cost"): shown["cost"].round(2).to_numpy(),
        }
    )
    show_chart(
        chart, table, sources_of(page, lens, list(shown.index)), name="effort", data=page.data, translate=_
    )


def _target(page: Page, lens: Lens, dimension: str, now: float) -> float:
    """Draw the choice of the target, as a score or as a rank, and return it as a score."""
    _ = page.translate
    others = int(lens.assessment.scorecard.dimensions[dimension].drop(index=lens.unit).notna().sum())
    aims = {"score": _("A score"), "rank": _("A rank")}
    if others < 2:
        del aims["rank"]
    aim = switch("aim", _("Target"), aims, _)
    if aim == "rank":
        held = lens.assessment.scorecard.ranks.loc[lens.unit, dimension]
        rank = _slider(
            page,
            "rank",
            _("Rank to draw level with (1 = best, among all assessed)"),
            (1, others),
            max(1, int(held / 2)),
        )
        score = score_for_rank(lens.assessment, lens.unit, dimension, rank)
        st.caption(_("Rank {rank} stands at {score} points now.", rank=rank, score=number(score, _, 1)))
        return score
    goal = lens.analysis.totals.loc[dimension, "benchmark_score"]
    low = math.floor(now) + 1
    default = min(FULL, max(low, math.ceil(goal)))
    if low == FULL:
        return float(FULL)
    return float(_slider(page, "goal", _("Score to reach"), (low, FULL), default))


def _slider(page: Page, name: str, label: str, limits: tuple[int, int], default: int) -> int:
    low, high = limits
    _ = page.translate

    def numeric(text: str) -> bool:
        return text.isascii() and text.isdigit()

    value = pick(
        name,
        str(default),
        numeric,
        lambda wrong: _(
            "The link asks for “{value}” under “{label}”, which does not exist. Shown instead: {shown}.",
            value=wrong,
            label=label,
            shown=default,
        ),
    )
    # A target kept from another place may lie outside this one's range.
    within = min(high, max(low, int(value)))
    st.slider(label, low, high, **widget(name, _.language, within, str))
    return within


def _costs(page: Page, rows: pd.DataFrame) -> dict[str, float]:
    """Draw one field per indicator for what a point costs and return the costs."""
    _ = page.translate
    written = pick(
        "costs",
        "",
        lambda text: _read(text) is not None,
        lambda wrong: _(
            "The link gives costs that cannot be read: “{value}”. All cost the same.", value=wrong
        ),
    )
    costs = _read(written) or {}
    with st.expander(_("Costs of a point (equal unless you change them)")):
        st.caption(
            _("Any unit, only the ratio counts: 2 means that a point of this indicator costs twice as much.")
        )
        for code, name in rows["name"].items():
            _cost_field(str(code), name, costs, _)
    return {code: cost for code, cost in costs.items() if code in rows.index}


def _cost_field(code: str, name: str, costs: dict[str, float], _: Translator) -> None:
    key = f"cost_{code}_{_.language}"
    st.session_state[key] = costs.get(code, 1.0)

    def keep() -> None:
        changed = {**costs, code: float(st.session_state[key])}
        remember("costs", ",".join(f"{one}:{cost:g}" for one, cost in sorted(changed.items()) if cost != 1))

    st.number_input(
        literal(name), min_value=LEAST_COST, max_value=MOST_COST, step=0.5, key=key, on_change=keep
    )


def _read(text: str) -> dict[str, float] | None:
    """Return costs as the address writes them ("F7:2,F8:0.5"), None if it is not that."""
    costs: dict[str, float] = {}
    for part in filter(None, text.split(",")):
        code, colon, cost = part.partition(":")
        try:
            costs[code] = float(cost)
        except ValueError:
            return None
        if not colon or not code.isalnum() or not LEAST_COST <= costs[code] <= MOST_COST:
            return None
    return costs
