"""Break valid files at random, 10,000 times, and read every bad file: time and memory against their limits.

Run from the top folder: python -m benchmarks.fuzz_reception [--cases 10000]
"""

import argparse
import resource
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from etl.bundle import load_bundle
from etl.intake import REFERENCE_TABLES
from etl.reception import receive
from tests.etl.bad_files import bad_files
from tests.etl.fuzzing import mutated
from tests.etl.test_reception_fuzz import assert_sound

SECONDS_LIMIT = 5.0
MEMORY_LIMIT = 500


def peak() -> float:
    """Return the highest memory of this process and its finished children, in MB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + children) / 1024


def main() -> None:
    """Print how the cases ended, the slowest one, and the memory; exceptions end the run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_reception")
    parser.add_argument("--cases", type=int, default=10_000)
    options = parser.parse_args()
    tables = load_bundle().tables
    references = {name: tables[name] for name in REFERENCE_TABLES}
    receive(b"unit_code,date,confirmed\n370200,2020-01-02,1\n", "warm.csv", references)
    base = peak()
    slowest = ("", 0.0)
    for bad in bad_files():
        start = time.perf_counter()
        assert receive(bad.content, bad.name, references, bad.options).intake.table is None
        slowest = max(slowest, (bad.name, time.perf_counter() - start), key=lambda pair: pair[1])
    grown = peak() - base
    print(
        f"bad files: {len(bad_files())}, slowest {slowest[0]} {slowest[1]:.2f} s (limit {SECONDS_LIMIT:g} s)"
    )
    print(f"  extra memory {grown:.0f} MB (limit {MEMORY_LIMIT} MB)")
    ends: Counter[str] = Counter()
    longest = 0.0

    @settings(
        max_examples=options.cases,
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
        reception = receive(case[1], case[0], references)
        longest = max(longest, time.perf_counter() - start)
        assert_sound(reception)
        ends[
            "accepted" if reception.intake.table is not None else reception.intake.report.findings[0].code
        ] += 1

    broken()
    grown = peak() - base
    print(
        f"fuzzing: {sum(ends.values()):,} cases, no exception, longest {longest:.2f} s, {grown:.0f} MB extra"
    )
    for code, number in ends.most_common():
        print(f"  {code:<28} {number:>6}")


if __name__ == "__main__":
    main()
