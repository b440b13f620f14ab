import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from etl.reads import places as read_places
from etl.snapshot import Snapshot, open_snapshot, snapshot_file
from ui.data import Data, open_data, open_older, places, rows
from ui.kept import MOST_VERSIONS, drop_everything


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    drop_everything()
    yield
    drop_everything()


def test_what_one_visit_changes_no_other_visit_sees(served_store: Path) -> None:
    data = open_data()
    for read in (lambda: places(data, "en"), lambda: rows(data, read_places)):
        untouched = read().copy(deep=True)
        changed = read()
        changed["name_en"] = "changed"
        changed.loc[changed.index[0], "level"] = "changed"
        changed.iloc[1, 0] = changed.iloc[2, 0]
        changed.columns = [f"{name}_" for name in changed.columns]
        pd.testing.assert_frame_equal(read(), untouched)


def test_published_versions_do_not_pile_up_in_memory(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "RESPONSE_STORE", str(store))
    first = snapshot_file(store, open_data().version)
    alive = []
    for number in range(2 * MOST_VERSIONS):
        # What a publication leaves in the store, without its work.
        version = f"{number:012x}"
        for part in (first, first.with_suffix(".json")):
            shutil.copy(part, part.with_stem(version))
        data = open_older(str(store), version)
        read = [rows(data, read_places), places(data, "zh")]
        assert all(len(frame) for frame in read)
        del data, read
        gc.collect()
        alive.append(
            (
                sum(isinstance(one, Snapshot) and one.path.is_relative_to(store) for one in gc.get_objects()),
                sum(isinstance(one, pd.DataFrame) for one in gc.get_objects()),
            )
        )
    snapshots, frames = zip(*alive, strict=True)
    assert max(snapshots) == MOST_VERSIONS
    assert len(set(frames[MOST_VERSIONS:])) == 1


def test_the_names_of_places_are_held_once_for_all_versions(store: Path) -> None:
    one, other = (
        places(Data(name, open_snapshot(store), is_current=True), "zh") for name in ("first", "second")
    )
    held = [{id(text) for text in frame["city_zh"].dropna()} for frame in (one, other)]
    assert held[0] == held[1]
    assert len(held[0]) == one["city_zh"].nunique()
