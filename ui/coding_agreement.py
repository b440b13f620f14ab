"""How far coders agree, and the cells in which they differ, side by side, to be reconciled."""

import pandas as pd
import streamlit as st

from charts.words import heading, in_language, is_missing, number
from etl.coding_plan import RECONCILED, is_own_code
from etl.coding_reads import open_differences
from etl.ingest import references_of
from etl.pending import Submitted
from etl.progress import silent
from etl.reception import Options, receive
from etl.reconciliation import FILE_NAME, reconciled_file
from etl.snapshot import StoreError
from locales import Sentence, Translator
from metrics.agreement import CodedCells, coded_cells
from metrics.framework import Framework, Indicator
from ui import writing
from ui.access import refusal
from ui.coding_state import SIX, coded_frameworks, coded_indicator, codings
from ui.coding_upload import OUTCOME, tell_outcome
from ui.literal import literal
from ui.page import Page
from ui.raw_words import missing_words
from ui.scoring import units

MOST_SHOWN = 12
CELL = ("unit_code", "indicator_code", "period")


def show_agreement(page: Page) -> None:
    """Draw the agreement of each rubric among the places of the focus place's level."""
    _ = page.translate
    level = str(page.place["level"])
    every = codings(page)
    own = every[every["unit_code"].isin(units(page.data, level).index) & (every["coder"] != RECONCILED)]
    if own.empty:
        st.info(_("Nothing has been coded at this level yet: there is no agreement to measure."))
        return
    known = coded_frameworks()
    least = known[SIX].minimum_agreement or 0.0
    st.markdown(
        _(
            "Krippendorff’s alpha for ordered levels says how far coders agree beyond chance: 1 is full"
            " agreement, 0 is chance. A rubric below {least} is read differently by different people, so it"
            " stays out of every score until it is coded anew.",
            least=f"{least:.2f}",
        )
    )
    table = pd.concat([_agreement_table(own, one, _) for one in known.values()])
    st.dataframe(table, hide_index=True, height="content", alt=_("Agreement of coders by indicator"))


def _agreement_table(own: pd.DataFrame, found: Framework, _: Translator) -> pd.DataFrame:
    listed = []
    least = found.minimum_agreement or 0.0
    for one in found.scored_indicators:
        part = own[(own["indicator_code"] == one.code) & own["value"].notna()]
        belongs = found.code == SIX or is_own_code(one.code, found.code)
        if one.kind != "rubric" or part.empty or not belongs:
            continue
        cells = coded_cells([group["value"].tolist() for _key, group in part.groupby(list(CELL))])
        listed.append(
            {
                _("Indicator"): f"{one.code} {heading(one.name, _)}",
                _("Cells coded"): cells.cells,
                _("By two coders"): cells.pairs,
                _("Alike"): cells.alike,
                _("Alpha"): _("none") if pd.isna(cells.alpha) else number(cells.alpha, _, 2),
                _("In the scores"): _verdict(cells, least, _),
            }
        )
    return pd.DataFrame(listed)


def _verdict(found: CodedCells, least: float, _: Translator) -> str:
    if found.is_below(least):
        return _("no: alpha below {least}", least=f"{least:.2f}")
    if not found.pairs:
        return _("not yet: coded by one person only")
    if pd.isna(found.alpha):
        return _("yes: all gave the same level, so alpha says nothing")
    return _("yes")


def show_reconciliation(page: Page) -> None:
    """Draw every cell in which coders differ, with their evidence, and the value to agree on."""
    _ = page.translate
    tell_outcome(_)
    every = codings(page)
    differing = open_differences(every)
    differing = differing[differing["unit_code"].isin(page.places.index)]
    if differing.empty:
        st.caption(_("There is no cell in which two coders differ and nothing is agreed."))
        return
    groups = list(differing.groupby(list(CELL), sort=False))
    # The reader's own place first.
    groups.sort(key=lambda pair: (pair[0][0] != page.focus, pair[0]))
    st.markdown(
        _.plural(
            "Coders differ in {count} cell. It has no value until one is agreed on.",
            "Coders differ in {count} cells. They have no value until one is agreed on.",
            len(groups),
        )
    )
    refused = refusal("upload")
    if refused is not None:
        st.info(literal(refused.text(_.language)))
    shown = groups[:MOST_SHOWN]
    with st.form("reconcile", border=False):
        picked = {key: _cell(page, key, part) for key, part in shown}
        reason = st.text_input(_("Why these values"), max_chars=300, key="reconcile_reason")
        stored = st.form_submit_button(
            _("Store the agreed values"), type="primary", disabled=refused is not None, key="reconcile_submit"
        )
    if len(groups) > len(shown):
        st.caption(_("{count} more cells follow when these are settled.", count=len(groups) - len(shown)))
    if stored:
        chosen = {key: row for key, row in picked.items() if row is not None}
        if not chosen:
            st.info(_("Choose a value for at least one cell."))
            return
        _store(page, list(chosen.values()), reason)
        st.rerun()


def _cell(page: Page, key: tuple[str, str, str], part: pd.DataFrame) -> pd.Series | None:
    """Draw one cell and return the coder's row whose answer was agreed on, None while it is open."""
    _ = page.translate
    unit, code, period = key
    indicator = coded_indicator(code)
    with st.container(border=True):
        st.markdown(
            f"**{page.markdown_name(unit)} · {literal(code)} {literal(heading(indicator.name, _))}**"
            f" · {literal(period.replace('..', ' – '))}"
        )
        for column, row in zip(st.columns(len(part)), part.itertuples(), strict=True):
            with column:
                st.markdown(f"**{literal(row.coder)}**{_(': ')}{literal(_answer(row, indicator, _))}")
                if not is_missing(row.excerpt):
                    st.markdown(f"> {literal(row.excerpt)}")
                st.caption(literal(_evidence(row, _)))
        options = {"": _("leave open")}
        options |= {
            str(position): _("{answer} (as {coder})", answer=_answer(row, indicator, _), coder=row.coder)
            for position, row in enumerate(part.itertuples())
        }
        picked = st.selectbox(
            _("Agreed value of {place}, {indicator}", place=page.name(unit), indicator=code),
            list(options),
            format_func=options.__getitem__,
            key="agreed_" + "_".join(key),
        )
    return None if not picked else part.iloc[int(picked)]


def _answer(row: object, indicator: Indicator, _: Translator) -> str:
    value = row.value  # type: ignore[attr-defined]
    if is_missing(value):
        return missing_words(row.missing_reason, _)  # type: ignore[attr-defined]
    if indicator.kind == "rubric":
        level = int(value)
        return _("level {level}: {text}", level=level, text=in_language(indicator.levels[level], _))
    return f"{number(value, _, 2)} {in_language(indicator.unit, _)}"


def _evidence(row: object, _: Translator) -> str:
    parts = [row.reference, row.issuer, row.document_number, row.document_date]  # type: ignore[attr-defined]
    words = [
        str(part)[:10] if isinstance(part, pd.Timestamp) else str(part)
        for part in parts
        if not is_missing(part)
    ]
    if not is_missing(row.confidence):  # type: ignore[attr-defined]
        words.append(_("confidence {letter}", letter=row.confidence))  # type: ignore[attr-defined]
    return _("; ").join(words)


def _store(page: Page, agreed: list[pd.Series], reason: str) -> None:
    """Store the agreed values as rows of a coder of their own; what the coders gave stays as it is."""
    content = reconciled_file(pd.DataFrame(agreed), reason)
    options = Options(dataset="indicator_value")
    received = receive(content, FILE_NAME, references_of(page.data.snapshot), options)
    try:
        stored = writing.upload(received.intake, options, "reconciliation", reason)(silent)
    except StoreError as error:
        st.session_state[OUTCOME] = ("error", error.sentence)
        return
    waits = isinstance(stored, Submitted)
    name = stored.submission_id if isinstance(stored, Submitted) else stored.batch_id
    st.session_state[OUTCOME] = ("waits" if waits else "done", Sentence(str(name)))
