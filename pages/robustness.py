"""Robustness: how far ranks hold under other weights, scales and means, and what moves them."""

from locales import translator
from ui.comparison import compared
from ui.coordination import show_coordination
from ui.framework_choice import framework_view
from ui.robust_ranks import explain_standing, offer_all_draws, show_moves, standing
from ui.robustness import show_bands, show_left_out, show_pairs, show_variance
from ui.selection import choose_part, current_language
from ui.shell import begin, finish
from ui.weights import choose

_ = translator(current_language())
page = begin(__file__, _("How far the ranks hold"))

parts = {
    "bands": _("Rank bands"),
    "pairs": _("Pairs of places"),
    "causes": _("What moves ranks"),
    "coordination": _("Response and capacity together"),
}
part = choose_part("robustness", parts, _)
view = framework_view(page) if part != "coordination" else None
if view is not None:
    explain_standing(page, view)
    others = compared(page, view.level, view.unit)
    found = standing(page, view, choose(page, view), others)
    show_moves(page, found)
    if part == "bands" and found.ranked:
        show_bands(page, found)
        offer_all_draws(page, found)
    elif part == "pairs" and found.ranked:
        show_pairs(page, found)
    elif found.ranked:
        show_left_out(page, found)
        show_variance(page, found)
if part == "coordination":
    show_coordination(page)
finish(page)
