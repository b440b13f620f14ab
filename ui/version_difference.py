"""The difference of any two kept versions: facts, scores and ranks, and how much of it the method makes."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from charts.words import in_language
from etl.score_reads import whole_table
from etl.snapshot import StoreError, open_snapshot, snapshot_file
from locales import Translator
from metrics.assessment import INDEX
from ui import scoring
from ui.data import Data, open_older
from ui.effect_facts import place_names
from ui.effect_parts import show_effects
from ui.effects import Effects, effects_of
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.version_scores import Split, split_between

SHOWN_PLACES = 300


@kept(40)
def _uploads_in(store: str, version: str) -> list[str]:
    with closing(open_snapshot(Path(store), version)) as snapshot:
        batches = whole_table(snapshot, "batch")
    return sorted(one for one in batches["batch_id"] if not one.startswith("000000"))


def _version_words(data: Data, version: str, _: Translator) -> str:
    try:
        uploads = _uploads_in(data.store, version)
        built = datetime.fromtimestamp(snapshot_file(Path(data.store), version).stat().st_mtime, UTC)
    except (StoreError, OSError):
        return version
    words = _.plural("{count} upload", "{count} uploads", len(uploads))
    last = uploads[-1] if uploads else _("bundled tables only")
    now = _("published now") if version == data.version else ""
    return " · ".join(part for part in (version, now, words, last, f"{built:%Y-%m-%d %H:%M} UTC") if part)


def show_difference(page: Page, data: Data) -> None:
    """Draw the choice of two versions and everything in which they differ."""
    _ = page.translate
    versions = data.versions
    if len(versions) < 2:
        st.info(_("Only one version is kept so far: there is nothing to compare it with."))
        return
    words = {version: _version_words(data, version, _) for version in versions}
    left, right = st.columns(2)
    with left:
        first = st.selectbox(
            _("Earlier version"), versions, 1, format_func=words.__getitem__, key=f"difference_a_{_.language}"
        )
    with right:
        second = st.selectbox(
            _("Later version"), versions, 0, format_func=words.__getitem__, key=f"difference_b_{_.language}"
        )
    if first == second:
        st.caption(_("The same version on both sides: choose two different ones."))
        return
    if not st.toggle(_("Compare these two versions"), key="difference_on"):
        return
    try:
        with st.spinner(_("Comparing the two versions …")):
            before, after = open_older(data.store, first), open_older(data.store, second)
            effects = effects_of(before, after)
            parts = split_between(before, after)
    except StoreError as error:
        st.error(literal(error.sentence.text(_.language)))
        return
    _show_method(page, parts)
    if parts.kind == "split":
        _show_steps(page, effects, parts)
    show_effects(page, effects)


def _show_method(page: Page, parts: Split) -> None:
    _ = page.translate
    st.subheader(_("Data or method?"), anchor=False)
    if parts.kind == "same":
        st.markdown(
            _(
                "Both versions were scored by the same frameworks and the same queries: every difference"
                " below comes from the data."
            )
        )
        return
    names = [
        in_language(scoring.framework(name).name, _) for name in parts.changed if name in scoring.BUNDLED
    ]
    said = []
    if names:
        said.append(_("The framework differs: {names}.", names=literal(_(", ").join(names))))
    if parts.queries:
        said.append(_("The formulas that derive indicators from facts differ."))
    if parts.kind == "unknown":
        said.append(
            _(
                "How one of the versions was scored is not kept, or cannot be run by this software any more:"
                " ranks cannot be split into data and method."
            )
        )
    else:
        said.append(
            _(
                "First the method changes while the earlier facts stay, then the facts change under the later"
                " method."
            )
            if parts.method_first
            else _(
                "First the facts change while the earlier method stays, then the method changes on the later"
                " facts."
            )
        )
    st.markdown(" ".join(said))


def _show_steps(page: Page, effects: Effects, parts: Split) -> None:
    _ = page.translate
    names = place_names(page, effects)
    method, facts = ("first", "second") if parts.method_first else ("second", "first")
    for (name, level), table in parts.steps.items():
        framework = scoring.framework(name)
        words = {one.code: in_language(one.name, _) for one in framework.dimensions} | {INDEX: _("Index")}
        levels = {"prefecture": _("cities"), "county": _("districts and counties")}
        title = _("{framework}, {places}", framework=in_language(framework.name, _), places=levels[level])
        size = (table["rank_after"] - table["rank_before"]).abs()
        shown = table.assign(size=size).sort_values("size", ascending=False).head(SHOWN_PLACES)
        st.markdown(f"**{literal(title)}**")
        st.dataframe(
            pd.DataFrame(
                {
                    _("Place"): [names.get(code, code) for code in shown["unit_code"]],
                    _("Dimension"): [words.get(code, code) for code in shown["code"]],
                    _("Rank before"): shown["rank_before"].astype("Int64"),
                    _("Rank after"): shown["rank_after"].astype("Int64"),
                    _("Of the method"): shown[f"rank_{method}_step"].astype("Int64"),
                    _("Of the data"): shown[f"rank_{facts}_step"].astype("Int64"),
                    _("Change of score by the method"): shown[f"score_{method}_step"].round(2),
                    _("Change of score by the data"): shown[f"score_{facts}_step"].round(2),
                }
            ),
            hide_index=True,
            alt=title,
        )
