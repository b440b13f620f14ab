"""The scores, ranks, gaps and coverage in which two states of the data differ, drawn."""

import pandas as pd
import streamlit as st

from charts.before_after_map import before_after_map
from charts.chart import Chart
from charts.moved_scores import moved_scores
from charts.words import in_language, is_missing, number
from locales import Translator
from metrics.assessment import INDEX
from ui import scoring
from ui.behind import indicator_name
from ui.drawn import drawn
from ui.effect_facts import place_names
from ui.effect_series import show_figure
from ui.effects import Effects, coverage_change, gap_differences, moved
from ui.literal import literal
from ui.page import Page
from ui.peer_sets import peers_of
from ui.standing import possible_standings

SHOWN_MOVES = 200
OWN_KINDS = ("gained", "lost", "score")


def show_scores(page: Page, effects: Effects) -> None:
    """Draw which scores, ranks and rank bands move under each framework, by how much, and where they lie."""
    _ = page.translate
    st.subheader(_("Scores and ranks that move"), anchor=False)
    found = moved(effects)
    if not found:
        st.caption(
            _(
                "No score, no rank and no rank band moves: no scored indicator is derived from these rows."
                " Which quantities and sources each one uses stands on the evidence page."
            )
        )
        return
    lines = [
        (which, code, listed[listed["code"] == code])
        for which, listed in found.items()
        for code in _in_order(page, which[0], listed)
    ]
    titles = [_line_title(page, which, code) for which, code, _listed in lines]
    chosen = 0
    if len(lines) > 1:
        _show_lines(page, titles, [listed for *_line, listed in lines])
        chosen = st.selectbox(
            _("Drawn in full"),
            range(len(lines)),
            format_func=titles.__getitem__,
            key=f"effects_line_{'_'.join(effects.key)}_{_.language}",
        )
    st.markdown(f"**{literal(titles[chosen])}**")
    _show_dimension(page, effects, *lines[chosen])


def _in_order(page: Page, name: str, listed: pd.DataFrame) -> list[str]:
    """Return what moves under a framework: the index first, then the dimensions as the framework has them."""
    moving = {str(code) for code in listed["code"]}
    known = [code for code in _dimension_words(page, name) if code in moving]
    return [*known, *sorted(moving.difference(known))]


def _line_title(page: Page, which: tuple[str, str], code: str) -> str:
    _ = page.translate
    name, level = which
    levels = {"prefecture": _("cities"), "county": _("districts and counties")}
    title = in_language(scoring.framework(name).name, _)
    place = _("{framework}, {places}", framework=title, places=levels[level])
    return f"{place} · {_dimension_words(page, name).get(code, code)}"


def _show_lines(page: Page, titles: list[str], listed: list[pd.DataFrame]) -> None:
    """Draw a line for each dimension and index that moves; only one at a time is drawn in full."""
    _ = page.translate
    kinds = [one["kind"] for one in listed]
    st.dataframe(
        pd.DataFrame(
            {
                _("Dimension"): titles,
                _("Places with another score"): [int(one.isin(OWN_KINDS).sum()) for one in kinds],
                _("Places that only change rank"): [int((one == "rank").sum()) for one in kinds],
                _("Places with only another rank band"): [int((one == "band").sum()) for one in kinds],
            }
        ),
        hide_index=True,
        alt=_("Scores and ranks that move"),
    )


def _dimension_words(page: Page, name: str) -> dict[str, str]:
    _ = page.translate
    found = {one.code: in_language(one.name, _) for one in scoring.framework(name).dimensions}
    return {INDEX: _("Index"), **found}


def _show_dimension(
    page: Page, effects: Effects, which: tuple[str, str], code: str, listed: pd.DataFrame
) -> None:
    _ = page.translate
    name, level = which
    what = _dimension_words(page, name).get(code, code)
    names = place_names(page, effects)
    listed = listed.assign(name=[names.get(unit, unit) for unit in listed["unit_code"]])
    own = listed[listed["kind"].isin(OWN_KINDS)]
    pushed = listed[listed["kind"] == "rank"]
    bands = listed[listed["kind"] == "band"]
    st.markdown(
        _(
            "{what}. Places with another score: {own}; with the same score but another rank, as others pass"
            " or fall behind: {pushed}; with only another rank band: {bands}.",
            what=literal(what),
            own=number(len(own), _),
            pushed=number(len(pushed), _),
            bands=number(len(bands), _),
        )
    )
    key = (*page.key, *effects.key, name, level, code)
    if len(own):
        chart = drawn((*key, "moved"), lambda: moved_scores(own, what, page.look))
        show_figure(effects, chart, f"moved-{name}-{level}-{code}")
        if _can_be_mapped(effects, level, own):
            chart = drawn((*key, "map"), lambda: _score_map(page, effects, which, code, what))
            show_figure(effects, chart, f"map-{name}-{level}-{code}")
    for title, part in ((_("Places with another score"), own), (_("Places that only change rank"), pushed)):
        if len(part):
            with st.expander(f"{title} ({number(len(part), _)})", expanded=part is own):
                st.dataframe(_moves_table(part, _), hide_index=True, placeholder="", alt=title)


def _moves_table(listed: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Return moves under headings in the page's language; what was or is not assessed stays blank."""
    shown = listed.head(SHOWN_MOVES)

    def band(side: str) -> list[str]:
        return [
            "" if is_missing(low) else f"{low:.0f}–{high:.0f}"
            for low, high in zip(shown[f"low_{side}"], shown[f"high_{side}"], strict=True)
        ]

    return pd.DataFrame(
        {
            _("Place"): shown["name"],
            _("Score before"): shown["score_before"].round(2),
            _("Score after"): shown["score_after"].round(2),
            _("Change of score"): shown["score_change"].round(2),
            _("Rank before"): shown["rank_before"].astype("Int64"),
            _("Rank after"): shown["rank_after"].astype("Int64"),
            _("Rank band before"): band("before"),
            _("Rank band after"): band("after"),
        }
    )


def _can_be_mapped(effects: Effects, level: str, own: pd.DataFrame) -> bool:
    """Tell whether a map shows anything: most counties have no coordinates in the bundled tables."""
    units = scoring.units(effects.after, level)
    located = units.index[units["lon"].notna()]
    return len(located) > 1 and bool(own["unit_code"].isin(located).any())


def _score_map(page: Page, effects: Effects, which: tuple[str, str], code: str, what: str) -> Chart:
    _ = page.translate
    name, level = which
    names = place_names(page, effects)
    sides = {}
    for side, data in (("before", effects.before), ("after", effects.after)):
        card = scoring.assessment(data, name, level).scorecard
        sides[side] = card.index if code == INDEX and card.index is not None else card.dimensions[code]
    units = scoring.units(effects.after, level)
    places = pd.DataFrame(
        {
            "name": [names.get(unit, unit) for unit in units.index],
            "lon": units["lon"],
            "lat": units["lat"],
            "before": sides["before"].reindex(units.index),
            "after": sides["after"].reindex(units.index),
            "touched": units.index.isin(effects.units),
        },
        index=units.index,
    )
    return before_after_map(places, what, "0–100", page.look)


def show_gaps(page: Page, effects: Effects) -> None:
    """Draw how the gaps of the focus place, or of its city, to the best of their peers move."""
    _ = page.translate
    st.subheader(_("Gaps of {place} that move", place=page.markdown_name(page.focus)), anchor=False)
    listed = []
    for name, one in possible_standings(page).items():
        peers = peers_of(page, one.level, one.unit)
        found = gap_differences(effects, name, one.level, one.unit, list(peers.codes))
        words = {code.code: in_language(code.name, _) for code in one.framework.dimensions}
        for row in found.itertuples():
            label = _("Index") if row.code == INDEX else words.get(row.code) or indicator_name(row.code, _)
            listed.append(
                {
                    _("Place"): page.name(one.unit),
                    _("Framework"): in_language(one.framework.name, _),
                    _("Dimension or indicator"): label,
                    _("Gap before, points"): round(row.gap_before, 2),
                    _("Gap after, points"): round(row.gap_after, 2),
                    _("Change, points"): round(row.change, 2),
                }
            )
    if not listed:
        st.caption(_("No gap to the best of the peers moves."))
        return
    st.caption(_("Against the best of the peers that the page compares with; positive = behind."))
    st.dataframe(pd.DataFrame(listed), hide_index=True, placeholder="", alt=_("Gaps that move"))


def show_coverage(page: Page, effects: Effects) -> None:
    """Draw how many places gain or lose an own value of each indicator."""
    _ = page.translate
    st.subheader(_("Coverage gained"), anchor=False)
    found = coverage_change(effects)
    if found.empty:
        st.caption(_("No place gains or loses an own value of an indicator."))
        return
    levels = {"prefecture": _("cities"), "county": _("districts and counties")}
    st.dataframe(
        pd.DataFrame(
            {
                _("Indicator"): [indicator_name(code, _) for code in found["indicator_code"]],
                _("Places compared"): [levels[level] for level in found["level"]],
                _("Own value before"): found["own_before"],
                _("Own value after"): found["own_after"],
                _("Of all places"): found["places"],
            }
        ),
        hide_index=True,
        alt=_("Coverage gained"),
    )
