"""Every change that a store can go through, and how to tell which side of it a store stands on."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from etl.batches import accept, restore, withdraw
from etl.contracts import DATASETS
from etl.ingest import references_of
from etl.intake import Intake, intake
from etl.name_memory import remember_names, remembered
from etl.own_frameworks import accept_framework, damaged_frameworks, read_frameworks, withdraw_framework
from etl.pending import approve, reject, submit
from etl.receipts import active, read_batches
from etl.reception import Options
from etl.sessions import end_session, is_ended
from etl.snapshot import open_snapshot, publish, published_version, snapshot_file
from etl.snapshot_build import content_version
from etl.store import BUNDLED_DATA, locked
from etl.submissions import read_submissions

# A code of the test's own: the names of real places stay out of made-up numbers.
UPLOAD = "source_id,title,publisher,licence,grade\ntest_source,Title {turn},Publisher,none,C\n"
FRAMEWORK = (BUNDLED_DATA / "frameworks" / "county_capacity.toml").read_bytes()
MARK = "a" * 64


class State(NamedTuple):
    """What a store shows, without any time of day: two stores that show the same are equal."""

    batches: tuple[tuple[str, str, int], ...]
    rows: tuple[tuple[str, str], ...]
    submissions: tuple[tuple[str, str], ...]
    frameworks: tuple[tuple[str, bool, int], ...]
    names: tuple[tuple[str, str], ...]
    signed_out: bool


@dataclass(frozen=True)
class Change:
    """A change to a store: what must be there first, and what is done."""

    name: str
    prepare: Callable[[Path, "Uploads"], None]
    act: Callable[[Path, "Uploads"], object]


class Uploads:
    """Two checked versions of one small file, read once."""

    def __init__(self, store: Path, folder: Path) -> None:
        snapshot = open_snapshot(store)
        references = references_of(snapshot)
        snapshot.close()
        self.first, self.second = (self._check(folder, references, turn) for turn in (1, 2))

    @staticmethod
    def _check(folder: Path, references: dict, turn: int) -> Intake:
        path = folder / f"upload{turn}.csv"
        path.write_text(UPLOAD.format(turn=turn), "utf-8")
        return intake(path, DATASETS["source"], references)


def _last(store: Path) -> str:
    return read_batches(store)[-1].batch_id


def _nothing(store: Path, uploads: Uploads) -> None:
    """The store as it is."""


def _two(store: Path, uploads: Uploads) -> None:
    accept(store, uploads.first, "analyst")
    accept(store, uploads.second, "analyst")


def _withdrawn(store: Path, uploads: Uploads) -> None:
    _two(store, uploads)
    withdraw(store, _last(store), "typing error", "analyst")


def _empty(store: Path, uploads: Uploads) -> None:
    shutil.rmtree(store)


def _damaged(store: Path, uploads: Uploads) -> None:
    accept(store, uploads.first, "analyst")
    path = snapshot_file(store, published_version(store) or "")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def _withdraw(store: Path, uploads: Uploads) -> object:
    return withdraw(store, _last(store), "typing error", "analyst")


def _restore(store: Path, uploads: Uploads) -> object:
    return restore(store, _last(store), "it was right", "analyst")


def _submit(store: Path, uploads: Uploads) -> object:
    return submit(store, uploads.first, "analyst", Options(dataset="source"))


def _waiting(store: Path, uploads: Uploads) -> None:
    _submit(store, uploads)


def _approve(store: Path, uploads: Uploads) -> object:
    return approve(store, read_submissions(store)[-1].submission_id, "approver")


def _reject(store: Path, uploads: Uploads) -> object:
    return reject(store, read_submissions(store)[-1].submission_id, "not needed", "approver")


def _framework(store: Path, uploads: Uploads) -> object:
    return accept_framework(store, FRAMEWORK, "mine.toml", "mine", by="approver", reason="trial")


def _framework_there(store: Path, uploads: Uploads) -> None:
    _framework(store, uploads)


def _no_framework(store: Path, uploads: Uploads) -> object:
    last = read_frameworks(store)[-1]
    return withdraw_framework(store, last.framework_id, "superseded", "approver")


def _name(store: Path, uploads: Uploads) -> object:
    return remember_names(store, {"test name": "370215"}, "analyst")


CHANGES = (
    Change("accept", _nothing, lambda store, uploads: accept(store, uploads.first, "analyst")),
    Change("withdraw", _two, _withdraw),
    Change("restore", _withdrawn, _restore),
    Change("submit", _nothing, _submit),
    Change("approve", _waiting, _approve),
    Change("reject", _waiting, _reject),
    Change("framework", _nothing, _framework),
    Change("no framework", _framework_there, _no_framework),
    Change("name", _nothing, _name),
    Change("sign out", _nothing, lambda store, uploads: end_session(store, MARK)),
    Change("publish", _empty, lambda store, uploads: publish(store)),
    Change("rebuild", _damaged, lambda store, uploads: open_snapshot(store).close()),
)


def state(store: Path) -> State:
    """Return batches with their status and events, and the rows that are served; no time of day in it."""
    snapshot = open_snapshot(store)
    try:
        batches = read_batches(store)
        assert snapshot.version == content_version(active(batches)), "the rows are not those of the batches"
        assert published_version(store) == snapshot.version, "another version is published"
        assert not snapshot.notices, [notice.text("en") for notice in snapshot.notices]
        rows = snapshot.frame("SELECT title, batch_id FROM source WHERE source_id = 'test_source'")
        count = snapshot.frame("SELECT count(*) AS n FROM unit")["n"].item()
        assert count > 3000, "the bundled tables are not all there"
    finally:
        snapshot.close()
    assert not damaged_frameworks(store), "a damaged framework"
    return State(
        tuple((batch.batch_id, batch.status, len(batch.events)) for batch in batches),
        tuple(rows.itertuples(index=False, name=None)),
        tuple((one.submission_id, one.status) for one in read_submissions(store)),
        tuple((one.code, one.is_active, len(one.events)) for one in read_frameworks(store)),
        tuple((name, answer.unit_code) for name, answer in remembered(store).items()),
        is_ended(store, MARK),
    )


def leftovers(store: Path) -> list[Path]:
    """Return the unfinished files of a killed writer that the next writer did not clear."""
    with locked(store):
        return [path for path in store.rglob(".*") if path.name != ".lock"]
