"""Break valid files at random, 10,000 times, and read every bad file: time and memory against their limits.

Run from the top folder: python -m benchmarks.fuzz_reception [--cases 10000]
"""

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.record import Record, heading, limit, peak_mb, resident_mb, show
from etl.bundle import load_bundle
from etl.intake import REFERENCE_TABLES
from etl.reception import receive
from tests.etl.bad_files import bad_files
from tests.etl.fuzzing import mutated
from tests.etl.test_reception_fuzz import assert_sound

GROUP = "fuzz"
CASES = 10_000
READER = b"workbook_process"
SECONDS_LIMIT = 5.0
MEMORY_LIMIT = 500


class Extra:
    """The most memory that reading one file has taken beyond what this process held before.

    A process that is started to read a workbook counts whole. It is looked at while it runs: what the kernel
    tells of it afterwards includes what this process held when it forked.
    """

    def __init__(self) -> None:
        self.most = 0.0
        self._children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
        self._child = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            for child in self._children.read_text("utf-8").split():
                # One that has just been forked, or has ended, is not the reader of a workbook.
                with suppress(OSError):
                    if READER in Path(f"/proc/{child}/cmdline").read_bytes():
                        self._child = max(self._child, peak_mb(int(child)))
            time.sleep(0.002)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch the reading of one file."""
        # The kernel forgets the highest mark of this process.
        Path("/proc/self/clear_refs").write_text("5", "utf-8")
        before, self._child = resident_mb(), 0.0
        yield
        self.most = max(self.most, peak_mb() - before + self._child)


def records(cases: int = CASES) -> Iterator[Record]:
    """Yield the slowest file and the most memory, of bad files and random ones; an exception ends the run."""
    tables = load_bundle().tables
    references = {name: tables[name] for name in REFERENCE_TABLES}
    receive(b"unit_code,date,confirmed\n370200,2020-01-02,1\n", "warm.csv", references)
    extra = Extra()
    slowest, stored, files = 0.0, 0, bad_files()
    for bad in files:
        start = time.perf_counter()
        with extra.watched():
            stored += receive(bad.content, bad.name, references, bad.options).intake.table is not None
        slowest = max(slowest, time.perf_counter() - start)
    yield limit(GROUP, f"{len(files)} bad files: taken as good", stored, "files", 0)
    yield limit(GROUP, "the slowest of them", slowest, "s", SECONDS_LIMIT)
    yield limit(GROUP, "most extra memory of one of them", extra.most, "MB", MEMORY_LIMIT)
    ends: Counter[str] = Counter()
    longest = 0.0

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=mutated())
    def broken(case: tuple[str, bytes]) -> None:
        nonlocal longest
        start = time.perf_counter()
        with extra.watched():
            reception = receive(case[1], case[0], references)
        longest = max(longest, time.perf_counter() - start)
        assert_sound(reception)
        whole = reception.intake.table is not None
        ends["accepted" if whole else reception.intake.report.findings[0].code] += 1

    broken()
    what = f"{ends.total():,} files broken at random, {len(ends)} kinds of end, no exception"
    yield limit(GROUP, f"{what}: longest", longest, "s", SECONDS_LIMIT)
    yield limit(GROUP, "most extra memory of one file, bad or broken", extra.most, "MB", MEMORY_LIMIT)


def main() -> None:
    """Print how the cases ended, the slowest one, and the memory."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_reception")
    parser.add_argument("--cases", type=int, default=CASES)
    print(heading())
    sys.exit(min(show(records(parser.parse_args().cases)), 1))


if __name__ == "__main__":
    main()
