"""Step 2 of an upload: what was understood, what is wrong where, and the copies that show it."""

import pandas as pd
import streamlit as st

from charts.theme import PALETTES
from etl.annotated import Copy, annotated_copy, corrected_template, file_rows
from etl.batch_folder import holding
from etl.receipts import read_batches
from etl.reception import Reception
from locales import Language, Translator
from ui.data import Data, served_store
from ui.finding_words import column_words, findings_table, grouped_findings, severity_words
from ui.literal import literal
from ui.page import Page
from ui.raw_words import table_name
from ui.selection import switch
from ui.upload_flow import Flow, check_file, grid_of, references

NEIGHBOURS = 3
MOST_COLUMNS = 30


def check(page: Page, data: Data, current: Flow, content: bytes) -> Reception:
    """Read and check the file, step by step the first time, and return what became of it."""
    return check_file(data, current, content, page.translate)


def show_understood(page: Page, reception: Reception) -> None:
    """Draw how the file was read and which rows were set aside."""
    _ = page.translate
    report = reception.intake.report
    if reception.intake.dataset.name != "unknown":
        said = _(
            "{table}: **{rows}** rows, **{errors}** errors, **{warnings}** warnings.",
            table=literal(table_name(reception.intake.dataset.name, _)),
            rows=f"{report.rows:,}",
            errors=f"{report.errors:,}",
            warnings=f"{report.warnings:,}",
        )
        st.markdown(said)
    lines = [sentence.text(_.language) for sentence in reception.understood]
    for reason, count in reception.set_aside:
        words = reason.text(_.language)
        lines.append(_("{count} rows set aside: {reason}.", count=f"{count:,}", reason=words))
    if lines:
        st.markdown("\n".join(f"- {literal(line)}" for line in lines))


def show_stored(page: Page, reception: Reception) -> bool:
    """Say if a batch holds the same bytes already; return whether one that counts does."""
    _ = page.translate
    batches = [one for one in read_batches(served_store()) if one.status != "damaged"]
    counting = holding([one for one in batches if one.status == "accepted"], reception.intake)
    if counting is not None:
        st.info(
            _(
                "The same bytes are stored already: batch {batch}. Nothing needs to be done; the history page"
                " tells what it changed.",
                batch=literal(counting.batch_id),
            )
        )
        return True
    withdrawn = holding([one for one in batches if one.status == "withdrawn"], reception.intake)
    if withdrawn is not None:
        st.info(
            _(
                "The same bytes were stored as batch {batch} and withdrawn: restore it on the history page"
                " rather than store them again.",
                batch=literal(withdrawn.batch_id),
            )
        )
    return False


def show_findings(page: Page, data: Data, reception: Reception, current: Flow) -> None:
    """Draw all findings by kind, then one by one with the row each stands in."""
    _ = page.translate
    report = reception.intake.report
    if not report.counts:
        st.success(_("Nothing to remark: every row fits the contract."))
        return
    severities = {"all": _("All"), "error": _("Errors"), "warning": _("Warnings")}
    severity = switch("severity", _("Show"), severities, _)
    groups = grouped_findings(report, _)
    groups = groups if severity == "all" else groups[groups["severity"] == severity]
    groups = groups.reset_index(drop=True)
    if groups.empty:
        st.caption(_("None."))
        return
    st.caption(_("Press a row to see only these findings."))
    picked = st.dataframe(
        _groups_words(groups, _),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"upload_groups_{severity}_{current.digest[:8]}_{_.language}",
        alt=_("Findings by kind"),
    )
    rows = picked["selection"]["rows"]
    wanted = groups.iloc[rows] if rows else groups
    _show_list(page, data, reception, current, groups=wanted)


def _groups_words(groups: pd.DataFrame, _: Translator) -> pd.DataFrame:
    severity = severity_words(_)
    return pd.DataFrame(
        {
            _("Kind"): groups["severity"].map(severity),
            _("How many"): groups["count"],
            _("Expected"): groups["expected"],
            _("What to do"): groups["fix"],
            _("In rows"): groups["rows"],
            _("Code of the finding"): groups["code"],
        }
    )


def _show_list(page: Page, data: Data, reception: Reception, current: Flow, *, groups: pd.DataFrame) -> None:
    _ = page.translate
    listed = findings_table(reception.intake.report, _)
    chosen = set(zip(groups["code"], groups["severity"], strict=True))
    own = [pair in chosen for pair in zip(listed["code"], listed["severity"], strict=True)]
    listed = listed[own].reset_index(drop=True)
    if listed.empty:
        return
    st.markdown(_("Press a finding to see its row among its neighbours."))
    if reception.intake.report.errors + reception.intake.report.warnings > len(
        reception.intake.report.findings
    ):
        st.caption(_("The first {count} are listed; all are counted above.", count="1,000"))
    picked = st.dataframe(
        pd.DataFrame(
            {
                _("Row"): listed["row"],
                _("Column"): [column_words(one, _) for one in listed["column"]],
                _("Value"): listed["value"].fillna(""),
                _("Expected"): listed["expected"],
                _("What to do"): listed["fix"],
            }
        ),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=min(35 * (len(listed) + 1) + 3, 320),
        key=f"upload_findings_{current.digest[:8]}_{'-'.join(sorted(groups['code']))[:80]}_{_.language}",
        alt=_("Findings one by one"),
    )
    rows = picked["selection"]["rows"]
    shown = listed.iloc[rows[0] if rows else 0]
    _show_context(page, data, reception, current, finding=shown)


def _show_context(page: Page, data: Data, reception: Reception, current: Flow, *, finding: pd.Series) -> None:
    """Draw the rows around a finding as the file has them, the cell in question marked."""
    _ = page.translate
    row = finding["row"]
    if pd.isna(row):
        return
    grid = grid_of(data, current, reception.intake.content)
    near = None if grid is None else file_rows(grid, int(row), NEIGHBOURS)
    if near is None or near.empty:
        return
    st.markdown(_("Row {row} among its neighbours", row=int(row)))
    colours = PALETTES[page.look.mode]

    def marked(line: pd.Series) -> list[str]:
        here = line.name == int(row)
        style = f"background-color: {colours.focus}; color: {colours.paper}"
        return [style if here and column in (finding["column"], _("Row")) else "" for column in line.index]

    width = near.shape[1]
    first = _first_column(near, finding["column"])
    near = near.iloc[:, first : first + MOST_COLUMNS]
    near.insert(0, _("Row"), near.index)
    st.dataframe(near.style.apply(marked, axis=1), hide_index=True, alt=_("The row among its neighbours"))
    if width > MOST_COLUMNS:
        last = first + MOST_COLUMNS
        st.caption(
            _("Columns {first} to {last} of {count} are shown.", first=first + 1, last=last, count=width)
        )


def _first_column(near: pd.DataFrame, column: str | None) -> int:
    """Return the first column to show: a browser takes many seconds to draw thousands of them."""
    place = near.columns.get_indexer([column])[0]
    return max(0, min(place - MOST_COLUMNS // 2, near.shape[1] - MOST_COLUMNS))


def offer_copies(page: Page, data: Data, reception: Reception, current: Flow) -> None:
    """Draw the buttons for the annotated copy and the corrected template, each in either language."""
    _ = page.translate
    checked = reception.intake
    if not checked.report.counts:
        return
    grid = grid_of(data, current, checked.content)
    words: dict[Language, str] = {"zh": _("in Chinese"), "en": _("in English")}
    known = references(data)
    copies: list[tuple[str, str, Copy]] = []
    for language in sorted(words, key=lambda one: one != _.language):
        if grid is not None:
            label = _("Annotated copy, {language}", language=words[language])
            copies.append((f"annotated_{language}", label, annotated_copy(checked, grid, language)))
        corrected = corrected_template(checked, known, language)
        if corrected is not None:
            label = _("Corrected template, {language}", language=words[language])
            copies.append((f"corrected_{language}", label, corrected))
    if not copies:
        return
    with st.container(horizontal=True):
        for key, label, copy in copies:
            st.download_button(
                label,
                copy.content,
                file_name=copy.file_name,
                mime=copy.mime,
                on_click="ignore",
                key=key,
            )
    st.caption(
        _(
            "The annotated copy is the file itself with every finding written beside its cell. The corrected"
            " template holds the rows as they were understood; cells that still need a person are marked."
            " Mend either one and give it again."
        )
    )
