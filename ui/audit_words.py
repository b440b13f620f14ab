"""The audit log in words: who did what, and whether the log is whole."""

from datetime import datetime

import pandas as pd
import streamlit as st

from etl.audit import verify
from etl.audit_log import Entry, read_log
from exports.cells import csv_bytes
from locales import Translator
from ui.data import served_store
from ui.literal import literal
from ui.shell import Page

SHOWN_ENTRIES = 500


def told_at(moment: str) -> str:
    """Return a moment of the store, which is in UTC, as day and minute; other text as it is.

    >>> told_at("2026-11-24T10:05:09+00:00")
    '2026-11-24 10:05 UTC'
    """
    try:
        return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return moment


def action_words(_: Translator) -> dict[str, str]:
    """Return what each action of the log is called."""
    return {
        "accept": _("accepted"),
        "upload": _("upload"),
        "submit": _("gave a file"),
        "approve": _("approved"),
        "reject": _("rejected"),
        "take back": _("took back"),
        "withdraw": _("withdrew"),
        "restore": _("restored"),
        "framework": _("framework"),
        "mapping": _("names of places"),
    }


def outcome_words(_: Translator) -> dict[str, str]:
    """Return what each outcome of the log is called."""
    return {"done": _("done"), "refused": _("refused"), "failed": _("failed")}


def log_table(entries: list[Entry], _: Translator) -> pd.DataFrame:
    """Return the entries as a table in words, the newest first."""
    actions, outcomes = action_words(_), outcome_words(_)
    newest = entries[::-1]
    return pd.DataFrame(
        {
            _("Number"): [entry.number for entry in newest],
            _("When"): [told_at(entry.at) for entry in newest],
            _("Who"): [entry.by or _("not signed in") for entry in newest],
            _("What"): [actions.get(entry.action, entry.action) for entry in newest],
            _("Object"): [entry.item for entry in newest],
            _("How it ended"): [outcomes.get(entry.outcome, entry.outcome) for entry in newest],
            _("Reason"): [entry.reason for entry in newest],
        }
    )


def show_log(page: Page) -> None:
    """Draw the newest entries of the log, whether it is whole, and the button to take it away."""
    _ = page.translate
    store = served_store()
    entries = read_log(store)
    if not entries:
        st.caption(_("Nothing has been changed in this store yet."))
        return
    verdict = verify(store)
    if verdict.problems:
        st.error(
            _(
                "The log does not agree with itself or with the store: somebody has changed files of the"
                " store. On the machine that serves this page, run `python -m etl.audit verify`."
            )
        )
    else:
        st.caption(
            _(
                "The log is whole: every line is sealed with the one before, and agrees with the store. Last"
                " seal {seal}.",
                seal=literal(verdict.head[:16]),
            )
        )
    st.dataframe(log_table(entries[-SHOWN_ENTRIES:], _), hide_index=True, alt=_("Who changed what"))
    st.download_button(
        _("Download the log"),
        lambda: csv_bytes(log_table(entries, _)),
        file_name="audit-log.csv",
        mime="text/csv",
        on_click="ignore",
        key="download_log",
    )
