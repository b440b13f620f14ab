"""An analyst who publishes every few seconds: accepts a tiny batch on a test place, then withdraws it.

    python -m benchmarks.publisher --store DIR --every 5 --seconds 300 --units 370215,990101

Prints a JSON line for every version: its name, and what the overview must say of each unit under it.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_up import accept_text, resources
from benchmarks.truth import as_plain, published_truths
from etl.batches import withdraw


def publish_for(store: Path, every: float, seconds: float, units: list[str]) -> None:
    """Accept and withdraw in turn until the time is over, and print each version."""
    with tempfile.TemporaryDirectory() as folder:
        turn, last, end = 1, "", time.monotonic() + seconds
        while time.monotonic() < end:
            started = time.monotonic()
            if last:
                withdraw(store, last, "turn of the load test", "analyst")
                last = ""
            else:
                last = accept_text(store, Path(folder), "resource", resources(turn)).batch_id
            turn += 1
            spent = time.monotonic() - started
            version, truths = published_truths(store, units)
            line = {"version": version, "publishing": spent, "truths": as_plain(truths)}
            print(json.dumps(line, ensure_ascii=False), flush=True)
            time.sleep(max(0.0, every - (time.monotonic() - started)))


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Publish every few seconds.")
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--units", default="")
    options = parser.parse_args()
    publish_for(
        options.store, options.every, options.seconds, [unit for unit in options.units.split(",") if unit]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
