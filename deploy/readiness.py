"""Whether this process can show data: the published snapshot opens, and a known table answers."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.snapshot import Snapshot, StoreError, default_store, open_snapshot, published_version

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """What a probe learns; `reason` is empty when ready."""

    ready: bool
    version: str = ""
    reason: str = ""


class Readiness:
    """Keeps the published snapshot open, so that a probe costs one query."""

    def __init__(self, store: Path | None = None) -> None:
        self._store = store or default_store()
        self._snapshot: Snapshot | None = None
        self._published: str | None = None
        self._lock = threading.Lock()

    def look(self) -> State:
        """Open what is published now, ask it for its places, and say how that went."""
        with self._lock:
            try:
                published = published_version(self._store)
                if self._snapshot is None or published != self._published:
                    opened = open_snapshot(self._store)
                    if self._snapshot is not None:
                        self._snapshot.close()
                    self._snapshot, self._published = opened, published_version(self._store)
                places = int(self._snapshot.frame("SELECT count(*) AS n FROM unit")["n"].item())
            except (StoreError, OSError, duckdb.Error) as error:
                log.exception("The snapshot cannot be served")
                reason = str(error) if isinstance(error, StoreError) else type(error).__name__
                return State(ready=False, reason=reason)
            if places == 0:
                return State(ready=False, version=self._snapshot.version, reason="the data hold no place")
            return State(ready=True, version=self._snapshot.version)
