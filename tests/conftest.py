"""One store built from the bundled tables, shared by every test that reads real data."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from etl.snapshot import Snapshot, open_snapshot, publish

# A busy machine is no failure: properties are about results, never about time.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing but the bundled tables."""
    folder = tmp_path_factory.mktemp("built") / "store"
    publish(folder)
    return folder


@pytest.fixture(scope="session")
def real_snapshot(built_store: Path) -> Iterator[Snapshot]:
    """The snapshot of the bundled tables."""
    snapshot = open_snapshot(built_store)
    yield snapshot
    snapshot.close()


@pytest.fixture
def served_store(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The built store, named by the environment as the pages look for it."""
    monkeypatch.setitem(os.environ, "RESPONSE_STORE", str(built_store))
    return built_store


@pytest.fixture
def store(built_store: Path, tmp_path: Path) -> Path:
    """A store of the test's own."""
    copy = tmp_path / "store"
    shutil.copytree(built_store, copy)
    return copy
