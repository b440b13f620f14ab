"""Read every byte of a store again and say what is damaged: `python -m etl.verify [--store DIR]`.

Serving needs only the rows; this also looks at the files as received, at withdrawn batches, at frameworks,
at files that wait for an approver or did, and at older snapshots. Run it on a backup before trusting it.
Exit status: 0 all is whole, 1 something is damaged.
"""

import argparse
import sys
from pathlib import Path

from etl.audit import verify as verify_log
from etl.audit_log import log_file
from etl.contract_types import N_
from etl.own_frameworks import DAMAGED_FRAMEWORK, damaged_frameworks
from etl.receipts import Batch, active, read_batches
from etl.snapshot import is_whole, kept_versions, published_version
from etl.snapshot_build import content_version
from etl.store import data_of, default_store, sha256_file, snapshots_folder
from etl.submissions import read_submissions
from locales import Sentence


def problems(store: Path) -> list[Sentence]:
    """Return a sentence for everything in a store that is not as it was written; nothing is changed."""
    batches = read_batches(store)
    found = [sentence for batch in batches for sentence in _batch_problems(batch)]
    found += [Sentence(DAMAGED_FRAMEWORK, {"framework": name}) for name in damaged_frameworks(store)]
    found += [
        Sentence(
            N_("Submission {submission} is damaged: copy its folder back from a backup."),
            {"submission": one.submission_id},
        )
        for one in read_submissions(store)
        if one.damaged
    ]
    found += [
        Sentence(
            N_("Snapshot {version} is damaged; it is built again when it is needed."), {"version": version}
        )
        for version in sorted({path.stem for path in snapshots_folder(store).glob("[0-9a-f]*.*")})
        if not is_whole(store, version)
    ]
    published, current = published_version(store), content_version(active(batches), data_of(store))
    if published != current:
        found.append(
            Sentence(
                N_("The published version is {published}, but the batches make {current}: run etl.build."),
                {"published": published or "-", "current": current},
            )
        )
    return [*found, *_log_problems(store)]


def _log_problems(store: Path) -> list[Sentence]:
    """A store of a release without a log has none; `etl.audit verify --head` finds one that was removed."""
    if not log_file(store).exists():
        return []
    verdict = verify_log(store)
    found = [
        Sentence(N_("The audit log does not hold: {problem}."), {"problem": one}) for one in verdict.problems
    ]
    if verdict.waiting:
        lacking = N_("The audit log lacks {count} steps of the store; the next change writes them again.")
        found.append(Sentence(lacking, {"count": verdict.waiting}))
    return found


def _batch_problems(batch: Batch) -> list[Sentence]:
    name = {"batch": batch.batch_id}
    if batch.damaged:
        return [Sentence(N_("Batch {batch} is damaged: copy its folder back from a backup."), name)]
    received = batch.folder / "received"
    try:
        whole = sha256_file(received) == batch.receipt["sha256"]
    except OSError:
        whole = False
    if whole:
        return []
    return [
        Sentence(N_("Batch {batch}: its rows are whole, but the file as received is damaged or gone."), name)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m etl.verify", description="Read every byte of a store.")
    parser.add_argument("--store", type=Path, default=default_store(), metavar="DIR")
    options = parser.parse_args(arguments)
    found = problems(options.store)
    for sentence in found:
        print(sentence.text("en"), file=sys.stderr)
    batches, snapshots = len(read_batches(options.store)), len(kept_versions(options.store))
    print(f"{batches} batches, {snapshots} snapshots, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
