"""Whatever is interrupted or damaged, the store is wholly as before or wholly as after.

The full runs, with every line of the write path, are `python -m benchmarks.faults` and
`python -m benchmarks.damage`; here the same code tries the steps that make a change visible.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import damage
from benchmarks.changes import CHANGES, Uploads
from etl.store import PROJECT


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Uploads]:
    return damage.filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="module")
def killed() -> dict[str, dict[str, int]]:
    # A process of its own: it forks, which a process with the threads of a test run must not.
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults", "--quick", "--json"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout
    return {item["change"]: item for item in map(json.loads, output.splitlines())}


@pytest.mark.parametrize("change", [change.name for change in CHANGES])
def test_a_kill_leaves_the_store_before_or_after(killed: dict[str, dict[str, int]], change: str) -> None:
    outcome = killed[change]
    assert (outcome["mixed"], outcome["leftovers"]) == (0, 0), outcome
    # What makes no snapshot becomes visible by one rename and the synchronising of its folder.
    small = ("submit", "reject", "framework", "no framework", "name", "sign out")
    assert outcome["points"] >= (2 if change in small else 3)
    assert outcome["after"] > 0
    # A store that had nothing to show before is mended by looking at it.
    assert outcome["before"] > 0 or change in ("publish", "rebuild")


def test_every_file_cut_in_half_is_served_around_and_found(
    filled: tuple[Path, Uploads], tmp_path: Path
) -> None:
    cases, wrong, unnoticed = damage.damage_everything(filled[0], tmp_path, ways=("halved",))
    assert cases >= 14
    assert (wrong, unnoticed) == (0, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser mounts a small disk")
def test_a_full_or_read_only_disk_refuses_in_words(built_store: Path, filled: tuple[Path, Uploads]) -> None:
    results = damage.fill_disks(built_store, filled[1], steps=4)
    assert set(results) <= {"refused", "stored"}
    if results:
        assert (results[0], results[-1]) == ("refused", "stored")
        assert damage.read_only(built_store, filled[1]) == "refused"


def test_a_limit_on_file_sizes_refuses_in_words(
    built_store: Path, filled: tuple[Path, Uploads], tmp_path: Path
) -> None:
    assert damage.limit_file_sizes(built_store, filled[1], tmp_path) == "refused"


def test_a_clock_that_jumps_changes_no_order(
    built_store: Path, filled: tuple[Path, Uploads], tmp_path: Path
) -> None:
    assert damage.jump_clock(built_store, filled[1], tmp_path)


def test_two_processes_that_write_at_once_lose_nothing(built_store: Path, tmp_path: Path) -> None:
    accepted, lost, _seconds = damage.write_at_once(built_store, tmp_path)
    assert (accepted, lost) == (2, 0)


def test_a_copy_without_the_snapshots_is_a_whole_backup(filled: tuple[Path, Uploads], tmp_path: Path) -> None:
    _seconds, same = damage.come_back(filled[0], tmp_path)
    assert same
