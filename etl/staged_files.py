"""Files that somebody is looking at: kept on disk by their SHA-256 while the visit lasts, never in the store.

An upload widget hands its file over again at every run of a page and loses it on a page switch. Here the
bytes wait outside the store, so that looking at a file writes nothing to it.
"""

import atexit
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from etl.store import sha256, write_file

KEPT_FILES = 50
KEPT_BYTES = 1024**3
KEPT_SECONDS = 24 * 3600


def keep(folder: Path, content: bytes) -> str:
    """Keep some bytes and return the SHA-256 that names them; forget the oldest beyond the limits."""
    digest = sha256(content)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / digest
    if path.exists():
        path.touch()
    else:
        write_file(path, content)
        _forget_oldest(folder, digest)
    return digest


def kept(folder: Path, digest: str) -> bytes | None:
    """Return the bytes named by a SHA-256, None if they are not kept any more."""
    if len(digest) != 64 or not all(character in "0123456789abcdef" for character in digest):
        return None
    try:
        return (folder / digest).read_bytes()
    except OSError:
        return None


def _forget_oldest(folder: Path, newest: str) -> None:
    now, total = time.time(), 0
    files = [(path, path.stat()) for path in folder.iterdir() if path.is_file()]
    ordered = sorted(files, key=lambda item: (item[0].name != newest, -item[1].st_mtime_ns))
    for place, (path, status) in enumerate(ordered):
        total += status.st_size
        old = now - status.st_mtime > KEPT_SECONDS
        if path.name != newest and (place >= KEPT_FILES or total > KEPT_BYTES or old):
            path.unlink(missing_ok=True)


@cache
def process_folder() -> Path:
    """Return a folder of this process's own, which only its user can read and which goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="staged-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
