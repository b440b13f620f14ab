"""The names of places that are unknown or ambiguous: asked about once, remembered for later files."""

from pathlib import Path

import pandas as pd
import streamlit as st

from etl.contract_types import N_
from etl.name_memory import Answer, remembered
from etl.reception import Question, Reception
from etl.snapshot import StoreError
from locales import Sentence
from ui import writing
from ui.access import refusal
from ui.data import Data
from ui.literal import literal
from ui.page import Page
from ui.upload_flow import Flow, flow

AT_A_TIME = 10
KEEP = "upload_names_keep"
OUTCOME = "upload_outcome"
LEFT_OUT = ""
"""The code that leaves the rows of a name out, as `etl.reception.Options.names` has it."""


def recall(data: Data, current: Flow, reception: Reception) -> bool:
    """Answer what was answered before and is not ambiguous now; return whether anything was answered.

    A name that several places share is asked about again: it need not mean the same in every file.
    """
    answers = remembered(Path(data.store))
    fresh = {
        question.written: answers[question.written].unit_code
        for question in reception.questions
        if question.written in answers
        and question.written not in current.names
        and len(question.candidates) < 2
    }
    current.names |= fresh
    return bool(fresh)


def show_recalled(page: Page, data: Data, current: Flow) -> None:
    """Say which names were understood by earlier answers, and let them be asked about again."""
    _ = page.translate
    answers = remembered(Path(data.store))
    used = {name: answers[name] for name, code in current.names.items() if _same(answers.get(name), code)}
    if not used:
        return
    title = _.plural(
        "{count} name was understood by an earlier answer",
        "{count} names were understood by earlier answers",
        len(used),
    )
    with st.expander(title):
        st.dataframe(
            pd.DataFrame(
                {
                    _("Name in the file"): list(used),
                    _("Place"): [_place_words(page, one.unit_code) for one in used.values()],
                    _("Answered by"): [one.by for one in used.values()],
                    _("Answered at"): [one.at for one in used.values()],
                }
            ),
            hide_index=True,
            alt=title,
        )


def _same(answer: Answer | None, code: str) -> bool:
    return answer is not None and answer.unit_code == code


def _place_words(page: Page, code: str) -> str:
    _ = page.translate
    if code == LEFT_OUT:
        return _("no place here: leave these rows out")
    return f"{page.name(code)} ({code})" if code in page.places.index else code


def ask_names(page: Page, data: Data, current: Flow, reception: Reception) -> None:
    """Draw ten open questions at a time; the answers count at once and may be kept for later files."""
    _ = page.translate
    questions = sorted(reception.questions, key=lambda one: (-one.rows, one.first_row))
    if not questions:
        return
    shown = questions[:AT_A_TIME]
    st.subheader(_("Which places do these names mean?"), anchor=False)
    st.markdown(
        _.plural(
            "{count} name is unknown or belongs to several places. It is never guessed.",
            "{count} names are unknown or belong to several places. They are never guessed.",
            len(questions),
        )
    )
    known = remembered(Path(data.store))
    with st.form(f"upload_names_{current.digest[:8]}_{len(current.names)}", border=True):
        keys = {question.written: _ask(page, question, known.get(question.written)) for question in shown}
        may_write = refusal("mapping") is None
        st.checkbox(
            _("Remember these answers for later files"), value=may_write, disabled=not may_write, key=KEEP
        )
        st.form_submit_button(
            _("Use these answers"), type="primary", key="upload_names_use", on_click=_take, args=(keys,)
        )
    if len(questions) > AT_A_TIME:
        st.caption(_("{count} more names follow after these.", count=len(questions) - AT_A_TIME))


def _ask(page: Page, question: Question, answer: Answer | None) -> str:
    """Draw the choice for one name and return its key; only an earlier answer is chosen in advance."""
    _ = page.translate
    likely = [code for code in question.candidates if code in page.places.index]
    others = [code for code in page.places.index if code not in set(likely)]
    options = [*likely, LEFT_OUT, *others]
    label = _.plural(
        "“{name}”, first in row {row}, {count} row",
        "“{name}”, first in row {row}, {count} rows",
        question.rows,
        name=literal(question.written),
        row=question.first_row,
    )
    chosen = options.index(answer.unit_code) if answer and answer.unit_code in options else None
    key = f"upload_name_{question.written}_{_.language}"
    st.selectbox(
        label,
        options,
        index=chosen,
        format_func=lambda code: _place_words(page, code),
        placeholder=_("Type a name or a code"),
        filter_mode="contains",
        key=key,
    )
    return key


def _take(keys: dict[str, str]) -> None:
    """Use what was chosen for each name, and keep it for later files if that was asked for."""
    current = flow()
    chosen = {name: st.session_state.get(key) for name, key in keys.items()}
    answers = {name: str(code) for name, code in chosen.items() if code is not None}
    if not answers:
        nothing = Sentence(N_("Choose a place for at least one of the names."))
        st.session_state[OUTCOME] = ("failed", nothing)
        return
    current.names |= answers
    if st.session_state.get(KEEP):
        try:
            writing.remember_names(answers, current.by)
        except StoreError as error:
            st.session_state[OUTCOME] = ("failed", error.sentence)
