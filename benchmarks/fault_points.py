"""Count the steps of an action on disk, and kill the process at any one of them.

No hook lies in the product. A child process listens to the interpreter's own audit events (PEP 578) for
everything that changes a folder, counts calls of `os.fsync`, and can also count every line of Python that the
write path runs; at the chosen step it sends SIGKILL to itself, so nothing is flushed and no `finally` runs.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Literal

Grain = Literal["disk", "line"]
CHANGES = frozenset(
    ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.utime", "os.truncate", "shutil.rmtree")
)
WRITE_PATH = ("batches.py", "store.py", "snapshot.py", "snapshot_build.py", "receipts.py")
CHILD_SECONDS = 120.0


@dataclass
class _Steps:
    """What the listening process has counted, and the step at which it ends."""

    store: str
    killed_at: int | None
    seen: list[str] = field(default_factory=list)
    listening: bool = True

    def reach(self, name: str) -> None:
        """Count a step; at the chosen one, die before it happens."""
        if self.killed_at == len(self.seen):
            os.kill(os.getpid(), signal.SIGKILL)
        self.seen.append(name)


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
    package = str(Path(sys.modules["etl.store"].__file__ or "").parent)

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        path = Path(frame.f_code.co_filename)
        if path.parent != Path(package) or path.name not in WRITE_PATH:
            return None
        if event == "line" and steps.listening:
            steps.reach(f"{path.name}:{frame.f_lineno}")
        return trace

    sys.settrace(trace)


def run_child(
    action: Callable[[], object], store: Path, grain: Grain, killed_at: int | None
) -> list[str] | None:
    """Run an action in a forked child, killed before step `killed_at` (from 0), or to its end for None.

    Returns the names of the steps when the child came to its end, None when it was killed. Raises
    RuntimeError when the child failed or hung instead.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(action, _Steps(str(store), killed_at), grain, writer)
    os.close(writer)
    deadline = time.monotonic() + CHILD_SECONDS
    content = b""
    with os.fdopen(reader, "rb") as pipe:
        content = pipe.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL and killed_at is not None:
        return None
    if status != 0 or time.monotonic() > deadline:
        raise RuntimeError(f"the child ended with {status}: {content.decode(errors='replace')}")
    return content.decode().split("\n") if content else []


def _be_the_child(action: Callable[[], object], steps: _Steps, grain: Grain, writer: int) -> None:
    """Never returns: what the parent had open is the parent's to close."""
    status, said = 1, ""
    signal.alarm(int(CHILD_SECONDS))
    try:
        (_listen_to_disk if grain == "disk" else _listen_to_lines)(steps)
        action()
        steps.listening = False
        status, said = 0, "\n".join(steps.seen)
    except BaseException as error:
        said = repr(error)
    finally:
        sys.settrace(None)
        os.write(writer, said.encode())
        os._exit(status)
