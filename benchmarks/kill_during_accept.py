"""Kill `etl.ingest --accept` at random instants and look at what is left.

    python -m benchmarks.kill_during_accept --trials 200

Half the kills fall anywhere in the run; the other half wait until the batch is being written and fall within
the fraction of a second in which it becomes part of the store.

After every kill the store must open, hold every batch whose acceptance was printed, and no half of one.
Prints the trials, the kills that struck, the batches acknowledged and found, how often a snapshot had to be
built to open the store, and the slowest reopening: by the clock, which a busy machine stretches at will, and
in processor time, which it hardly does.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.record import Record, limit
from etl.receipts import active, read_batches
from etl.snapshot import open_snapshot, publish
from etl.store import snapshots_folder

UNIT = "370215"
REOPENING_SECONDS = 2.0


@dataclass
class Outcome:
    """What the trials have shown."""

    trials: int = 0
    killed: int = 0
    acknowledged: list[str] = field(default_factory=list)
    unacknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    rebuilt: int = 0
    slowest_reopening: float = 0.0
    most_processor_time: float = 0.0


def _write_upload(path: Path, trial: int) -> None:
    # Every trial changes the same keys, so a half-replaced table would show as mixed values.
    lines = ["unit_code,resource_code,year,value,unit,reference"]
    lines += [f"{UNIT},hospital_beds,{2000 + row % 31},{trial},beds,{row}" for row in range(31)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _wait_until_writing(process: subprocess.Popen[str], store: Path) -> None:
    while process.poll() is None and not any((store / "batches").glob(".*")):
        time.sleep(0.001)


def _ingest(path: Path, store: Path, delay: float | None, *, aimed: bool = False) -> dict[str, object] | None:
    """Run an acceptance; return what it printed at its end, None if it was killed before."""
    command = [sys.executable, "-m", "etl.ingest", str(path), "--dataset", "resource"]
    command += ["--store", str(store), "--accept", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if aimed:
        _wait_until_writing(process, store)
    try:
        output, _ = process.communicate(timeout=delay)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
    try:
        # What was printed in full was acknowledged, even if the kill struck after it.
        return dict(json.loads(output))
    except ValueError:
        assert process.returncode == -signal.SIGKILL, f"ended by itself without a result: {output}"
        return None


def _snapshots(store: Path) -> set[int]:
    return {path.stat().st_ino for path in snapshots_folder(store).glob("*.duckdb")}


def _inspect(store: Path, outcome: Outcome) -> None:
    built = _snapshots(store)
    started, processor = time.perf_counter(), time.process_time()
    snapshot = open_snapshot(store)
    outcome.slowest_reopening = max(outcome.slowest_reopening, time.perf_counter() - started)
    outcome.most_processor_time = max(outcome.most_processor_time, time.process_time() - processor)
    outcome.rebuilt += not _snapshots(store) <= built
    batches = read_batches(store)
    outcome.damaged = sum(batch.status != "accepted" for batch in batches)
    assert outcome.damaged == 0, "a damaged batch"
    found = {batch.batch_id for batch in active(batches)}
    outcome.lost = len(set(outcome.acknowledged) - found)
    assert outcome.lost == 0, "an acknowledged batch is lost"
    outcome.unacknowledged = len(found) - len(outcome.acknowledged)
    shown = snapshot.frame(
        "SELECT batch_id, count(*) AS rows, count(DISTINCT value) AS states FROM resource"
        " WHERE unit_code = ? AND source_id = 'user_upload' AND resource_code = 'hospital_beds' GROUP BY ALL",
        [UNIT],
    )
    snapshot.close()
    if found:
        assert shown["batch_id"].tolist() == [max(found)], "the last batch does not win"
        assert (shown["rows"].tolist(), shown["states"].tolist()) == ([31], [1]), "a half batch"


def run_trials(trials: int, seed: int) -> Outcome:
    """Run `trials` kills on a store of their own and return what they have shown."""
    chance = random.Random(seed)  # noqa: S311
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        store = Path(folder) / "store"
        publish(store)
        upload = Path(folder) / "upload.csv"
        _write_upload(upload, 0)
        started = time.perf_counter()
        first = _ingest(upload, store, None)
        whole = time.perf_counter() - started
        assert first is not None
        outcome.acknowledged.append(str(first["batch_id"]))
        for trial in range(1, trials + 1):
            _write_upload(upload, trial)
            aimed = trial % 2 == 0
            span = whole * (0.9 if aimed else 1.2)
            result = _ingest(upload, store, chance.uniform(0.0, span), aimed=aimed)
            outcome.trials += 1
            if result is None:
                outcome.killed += 1
            else:
                assert result["accepted"], result
                outcome.acknowledged.append(str(result["batch_id"]))
            _inspect(store, outcome)
        shutil.rmtree(store)
    return outcome


def records(trials: int = 200, seed: int = 20200206) -> Iterator[Record]:
    """Return what kills at random instants have shown beside their limits."""
    outcome = run_trials(trials, seed)
    what = f"accept: {outcome.killed} kills at random instants in {outcome.trials} trials"
    yield limit("faults", f"{what}: acknowledged lost", outcome.lost, "batches", 0)
    yield limit("faults", f"{what}: damaged", outcome.damaged, "batches", 0)
    yield limit("faults", "accept: snapshots built to open the store", outcome.rebuilt, "builds", 0)
    slowest = "accept: slowest reopening after a random kill"
    yield limit("faults", slowest, outcome.slowest_reopening, "s", REOPENING_SECONDS)
    yield limit("faults", f"{slowest}, processor time", outcome.most_processor_time, "s", REOPENING_SECONDS)


def main() -> None:
    """Run the trials and print a line."""
    parser = argparse.ArgumentParser(description="Kill acceptances and look at what is left.")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20200206)
    options = parser.parse_args()
    outcome = run_trials(options.trials, options.seed)
    print(
        f"trials {outcome.trials}  killed {outcome.killed}"
        f"  acknowledged {len(outcome.acknowledged)}  of these lost {outcome.lost}"
        f"  found without acknowledgement {outcome.unacknowledged}  damaged {outcome.damaged}"
        f"  snapshots built to open {outcome.rebuilt}  slowest reopening {outcome.slowest_reopening:.2f} s"
        f" ({outcome.most_processor_time:.2f} s of processor time)"
    )


if __name__ == "__main__":
    main()
