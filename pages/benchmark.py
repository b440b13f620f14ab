"""Benchmark: the place beside its peers, raw and like for like, by dimension and indicator."""

from locales import translator
from ui.benchmark import (
    choose_dimension,
    choose_profile,
    distribution_chart,
    heatmap_chart,
    is_assessed_anywhere,
    is_ranked,
    profile_chart,
    ranking_chart,
    ranking_table,
    score_table,
)
from ui.drawn import drawn
from ui.expected_indicators import indicator_chart, indicator_table
from ui.figure import show_chart
from ui.indicator_trends import show_indicator_trends
from ui.peer_sets import peers_control, peers_of, show_left_out
from ui.selection import choose_part, current_language, switch
from ui.shell import begin, finish
from ui.standing import choose_standing, show_who_takes_part

_ = translator(current_language())
page = begin(__file__, _("The place beside its peers"))

standing = choose_standing(page)
if standing is not None:
    show_who_takes_part(standing)
    peers = peers_of(page, standing.level, standing.unit)
    peers_control(page, peers)
    code = choose_dimension(standing)
    show_left_out(page, peers)
    parts = {
        "ranking": _("Ranking"),
        "scores": _("Scores in detail"),
        "spread": _("All places"),
        "trends": _("Over the years"),
    }
    part = choose_part("benchmark", parts, _)
    key = (*standing.key, *peers.key, code)
    shown = {"data": page.data, "translate": _, "behind": (standing.unit, code)}

    if part == "ranking":
        bases = {"raw": _("As scored"), "like": _("Like for like")}
        basis = switch("basis", _("Comparison"), bases, _)
        if is_ranked(standing, peers, code):
            chart = drawn((*key, basis), lambda: ranking_chart(standing, peers, code, basis))
            listed = ranking_table(standing, peers, code)
            show_chart(chart, listed, standing.sources, name=f"ranking-{basis}", **shown)
    elif part == "scores":
        everyone = [standing.unit, *peers.codes]
        chart = drawn((*key, "heatmap"), lambda: heatmap_chart(standing, peers, code))
        show_chart(chart, score_table(standing, everyone), standing.sources, name="heatmap", **shown)

        places = choose_profile(standing, peers)
        chart = drawn((*key, "profile", *places), lambda: profile_chart(standing, peers, places, code))
        show_chart(chart, score_table(standing, places), standing.sources, name="profile", **shown)
    elif part == "spread":
        if is_assessed_anywhere(standing, code):
            chart = drawn((*key, "distribution"), lambda: distribution_chart(standing, peers, code))
            every = score_table(standing, standing.assessment.values.index)
            show_chart(chart, every, standing.sources, name="distribution", **shown)

        chart = drawn((*standing.key, "indicators"), lambda: indicator_chart(standing))
        show_chart(chart, indicator_table(standing), standing.sources, name="indicators", **shown)
    else:
        show_indicator_trends(standing, choose_profile(standing, peers))
finish(page)
