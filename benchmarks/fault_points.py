"""Count the steps of an action on disk, kill the process at any one of them, and look at every line.

No hook lies in the product. A child process listens to the interpreter's own audit events (PEP 578) for
everything that changes a folder, counts calls of `os.fsync`, and can also follow every line of Python that
the package `etl` runs. At the chosen step it sends SIGKILL to itself, so nothing is flushed and no `finally`
runs.

`watch_lines` does not kill. A kill at a line leaves what lies on disk at that line, so the child compares the
store with the line before and, where anything has changed, holds still while the parent takes a copy. Lines
between two changes leave the same store behind: one look stands for all of them.
"""

import os
import signal
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any, Literal

Grain = Literal["disk", "line"]
CHANGES = frozenset(
    ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.utime", "os.truncate", "shutil.rmtree")
)
CHILD_SECONDS = 900
TICK_NS = 50_000_000
"""File systems note times in ticks of a few milliseconds: younger files are compared by their bytes."""


@dataclass
class _Steps:
    """What the listening process has counted, and the step at which it ends."""

    store: str
    killed_at: int | None = None
    watched: bool = False
    hold: Callable[[int], None] | None = None
    seen: list[str] = field(default_factory=list)
    listening: bool = True
    on_disk: object = None

    def reach(self, name: str) -> None:
        """Count a step; at the chosen one, die before it happens; hold still where the disk has changed."""
        if self.killed_at == len(self.seen):
            os.kill(os.getpid(), signal.SIGKILL)
        if self.hold is not None and (now := listing(self.store)) != self.on_disk:
            self.on_disk = now
            self.hold(len(self.seen))
        self.seen.append(name)


def listing(store: str) -> list[tuple[str, int, int, int, int]]:
    """Return every file of a store with what tells that it was changed."""
    return sorted(_entries(store, time.time_ns() - TICK_NS))


def _entries(folder: str, young: int) -> Iterator[tuple[str, int, int, int, int]]:
    if not Path(folder).is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            found, checksum = entry.stat(follow_symlinks=False), 0
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, young)
            elif found.st_mtime_ns > young:
                checksum = zlib.crc32(Path(entry.path).read_bytes())
            yield entry.path, found.st_ino, found.st_size, found.st_mtime_ns, checksum


def _listen_to_disk(steps: _Steps) -> None:
    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not steps.listening or (event not in CHANGES and event != "open"):
            return
        path = str(arguments[0])
        # Reading changes nothing: the state is that of the step before.
        if path.startswith(steps.store) and (event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            steps.reach(f"{event} {Path(path).name}")

    sync = os.fsync

    def counted_sync(handle: int) -> None:
        steps.reach("fsync")
        sync(handle)

    sys.addaudithook(hook)
    os.fsync = counted_sync


def _listen_to_lines(steps: _Steps) -> None:
    package = str(Path(sys.modules["etl.store"].__file__ or "").parent) + os.sep

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if not frame.f_code.co_filename.startswith(package):
            return None
        if event == "line" and steps.listening:
            steps.reach(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return trace

    sys.settrace(trace)


LISTENERS: dict[Grain, Callable[[_Steps], None]] = {"disk": _listen_to_disk, "line": _listen_to_lines}


def run_child(
    action: Callable[[], object], store: Path, grain: Grain, killed_at: int | None
) -> list[str] | None:
    """Run an action in a forked child, killed before step `killed_at` (from 0), or to its end for None.

    Returns the names of the steps when the child came to its end, None when it was killed. Raises
    RuntimeError when the child failed or hung instead.
    """
    return _run(action, _Steps(str(store), killed_at), grain)


def watch_lines(action: Callable[[], object], store: Path, look: Callable[[int], None]) -> list[str]:
    """Run an action in a forked child to its end; return the names of its lines.

    `look` is called with the number of a line, before it runs, wherever anything in the store has changed
    since the line before; the child holds still meanwhile.
    """
    steps = _run(action, _Steps(str(store), watched=True), "line", look)
    assert steps is not None, "the child was killed from outside"
    return steps


def _run(
    action: Callable[[], object], steps: _Steps, grain: Grain, look: Callable[[int], None] | None = None
) -> list[str] | None:
    ours, theirs = Pipe()
    child = os.fork()
    if child == 0:
        ours.close()
        _be_the_child(action, steps, grain, theirs)
    theirs.close()
    said: object = None
    with ours, suppress(EOFError):
        while isinstance(said := ours.recv(), int):
            assert look is not None
            look(said)
            ours.send(None)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL and steps.killed_at is not None:
        return None
    if status != 0 or not isinstance(said, list):
        raise RuntimeError(f"the child ended with {status}: {said}")
    return said


def _be_the_child(action: Callable[[], object], steps: _Steps, grain: Grain, parent: Connection) -> None:
    """Never returns: what the parent had open is the parent's to close."""

    def hold(number: int) -> None:
        parent.send(number)
        parent.recv()

    status: int = 1
    said: object = None
    signal.alarm(CHILD_SECONDS)
    try:
        if steps.watched:
            steps.hold = hold
        LISTENERS[grain](steps)
        action()
        steps.listening = False
        status, said = 0, steps.seen
    except BaseException as error:
        said = repr(error)
    finally:
        sys.settrace(None)
        parent.send(said)
        os._exit(status)
