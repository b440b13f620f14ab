"""Which place an analyst said a name means: kept in the store for later uploads, append-only.

names/000001.json holds the answers that one person gave at one time. A later answer wins over an earlier
one; nothing is edited or deleted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl.audit import logged
from etl.contract_types import N_
from etl.store import StoreError, make_folder, names_folder, unwritable, write_file


@dataclass(frozen=True)
class Answer:
    """A name as written in a file, the unit code that it means, and who said so when."""

    written: str
    unit_code: str
    by: str
    at: str


def remembered(store: Path) -> dict[str, Answer]:
    """Return the answer that counts for each name; a file that cannot be read is passed over."""
    found: dict[str, Answer] = {}
    for path in sorted(names_folder(store).glob("*.json")):
        try:
            entry = json.loads(path.read_bytes())
            answers = {str(name): str(code) for name, code in entry["names"].items()}
            by, at = str(entry["by"]), str(entry["at"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        found |= {name: Answer(name, code, by, at) for name, code in answers.items()}
    return found


def remember_names(store: Path, names: Mapping[str, str], by: str) -> dict[str, Answer]:
    """Keep what some names mean and return every answer that counts now.

    Answers that stand already are not written again. Raises StoreError if nobody is named or if the store is
    busy or cannot be written.
    """
    if not by.strip():
        raise StoreError(N_("Say who you are: it is kept with the answers."))
    with logged(store):
        known = remembered(store)
        fresh = {
            name: code for name, code in names.items() if name not in known or known[name].unit_code != code
        }
        if fresh:
            try:
                folder = names_folder(store)
                make_folder(folder)
                numbers = [int(path.stem) for path in folder.glob("*.json") if path.stem.isdigit()]
                entry = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "by": by, "names": fresh}
                content = json.dumps(entry, ensure_ascii=False, indent=1).encode()
                write_file(folder / f"{max(numbers, default=0) + 1:06d}.json", content)
            except OSError as error:
                raise unwritable(store, error) from error
        return remembered(store)
