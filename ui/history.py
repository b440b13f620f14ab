"""The batches of the store: what each is, what it changed, and how to withdraw it and have it back."""

import re
from pathlib import Path

import pandas as pd
import streamlit as st

from etl.contract_types import N_
from etl.preview import Preview, preview_other_state
from etl.progress import Tell
from etl.receipts import Batch, read_batches
from etl.snapshot import StoreError
from locales import Sentence, Translator
from ui import writing
from ui.access import refusal, visitor
from ui.audit_words import told_at
from ui.choices import chosen, remember
from ui.data import Data, served_store
from ui.effect_parts import show_effects
from ui.effect_work import previewed
from ui.finding_words import column_words, severity_words
from ui.literal import literal
from ui.page import Page
from ui.raw_words import table_name

OUTCOME = "history_outcome"
NAME, REASON = "history_name", "history_reason"
UNSAFE = re.compile(r"[^\w.\-\u4e00-\u9fff]+")


def status_words(_: Translator) -> dict[str, str]:
    """Return what each status of a batch is called."""
    return {"accepted": _("counts"), "withdrawn": _("withdrawn"), "damaged": _("damaged")}


def show_history(page: Page, data: Data) -> None:
    """Draw every batch, the newest first, and all about the chosen one."""
    _ = page.translate
    _show_outcome(_)
    batches = read_batches(served_store())[::-1]
    if not batches:
        st.info(
            _("No file has been uploaded yet: only the bundled tables count, which the evidence page lists.")
        )
        return
    st.dataframe(batch_rows(batches, _), hide_index=True, alt=_("Batches in the store"))
    names = {batch.batch_id: _batch_words(batch, _) for batch in batches}
    asked = chosen().get("batch", "")
    key = f"history_batch_{_.language}"
    st.session_state[key] = asked if asked in names else batches[0].batch_id
    picked = st.selectbox(
        _("Batch"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=lambda: remember("batch", st.session_state[key]),
    )
    batch = next(one for one in batches if one.batch_id == picked)
    if batch.status == "damaged":
        st.error(
            _(
                "Batch {batch} is damaged and set aside; the rest is served. Give its file again.",
                batch=literal(batch.batch_id),
            )
        )
        return
    _show_receipt(batch, _)
    _show_findings(batch, _)
    _show_effect(page, data, batch)
    _show_actions(page, batch)


def batch_rows(batches: list[Batch], _: Translator) -> pd.DataFrame:
    """Return one row a batch under headings in the page's language."""
    states = status_words(_)
    return pd.DataFrame(
        [
            {
                _("Batch"): batch.batch_id,
                _("Kind of data"): table_name(str(batch.receipt.get("dataset", "")), _),
                _("File"): batch.receipt.get("file_name", ""),
                _("Rows"): batch.receipt.get("rows"),
                _("State"): states[batch.status],
                _("Accepted by"): batch.receipt.get("accepted_by", ""),
                _("Accepted at"): told_at(str(batch.receipt.get("accepted_at", ""))),
                _("Given by"): batch.receipt.get("submitted_by", ""),
                _("Why it was given"): batch.receipt.get("reason", ""),
                _("Last event"): _event_words(batch, _),
            }
            for batch in batches
        ]
    )


def _event_words(batch: Batch, _: Translator) -> str:
    if not batch.events:
        return ""
    last = batch.events[-1]
    words = {"withdrawn": _("withdrawn"), "restored": _("restored")}
    return _(
        "{event} by {who}: {reason}",
        event=words.get(last.get("event", ""), ""),
        who=last.get("by", ""),
        reason=last.get("reason", ""),
    )


def _batch_words(batch: Batch, _: Translator) -> str:
    name = batch.receipt.get("file_name", "")
    return _(
        "{batch} · {file} · {state}", batch=batch.batch_id, file=name, state=status_words(_)[batch.status]
    )


def safe_name(batch: Batch) -> str:
    """Return a file name that is nothing but a name, whatever the file was called.

    >>> safe_name(Batch(Path("000001-aaaaaaaa"), {"file_name": "../../=cmd|x.csv"}, ""))
    '000001-aaaaaaaa-cmd_x.csv'
    """
    name = UNSAFE.sub("_", Path(str(batch.receipt.get("file_name", ""))).name).strip("._-")
    return f"{batch.batch_id}-{name[-80:] or 'received'}"


def _show_receipt(batch: Batch, _: Translator) -> None:
    receipt = batch.receipt
    lines = {
        _("File"): receipt["file_name"],
        _("Where it comes from"): receipt.get("origin", ""),
        _("Why it was given"): receipt.get("reason", ""),
        _("Given by"): receipt.get("submitted_by", ""),
        _("Accepted by"): _(
            "{who} at {time}", who=receipt["accepted_by"], time=told_at(receipt["accepted_at"])
        ),
        "SHA-256": receipt["sha256"],
    }
    shown = [f"- {literal(name)}{_(': ')}{literal(value)}" for name, value in lines.items() if value]
    events = {
        "withdrawn": N_("Withdrawn by {who} at {time}: {reason}"),
        "restored": N_("Restored by {who} at {time}: {reason}"),
    }
    for event in batch.events:
        text = events[event["event"]]
        said = _(
            text,
            who=event.get("by", ""),
            time=told_at(str(event.get("at", ""))),
            reason=event.get("reason", ""),
        )
        shown.append(f"- {literal(said)}")
    st.markdown("\n".join(shown))
    st.download_button(
        _("Download the file as received"),
        (batch.folder / "received").read_bytes,
        file_name=safe_name(batch),
        mime="application/octet-stream",
        on_click="ignore",
        key=f"received_{batch.batch_id}",
    )


def _show_findings(batch: Batch, _: Translator) -> None:
    found = batch.receipt.get("findings_zh" if _.language == "zh" else "findings") or []
    found = found or batch.receipt.get("findings") or []
    if not found:
        st.caption(_("The check found nothing to remark."))
        return
    severity = severity_words(_)
    with st.expander(_.plural("{count} remark of the check", "{count} remarks of the check", len(found))):
        st.dataframe(
            pd.DataFrame(
                {
                    _("Kind"): [severity.get(one.get("severity", ""), "") for one in found],
                    _("Row"): [one.get("row") for one in found],
                    _("Column"): [column_words(one.get("column"), _) for one in found],
                    _("Value"): [one.get("value") or "" for one in found],
                    _("Expected"): [one.get("expected", "") for one in found],
                    _("What to do"): [one.get("fix", "") for one in found],
                    _("Code of the finding"): [one.get("code", "") for one in found],
                }
            ),
            hide_index=True,
            alt=_("Remarks of the check"),
        )


def _other_state(store: Path, batch_id: str, tell: Tell) -> Preview:
    tell(Sentence(N_("Building the data as they would be")))
    return preview_other_state(store, batch_id)


def _show_effect(page: Page, data: Data, batch: Batch) -> None:
    """Draw on demand what the data would be without a batch that counts, or with a withdrawn one."""
    _ = page.translate
    label = (
        _("Show what this batch changes")
        if batch.status == "accepted"
        else _("Show what this batch would change if it were restored")
    )
    if not st.toggle(label, key=f"history_effect_{batch.batch_id}"):
        return
    try:
        _other, effects = previewed(
            page,
            data,
            batch.batch_id,
            lambda tell: _other_state(Path(data.store), batch.batch_id, tell),
            reverse=batch.status == "accepted",
        )
    except StoreError as error:
        st.info(literal(error.sentence.text(_.language)))
        return
    st.caption(_("Before: without this batch. After: with it. All other batches stay as they are."))
    show_effects(page, effects)


def _show_actions(page: Page, batch: Batch) -> None:
    _ = page.translate
    takes_out = batch.status == "accepted"
    refused = refusal("withdraw" if takes_out else "restore")
    if refused is not None:
        st.info(literal(refused.text(_.language)))
        return
    title = _("Withdraw this batch") if takes_out else _("Restore this batch")
    with st.form(f"history_{batch.batch_id}_{batch.status}", border=True):
        st.markdown(f"**{title}**")
        st.caption(
            _("Nothing is deleted: the data go back to exactly what they were without it.")
            if takes_out
            else _("The rows of the batch count again.")
        )
        if not visitor().signed_in:
            st.text_input(_("Your name (required)"), max_chars=80, key=NAME)
        st.text_input(_("Reason"), max_chars=500, key=REASON)
        st.form_submit_button(
            title, type="primary", key="history_act", on_click=_act, args=(batch.batch_id, takes_out)
        )


def _act(batch_id: str, takes_out: bool) -> None:
    name, reason = str(st.session_state.get(NAME, "")), str(st.session_state.get(REASON, ""))
    if not reason.strip() or not (visitor().signed_in or name.strip()):
        missing = N_("Name and reason are kept with the batch; fill in both to go on.")
        st.session_state[OUTCOME] = ("failed", Sentence(missing))
        return
    try:
        act = writing.withdraw if takes_out else writing.restore
        version = act(batch_id, reason, name)
    except StoreError as error:
        st.session_state[OUTCOME] = ("failed", error.sentence)
        return
    words = (
        N_("Batch {batch} is withdrawn; the data have version {version} again.")
        if takes_out
        else N_("Batch {batch} is restored; the data have version {version}.")
    )
    st.session_state[OUTCOME] = ("done", Sentence(words, {"batch": batch_id, "version": version}))


def _show_outcome(_: Translator) -> None:
    kind, sentence = st.session_state.pop(OUTCOME, (None, None))
    if kind is not None:
        (st.success if kind == "done" else st.error)(literal(sentence.text(_.language)))
