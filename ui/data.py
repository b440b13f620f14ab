"""The open snapshot and cached rows, each under the data version they belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from charts.names import place_names, short_names
from etl.reads import places as read_places
from etl.snapshot import (
    Snapshot,
    StoreError,
    default_store,
    kept_versions,
    open_snapshot,
    published_version,
    sandbox_store,
)
from locales import Language
from ui.choices import chosen

__all__ = ["Data", "StoreError", "open_data", "places", "rows"]


STORE = "store"
SANDBOX = "sandbox"
"""The only value of the parameter `store`; without it the real data are shown."""


@dataclass(frozen=True)
class Data:
    """The snapshot that a page reads; `is_current` is False for an older version that a link asked for."""

    store: str
    snapshot: Snapshot
    is_current: bool

    @property
    def version(self) -> str:
        """The twelve characters that name the data."""
        return self.snapshot.version

    @property
    def is_sample(self) -> bool:
        """Whether these are the invented data of the sandbox."""
        return self.snapshot.is_sample

    @property
    def versions(self) -> list[str]:
        """The versions that can be shown, the newest first."""
        kept = kept_versions(Path(self.store))
        return kept if self.version in kept else [self.version, *kept]


@st.cache_resource(max_entries=4, show_spinner=False)
def _newest(store: str, published: str | None) -> Snapshot:
    """Open the newest data; `published` is part of the key, so that a new version is opened."""
    return open_snapshot(Path(store))


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept(store: str, version: str) -> Snapshot:
    return open_snapshot(Path(store), version)


def sandbox_is_open() -> bool:
    """Tell whether this visit is in the sandbox."""
    return chosen().get(STORE) == SANDBOX


def served_store() -> Path:
    """Return the store that this visit reads and writes: the real one, or the sandbox beside it."""
    return sandbox_store() if sandbox_is_open() else default_store()


def open_data(version: str | None = None) -> Data:
    """Open the newest data of this visit's store, or a kept older version.

    Raises StoreError if there is none to show.
    """
    store = served_store()
    newest = _newest(str(store), published_version(store))
    if version is None or version == newest.version:
        return Data(str(store), newest, is_current=True)
    if version not in kept_versions(store):
        raise StoreError(f"version {version} is not kept")
    return Data(str(store), _kept(str(store), version), is_current=False)


def rows(data: Data, reader: Callable[..., pd.DataFrame], **parameters: Any) -> pd.DataFrame:
    """Return what a function of `etl.reads` returns, from the cache if it was read before.

    The caller may change the frame: columns are shared until then, and copied when they are written to.
    """
    found = _rows(data.store, data.version, reader.__name__, parameters, reader, data.snapshot)
    return found.copy(deep=False)


# Kept as they are, not as bytes: reading the bytes back took longer than drawing most pages. pandas copies a
# column only when it is written to, so no visit can change what another one sees.
@st.cache_resource(max_entries=200, show_spinner=False)
def _rows(
    store: str,
    version: str,
    name: str,
    parameters: dict[str, Any],
    _reader: Callable[..., pd.DataFrame],
    _snapshot: Snapshot,
) -> pd.DataFrame:
    return _reader(_snapshot, **parameters)


@st.cache_resource(max_entries=12, show_spinner=False)
def _places(store: str, version: str, language: Language, _snapshot: Snapshot) -> pd.DataFrame:
    frame = read_places(_snapshot)
    # Plain objects: pages look up thousands of names one by one, which Arrow's texts are slow at.
    names = place_names(frame, language).astype(object)
    short = short_names(frame, language).astype(object)
    return frame.set_index("unit_code").assign(name=names, short=short)


def places(data: Data, language: Language) -> pd.DataFrame:
    """Return every city and county by its code, with `name` (distinct) and `short` in the page's language."""
    return _places(data.store, data.version, language, data.snapshot).copy(deep=False)
