import shutil
from pathlib import Path

from deploy.readiness import Readiness
from etl.snapshot import published_version, snapshot_file


def test_a_store_is_ready_with_its_version(built_store: Path) -> None:
    state = Readiness(built_store).look()
    assert (state.ready, state.version, state.reason) == (True, published_version(built_store), "")


def test_another_published_version_is_opened(built_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(built_store, store)
    readiness = Readiness(store)
    version = readiness.look().version
    snapshot_file(store, version).unlink()
    (store / "current").unlink()
    assert readiness.look().version == version
    assert snapshot_file(store, version).exists()


def test_no_store_at_all_is_served_from_a_copy_or_said(tmp_path: Path) -> None:
    state = Readiness(tmp_path / "new").look()
    assert state.ready
