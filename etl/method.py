"""How a version of the data was scored: its frameworks and the queries that derive its indicators.

Both are kept in the snapshot, so that two versions can be told apart by what is known and by how it is
counted.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.contracts import DATASETS
from etl.derivation import derive_cells, queries_digest
from etl.preview import Preview
from etl.snapshot import Snapshot
from etl.sql import quoted


@dataclass(frozen=True)
class Method:
    """The framework files of a version by name, and the digest of its queries."""

    frameworks: dict[str, str]
    queries: str

    @property
    def has_present_queries(self) -> bool:
        """Tell whether the indicators were derived by the queries of the running software."""
        return self.queries == queries_digest()


def method_of(snapshot: Snapshot) -> Method | None:
    """Return how a version was scored; None for a version from before this was kept."""
    if snapshot.frame("SELECT 1 FROM duckdb_tables() WHERE table_name = 'method'").empty:
        return None
    found = snapshot.frame("SELECT kind, name, content FROM method ORDER BY kind, name")
    texts = {
        kind: dict(zip(part["name"], part["content"], strict=True)) for kind, part in found.groupby("kind")
    }
    return Method(texts.get("framework", {}), texts["queries"]["digest"])


def under_present_queries(snapshot: Snapshot) -> Preview:
    """Derive the indicators of a version's facts anew by the queries of the running software."""
    folder = Path(tempfile.mkdtemp(prefix="method-"))
    path = folder / "derived.duckdb"
    try:
        with duckdb.connect(str(path)) as con:
            for name in DATASETS:
                con.register("kept", snapshot.table(name, batch=True))
                con.execute(f"CREATE TABLE {quoted(name)} AS SELECT * FROM kept")
                con.unregister("kept")
            derive_cells(con)
        return Preview(snapshot.version, "", Snapshot(path, snapshot.version), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
