"""A framework of one's own: hand the file in, see what is wrong or what it would say, accept, withdraw."""

import pandas as pd
import streamlit as st

from charts.words import heading, is_missing, number
from etl import score_reads
from etl.contract_types import N_
from etl.findings import Finding
from etl.ingest import references_of
from etl.own_codes import codes_file
from etl.own_frameworks import DAMAGED_FRAMEWORK, OwnFramework, damaged_frameworks, read_frameworks
from etl.snapshot import StoreError
from exports.scores import FRAMEWORKS, assess_level
from locales import Sentence, Translator
from metrics.assessment import INDEX
from metrics.framework import Framework
from ui import writing
from ui.access import refusal
from ui.audit_words import told_at
from ui.coding_upload import OUTCOME, foreign_words_note
from ui.data import open_data, rows, served_store
from ui.finding_words import severity_words
from ui.framework_report import FrameworkReport, check_framework, grouped
from ui.literal import literal
from ui.page import Page
from ui.scoring import framework, units

FILES = "framework_files"
MOST_LISTED = 100
ACCEPTED = N_("Framework {code} is stored and stands in the choice of every page.")
WITHDRAWN = N_("Framework {code} is withdrawn; it is kept with the reason.")


def show_frameworks(page: Page) -> None:
    """Draw the way in for a framework file and the list of those that were handed in."""
    _ = page.translate
    st.markdown(
        _(
            "A framework says what is scored and how: dimensions, indicators, weights, goalposts. It is one"
            " text file (TOML). Take a bundled one, give it a code of its own, change what you want, and"
            " hand it in: it then stands in the choice of framework on every page."
        )
    )
    with st.container(horizontal=True):
        for path in sorted(FRAMEWORKS.glob("*.toml")):
            name = literal(heading(framework(path.stem).name, _))
            st.download_button(
                name, path.read_bytes, file_name=path.name, mime="text/plain", on_click="ignore"
            )
    _tell(_)
    refused = refusal("framework")
    if refused is not None:
        st.info(literal(refused.text(_.language)))
    else:
        _show_way_in(page)
    _show_list(page)


def _tell(_: Translator) -> None:
    kind, sentence = st.session_state.pop(OUTCOME, (None, None))
    if kind is not None:
        (st.error if kind == "error" else st.success)(literal(sentence.text(_.language)))


def _show_way_in(page: Page) -> None:
    _ = page.translate
    given = st.file_uploader(
        _("A framework file (TOML)"),
        type=["toml"],
        max_upload_size=1,
        key=f"framework_file_{st.session_state.get(FILES, 0)}",
    )
    if given is None:
        foreign_words_note(_)
        return
    content = given.getvalue()
    newest = open_data()
    known = set(rows(newest, score_reads.indicator_codes)["indicator_code"])
    report = check_framework(content, known, references_of(newest.snapshot))
    if not report.usable:
        errors = sum(one.severity == "error" for one in report.findings)
        st.error(
            _.plural(
                "{count} mistake: nothing is stored. Mend the file and hand it in again.",
                "{count} mistakes: nothing is stored. Mend the file and hand it in again.",
                errors,
            )
        )
    if report.findings:
        _show_findings(report, _)
    if report.framework is not None and report.usable:
        _show_preview(page, report.framework)
        _show_acceptance(content, given.name, report, _)


def _show_findings(report: FrameworkReport, _: Translator) -> None:
    """Draw all findings by kind, then one by one with line and key."""
    groups = grouped(report.findings)
    severity = severity_words(_)
    st.caption(_("Press a row to see only these findings."))
    picked = st.dataframe(
        pd.DataFrame(
            {
                _("Kind"): [severity[one[0].severity] for one in groups],
                _("How many"): [len(one) for one in groups],
                _("Expected"): [one[0].as_dict(_.language)["expected"] for one in groups],
                _("In lines"): [_lines(one, _) for one in groups],
            }
        ),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"framework_groups_{len(report.findings)}_{_.language}",
        alt=_("Findings by kind"),
    )
    rows = picked["selection"]["rows"]
    listed = groups[rows[0]] if rows else report.findings
    if len(listed) > MOST_LISTED:
        st.caption(_("The first {count} are listed; all are counted above.", count=MOST_LISTED))
    told = [finding.as_dict(_.language) for finding in listed[:MOST_LISTED]]
    # A table and no data grid: its cells break their lines, also on a phone.
    st.table(
        pd.DataFrame(
            {
                _("Key"): [literal(one["column"] or "–") for one in told],
                _("What stands there"): [literal(one["value"] or "") for one in told],
                _("What to do"): [literal(one["fix"]) for one in told],
            },
            index=pd.Index([str(one["row"] or "–") for one in told], name=_("Line")),
        )
    )


def _lines(findings: tuple[Finding, ...], _: Translator) -> str:
    numbers = sorted({one.row for one in findings if one.row is not None})
    return _(", ").join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")


def _show_preview(page: Page, found: Framework) -> None:
    """Draw what the framework would say of the focus place, before it counts anywhere."""
    _ = page.translate
    st.subheader(
        _(
            "What “{framework}” would say of {place}",
            framework=literal(heading(found.name, _)),
            place=page.markdown_name(page.focus),
        ),
        anchor=False,
    )
    st.caption(
        _(
            "{dimensions} scored dimensions, {indicators} scored indicators, version {version}.",
            dimensions=len(found.scored_dimensions),
            indicators=len(found.scored_indicators),
            version=literal(found.version),
        )
    )
    level = str(page.place["level"])
    if found.level not in ("any", level):
        st.info(_("It is made for places of another level, so it says nothing of this one."))
        return
    if page.focus not in units(page.data, level).index:
        st.info(_("{place} is not among the places that are compared.", place=page.markdown_name(page.focus)))
        return
    with st.spinner(_("Scoring all places …")):
        card = assess_level(page.data.snapshot, found, level).place_card(page.focus)
    names = {one.code: heading(one.name, _) for one in found.dimensions} | {INDEX: _("Index")}
    st.dataframe(
        pd.DataFrame(
            {
                _("Score of"): [names[str(code)] for code in card.index],
                _("Score (0–100)"): [_number(value, _, 1) for value in card["score"]],
                _("Coverage"): [_("{share}%", share=number(100 * share, _)) for share in card["coverage"]],
                _("Rank"): [_number(value, _, 0) for value in card["rank"]],
                _("Places ranked"): card["of"].to_numpy(),
            }
        ),
        hide_index=True,
        alt=_("Preview of the scores"),
    )


def _number(value: object, _: Translator, digits: int) -> str:
    return _("not assessed") if is_missing(value) else number(float(str(value)), _, digits)


def _show_acceptance(content: bytes, name: str, report: FrameworkReport, _: Translator) -> None:
    with st.form("framework_accept", border=True):
        reason = st.text_input(_("Why it was given"), max_chars=300, key="framework_reason")
        accepted = st.form_submit_button(_("Accept the framework"), type="primary", key="framework_submit")
    if not accepted or report.framework is None:
        return
    try:
        codes = codes_file(content, references_of(open_data().snapshot))
        writing.accept_framework(content, name, report.framework.code, reason, codes=codes)
    except StoreError as error:
        st.session_state[OUTCOME] = ("error", error.sentence)
    else:
        st.session_state[FILES] = st.session_state.get(FILES, 0) + 1
        st.session_state[OUTCOME] = ("done", Sentence(ACCEPTED, {"code": report.framework.code}))
    st.rerun()


def _show_list(page: Page) -> None:
    _ = page.translate
    for name in damaged_frameworks(served_store()):
        st.warning(_(DAMAGED_FRAMEWORK, framework=name))
    known = read_frameworks(served_store())
    if not known:
        return
    st.subheader(_("Frameworks handed in"), anchor=False)
    for one in reversed(known):
        _show_one(one, page)


def _show_one(one: OwnFramework, page: Page) -> None:
    _ = page.translate
    receipt = one.receipt
    with st.container(border=True):
        st.markdown(
            _(
                "**{code}** · {file} · given by {author} at {time}",
                code=literal(one.code),
                file=literal(receipt["file_name"]),
                author=literal(receipt["accepted_by"]),
                time=literal(told_at(str(receipt["accepted_at"]))),
            )
        )
        if not one.is_active:
            last = one.events[-1]
            st.caption(
                _(
                    "Withdrawn by {author} at {time}: {reason}",
                    author=literal(last["by"]),
                    time=literal(told_at(str(last["at"]))),
                    reason=literal(last["reason"]),
                )
            )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.download_button(
                _("Download the file as received"),
                one.file.read_bytes,
                file_name=receipt["file_name"],
                mime="text/plain",
                on_click="ignore",
                key=f"framework_download_{one.framework_id}",
            )
            if one.is_active and refusal("framework") is None:
                reason = st.text_input(
                    _("Reason"), max_chars=300, key=f"framework_reason_{one.framework_id}", width=320
                )
                if st.button(_("Withdraw"), key=f"framework_withdraw_{one.framework_id}"):
                    _withdraw(one, reason)


def _withdraw(one: OwnFramework, reason: str) -> None:
    try:
        writing.withdraw_framework(one.framework_id, reason)
    except StoreError as error:
        st.session_state[OUTCOME] = ("error", error.sentence)
    else:
        st.session_state[OUTCOME] = ("done", Sentence(WITHDRAWN, {"code": one.code}))
    st.rerun()
