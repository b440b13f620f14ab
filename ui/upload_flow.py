"""What an analyst has chosen on the way from a file to a batch, and what was made of it so far.

The file itself waits on disk under its SHA-256; here stands only its name, so that a rerun, a page switch or
another language keeps the flow and nothing is read, checked or stored twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import streamlit as st

from etl.file_grid import Grid, file_grid
from etl.ingest import references_of
from etl.intake import References
from etl.new_source import NewSource, check_source, with_source
from etl.progress import Tell
from etl.reception import Options, Reception, receive
from etl.snapshot import Snapshot
from etl.staged_files import keep, kept, process_folder
from locales import Translator
from ui.data import Data, open_data
from ui.kept import kept as kept_for_all
from ui.work import done

FLOW = "upload_flow"
NEW = "+"
"""Stands for a source that is entered here."""
ROWS_NAME_IT = "rows"
"""Stands for a file whose rows all name their source themselves."""


@dataclass
class Flow:
    """One file on its way. Empty texts are choices that were not made yet; `accepted` is what came of it."""

    digest: str = ""
    file_name: str = ""
    dataset: str = ""
    sheet: str = ""
    source: str = ""
    grade: str = ""
    title: str = ""
    publisher: str = ""
    licence: str = ""
    url: str = ""
    names: dict[str, str] = field(default_factory=dict)
    by: str = ""
    reason: str = ""
    accepted: dict[str, str] = field(default_factory=dict)

    @property
    def new_source(self) -> NewSource:
        """The source that is entered here."""
        return NewSource(self.title, self.publisher, self.licence, self.grade or "C", self.url)


def flow() -> Flow:
    """Return the flow of this visit."""
    if FLOW not in st.session_state:
        st.session_state[FLOW] = Flow()
    current: Flow = st.session_state[FLOW]
    return current


def begin_with(name: str, content: bytes) -> None:
    """Start anew with a file; who uploads stays the same."""
    digest = keep(process_folder(), content)
    st.session_state[FLOW] = Flow(digest=digest, file_name=Path(name).name[:200], by=flow().by)


def discard() -> None:
    """Forget the file and every choice made for it."""
    st.session_state[FLOW] = Flow(by=flow().by)


def kept_widget(name: str, language: str, *, also: Callable[[], None] | None = None) -> dict[str, Any]:
    """Return key and callback of a widget that shows a field of the flow and writes it back."""
    known = {one.name for one in fields(Flow)}
    if name not in known:
        raise ValueError(f"{name} is not a field of the flow")
    key = f"upload_{name}_{language}"
    st.session_state[key] = getattr(flow(), name)

    def write() -> None:
        setattr(flow(), name, st.session_state[key] or "")
        if also is not None:
            also()

    return {"key": key, "on_change": write}


def content_of(current: Flow) -> bytes | None:
    """Return the bytes of the file, None if they are not kept any more."""
    return kept(process_folder(), current.digest) if current.digest else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _references(store: str, version: str, _snapshot: Snapshot) -> References:
    return references_of(_snapshot)


def references(data: Data) -> References:
    """Return the tables that a file is checked against; nobody may change them."""
    return _references(data.store, data.version, data.snapshot)


def options_of(current: Flow) -> Options:
    """Return how the file is to be read."""
    chosen = current.source if current.source not in ("", ROWS_NAME_IT) else "user_upload"
    source = current.new_source.source_id if current.source == NEW else chosen
    return Options(
        dataset=current.dataset or None,
        sheet=current.sheet or None,
        names=dict(current.names),
        source=source,
        grade=current.grade or "C",
    )


@kept_for_all(6)
def _reception(
    store: str,
    version: str,
    key: str,
    entered: NewSource | None,
    *,
    _content: bytes,
    _name: str,
    _options: Options,
    _known: References,
    _tell: Tell,
) -> Reception:
    known, row = _known, None
    if entered is not None:
        row, _report = check_source(entered, _known)
        known = _known if row is None else with_source(_known, row)
    reception = receive(_content, _name, known, _options, tell=_tell)
    return replace(reception, intake=replace(reception.intake, new_source=row))


def check_file(data: Data, current: Flow, content: bytes, _: Translator) -> Reception:
    """Return what became of the file: checked once for equal bytes, choices and data, showing the steps."""
    options = options_of(current)
    entered = current.new_source if current.source == NEW else None
    ordered = repr(replace(options, names=dict(sorted(options.names.items()))))
    key = (data.store, data.version, repr((current.digest, current.file_name, ordered)), entered)
    name, known = current.file_name, references(data)

    def make(tell: Tell) -> Reception:
        return _reception(*key, _content=content, _name=name, _options=options, _known=known, _tell=tell)

    return done("check", key, make, _)


@st.cache_resource(max_entries=4, show_spinner=False)
def _grid(
    store: str, version: str, key: str, *, _content: bytes, _name: str, _options: Options, _known: References
) -> Grid | None:
    return file_grid(_content, _name, _known, _options)


def grid_of(data: Data, current: Flow, content: bytes) -> Grid | None:
    """Return the table of the file as a person sees it, read once; nobody may change it."""
    options = options_of(current)
    return _grid(
        data.store,
        data.version,
        repr((current.digest, options.dataset, options.sheet, options.encoding)),
        _content=content,
        _name=current.file_name,
        _options=options,
        _known=references(data),
    )


def preview_key(current: Flow) -> str:
    """Return what a preview of the file depends on besides the data."""
    return repr((current.digest, options_of(current), current.new_source, current.file_name))


def newest_data() -> Data:
    """Return the published data, whatever older version the page shows: files are checked against these."""
    return open_data()
