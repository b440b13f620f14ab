"""Sign-ins that were ended: kept in the store, so that a copied cookie is worth nothing after signing out.

The identity cookie is signed but lives in the browser only: deleting it there does not make a copy of it
invalid. So signing out leaves a mark here under a fingerprint of that one sign-in, which every process on
the store looks for.
"""

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.store import make_folder, sync_folder, unwritable

KEPT_SECONDS = 31 * 24 * 3600
"""Longer than any identity cookie is accepted; older marks are not needed any more."""

IDENTIFYING_CLAIMS = ("iss", "sub", "iat", "nonce")


def fingerprint(claims: Mapping[str, Any]) -> str | None:
    """Return what tells this sign-in from every other, None if its claims do not.

    >>> fingerprint({"iss": "https://id", "sub": "1"}) is None
    True
    """
    if any(claims.get(name) in (None, "") for name in IDENTIFYING_CLAIMS):
        return None
    parts = "\n".join(str(claims[name]) for name in IDENTIFYING_CLAIMS)
    return hashlib.sha256(parts.encode()).hexdigest()


def _folder(store: Path) -> Path:
    return store / "signed-out"


def end_session(store: Path, mark: str) -> None:
    """Remember that a sign-in was ended; raise StoreError if that cannot be written."""
    folder = _folder(store)
    try:
        store.mkdir(parents=True, exist_ok=True)
        make_folder(folder)
        # The name is all there is to a mark, so it is there whole or not at all, without a file to rename.
        (folder / mark).touch()
        sync_folder(folder)
        _forget_old(folder)
    except OSError as error:
        raise unwritable(store, error) from error


def is_ended(store: Path, mark: str) -> bool:
    """Tell whether a sign-in was ended."""
    return (_folder(store) / mark).exists()


def _forget_old(folder: Path) -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
