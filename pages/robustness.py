"""Robustness: how far ranks hold under other weights, scales and means, and what moves them."""

from locales import translator
from ui.comparison import compared
from ui.coordination import show_coordination
from ui.drawn import drawn
from ui.figure import show_chart
from ui.framework_choice import framework_view
from ui.robust_ranks import (
    explain_standing,
    offer_all_draws,
    show_moves,
    source_ids,
    standing,
    variance_of_ranks,
)
from ui.robustness import (
    advanced_rows,
    band_chart,
    band_rows,
    band_table,
    left_out_chart,
    left_out_table,
    pair_chart,
    pair_shares,
    pair_table,
    variance_chart,
    variance_table,
)
from ui.selection import current_language
from ui.shell import begin, finish
from ui.weights import choose

_ = translator(current_language())
page = begin(__file__, _("How far the ranks hold"))

view = framework_view(page)
explain_standing(page, view)
others = compared(page, view.level, view.unit)
choice = choose(page, view)
found = standing(page, view, choice, others)
show_moves(page, found)

key, sources = (*page.key, *found.key), source_ids(page, view)
if found.ranked:
    bands = band_rows(page, found)
    chart = drawn((*key, "bands"), lambda: band_chart(page, found, bands))
    show_chart(chart, band_table(page, bands), sources, name="rank-bands", data=page.data, translate=_)
    offer_all_draws(page, found)

    shares = pair_shares(page, found)
    chart = drawn((*key, "pairs"), lambda: pair_chart(page, found, shares))
    show_chart(chart, pair_table(page, shares), sources, name="pairs", data=page.data, translate=_)

    ranks, base = advanced_rows(page, found)
    chart = drawn((*key, "left out"), lambda: left_out_chart(page, found, ranks, base))
    table = left_out_table(page, ranks, base)
    show_chart(chart, table, sources, name="left-out", data=page.data, translate=_)

    variance = variance_of_ranks(page, found)
    chart = drawn((*key, "variance"), lambda: variance_chart(page, found, variance))
    show_chart(chart, variance_table(page, variance), sources, name="variance", data=page.data, translate=_)

show_coordination(page)
finish(page)
