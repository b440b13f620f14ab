import os
import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from etl import store as store_module
from etl.contracts import DATASETS
from etl.snapshot import (
    KEPT_SNAPSHOTS,
    kept_versions,
    open_snapshot,
    point_to,
    publish,
    published_version,
    snapshot_file,
)
from etl.store import StoreError, locked

FACTS = [
    ("SELECT deaths FROM case_daily WHERE unit_code = '420100' AND date = DATE '2020-04-17'", 3869),
    ("SELECT confirmed FROM case_daily WHERE unit_code = '370200' AND date = DATE '2020-10-14'", 77),
    ("SELECT confirmed FROM case_daily WHERE unit_code = '370215' AND date = DATE '2020-02-06'", 8),
    ("SELECT grade FROM case_daily WHERE unit_code = '370215' AND date = DATE '2020-02-06'", "B"),
    ("SELECT population FROM unit WHERE unit_code = '370215'", 1_336_077),
    (
        "SELECT value FROM resource WHERE unit_code = '370215' AND resource_code ="
        " 'sample_employed_health_social_work'",
        964,
    ),
    (
        "SELECT sample_size FROM resource WHERE unit_code = '370215' AND resource_code ="
        " 'sample_employed_health_social_work'",
        68_324,
    ),
    (
        "SELECT start_date::VARCHAR FROM measure WHERE unit_code = '110000' AND measure_code ="
        " 'suspend_intracity_public_transport' AND source_id = 'tian2020'",
        "2020-01-28",
    ),
    (
        "SELECT status || ' ' || window_end FROM measure WHERE unit_code = '370200' AND measure_code ="
        " 'suspend_intracity_public_transport' AND start_date IS NULL",
        "not_implemented 2020-02-19",
    ),
]


@pytest.mark.parametrize(("sql", "value"), FACTS)
def test_known_facts_are_in_the_snapshot(built_store: Path, sql: str, value: object) -> None:
    frame = open_snapshot(built_store).frame(sql)
    assert frame.iloc[:, 0].tolist() == [value]


def test_corrections_are_applied_and_the_reported_value_stays_readable(built_store: Path) -> None:
    snapshot = open_snapshot(built_store)
    corrected = snapshot.frame(
        "SELECT c.confirmed, c.observed, k.reported FROM case_daily c"
        " JOIN correction k USING (unit_code, date) WHERE unit_code = '320500' AND column_name = 'confirmed'"
    )
    assert corrected.to_dict("records") == [{"confirmed": 52, "observed": False, "reported": 2}]
    missing = snapshot.frame(
        "SELECT confirmed, deaths FROM case_daily WHERE unit_code = '420100' AND date = DATE '2020-01-23'"
    )
    assert missing["confirmed"].tolist() == [495]
    assert missing["deaths"].isna().all()


def test_the_same_batches_make_the_same_version_and_content(tmp_path: Path, built_store: Path) -> None:
    version = publish(tmp_path / "other")
    assert version == published_version(built_store)
    first, second = open_snapshot(built_store), open_snapshot(tmp_path / "other")
    for name, dataset in DATASETS.items():
        order = ", ".join(dataset.key)
        query = f"SELECT md5(string_agg(t::VARCHAR, '|' ORDER BY {order})) AS digest FROM {name} t"
        assert first.frame(query).equals(second.frame(query)), name


def test_publishing_again_changes_nothing(store: Path) -> None:
    before = snapshot_file(store, published_version(store) or "").read_bytes()
    assert publish(store) == published_version(store)
    assert snapshot_file(store, published_version(store) or "").read_bytes() == before


def test_readers_cannot_reach_outside_or_write(built_store: Path, tmp_path: Path) -> None:
    snapshot = open_snapshot(built_store)
    outside = tmp_path / "x.csv"
    outside.write_text("a\n1\n", "utf-8")
    attempts = [
        f"SELECT * FROM read_csv('{outside}')",
        f"SELECT * FROM '{outside}'",
        f"COPY unit TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'y.duckdb'}'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET threads = 64",
        "DELETE FROM unit",
        "CREATE TABLE mine (a INTEGER)",
        "SELECT * FROM outside",
    ]
    for attempt in attempts:
        with pytest.raises(duckdb.Error):
            snapshot.frame(attempt)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv"]


def test_threads_never_see_each_other_s_rows(built_store: Path) -> None:
    snapshot = open_snapshot(built_store)
    codes = snapshot.frame("SELECT unit_code, population FROM unit WHERE population IS NOT NULL LIMIT 40")
    wrong: list[str] = []

    def read(shift: int) -> None:
        for turn in range(60):
            row = codes.iloc[(turn + shift) % len(codes)]
            frame = snapshot.frame("SELECT population FROM unit WHERE unit_code = ?", [row["unit_code"]])
            if frame["population"].tolist() != [row["population"]]:
                wrong.append(row["unit_code"])

    threads = [threading.Thread(target=read, args=(shift,)) for shift in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_snapshot_is_rebuilt(store: Path, damage: bytes | None) -> None:
    version = published_version(store) or ""
    path = snapshot_file(store, version)
    if damage is None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
    else:
        path.write_bytes(damage)
    snapshot = open_snapshot(store)
    assert snapshot.version == version
    assert snapshot.frame("SELECT count(*) AS n FROM unit")["n"].item() > 3000


@pytest.mark.parametrize("pointer", ["", "0123456789ab", "../../etc/passwd", "\udcff"])
def test_a_damaged_pointer_is_mended(store: Path, pointer: str) -> None:
    version = published_version(store)
    (store / "current").write_bytes(pointer.encode("utf-8", "surrogateescape"))
    assert open_snapshot(store).version == version
    assert published_version(store) == version


def test_an_unknown_version_is_refused_in_words(store: Path) -> None:
    for version in ("0123456789ab", "../../etc/passwd", ""):
        with pytest.raises(StoreError, match="not kept any more"):
            open_snapshot(store, version)


def test_the_last_snapshots_are_kept(store: Path) -> None:
    version = published_version(store) or ""
    folder = snapshot_file(store, version).parent
    for number in range(KEPT_SNAPSHOTS + 5):
        old = folder / f"{number:012x}.duckdb"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    with locked(store):
        point_to(store, version)
    kept = kept_versions(store)
    assert len(kept) == KEPT_SNAPSHOTS
    assert kept[0] == version
    assert f"{KEPT_SNAPSHOTS + 4:012x}" in kept
    assert f"{0:012x}" not in kept


def test_a_second_process_reads_while_this_one_publishes(store: Path) -> None:
    snapshot = open_snapshot(store)
    code = (
        "import sys; from pathlib import Path; from etl.snapshot import open_snapshot;"
        "print(open_snapshot(Path(sys.argv[1])).frame('SELECT count(*) AS n FROM unit')['n'].item())"
    )
    with locked(store):
        output = subprocess.run(
            [sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True, timeout=60
        )
    assert int(output.stdout) == snapshot.frame("SELECT count(*) AS n FROM unit")["n"].item()


def test_a_store_that_cannot_be_made_is_served_from_a_copy_with_a_sentence() -> None:
    # No process may create a folder in /proc: a read-only disk that even root cannot write to.
    snapshot = open_snapshot(Path("/proc/store"))
    assert snapshot.frame("SELECT count(*) AS n FROM unit")["n"].item() > 3000
    for language in ("en", "zh"):
        words = snapshot.notices[0].text(language)
        assert "/proc/store" in words
        assert "Traceback" not in words


def test_a_full_disk_leaves_the_old_version_with_a_sentence(store: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from etl.snapshot import open_snapshot;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "s = open_snapshot(Path(sys.argv[1]));"
        "print(s.version); print(s.notices[0].text('en'))"
    )
    version = published_version(store)
    old = snapshot_file(store, version or "")
    kept = old.with_name("00000000000a.duckdb")
    shutil.copy(old, kept)
    shutil.copy(old.with_suffix(".json"), kept.with_suffix(".json"))
    old.unlink()
    output = subprocess.run(
        [sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=False, timeout=60
    )
    assert output.returncode == 0, output.stderr
    served, sentence = output.stdout.splitlines()
    assert served == "00000000000a"
    assert sentence.startswith("Shown is an older version of the data.")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_second_writer_is_told_to_try_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "LOCK_SECONDS", 0.1)
    refused: list[str] = []

    def write() -> None:
        try:
            with locked(store, 0.1):
                pass
        except StoreError as error:
            refused.append(str(error))

    with locked(store):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert refused
    assert "try again" in refused[0]
