"""The open snapshot and cached rows, each under the data version they belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

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
from ui.kept import kept, look_at
from ui.shared_texts import shared_texts

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


@kept(4)
def _newest(store: str, published: str | None) -> Snapshot:
    """Open the newest data; `published` is part of the key, so that a new version is opened."""
    return open_snapshot(Path(store))


@kept(4)
def _older(store: str, version: str) -> Snapshot:
    return open_snapshot(Path(store), version)


def open_older(store: str, version: str) -> Data:
    """Open a kept version by its name. Raises StoreError if it cannot be opened."""
    look_at(store, version)
    return Data(store, _older(store, version), is_current=False)


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
    published = published_version(store)
    if published is not None:
        look_at(str(store), published)
    newest = _newest(str(store), published)
    look_at(str(store), newest.version)
    if version is None or version == newest.version:
        return Data(str(store), newest, is_current=True)
    if version not in kept_versions(store):
        raise StoreError(f"version {version} is not kept")
    return open_older(str(store), version)


def rows(data: Data, reader: Callable[..., pd.DataFrame], **parameters: Any) -> pd.DataFrame:
    """Return what a function of `etl.reads` returns, from the cache if it was read before.

    The caller may change the frame: columns are shared until then, and copied when they are written to.
    """
    asked = tuple((name, tuple(one) if isinstance(one, list) else one) for name, one in parameters.items())
    return _rows(data.store, data.version, reader, asked, data.snapshot)


@kept(200)
def _rows(
    store: str,
    version: str,
    reader: Callable[..., pd.DataFrame],
    asked: tuple[tuple[str, Any], ...],
    _snapshot: Snapshot,
) -> pd.DataFrame:
    # Readers get lists as they were given: a tuple binds to a query as a structure.
    return reader(_snapshot, **{name: list(one) if isinstance(one, tuple) else one for name, one in asked})


@kept(12)
def _places(store: str, version: str, language: Language, _snapshot: Snapshot) -> pd.DataFrame:
    frame = read_places(_snapshot)
    found = frame.assign(
        name=place_names(frame, language).to_numpy(), short=short_names(frame, language).to_numpy()
    ).set_index("unit_code")
    # Plain objects: pages look up thousands of names one by one, which Arrow's texts are slow at.
    shared = {name: shared_texts(found[name]) for name in found.select_dtypes("str").columns}
    codes = shared_texts(found.index.to_series())
    return found.assign(**shared).set_axis(pd.Index(codes, dtype=object, name=found.index.name))


def places(data: Data, language: Language) -> pd.DataFrame:
    """Return every city and county by its code, with `name` (distinct) and `short` in the page's language."""
    return _places(data.store, data.version, language, data.snapshot)
