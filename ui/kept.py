"""What was read, computed or drawn: made once for all visits, and dropped with its version of the data.

Streamlit's own caches hold what was made of old versions until they are full, hash every part of a key on
every read, and hand out either pickled copies or the very thing.
"""

import ctypes
import gc
import sys
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd

MOST_VERSIONS = 3
"""The newest version, the one before it, which an undone upload brings back, and one that a link asks for."""

IDLE_SECONDS = 60.0
"""After so long without a look, while visits looked at another version of its store, a version is left."""

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[Hashable, ...]
Version = tuple[str, str]
"""A store and a version of its data."""

_LOCK = threading.Lock()
_SHELVES: list["_Shelf"] = []
_SHOWN: OrderedDict[Version, float] = OrderedDict()
"""When a visit looked at a version last, the latest at the end."""
_DROPPED: deque[Version] = deque(maxlen=100)
"""What a visit that began before still makes of these is not kept."""


class _Shelf:
    """What one function returned, by its arguments; the least lately used goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.things: OrderedDict[Key, Any] = OrderedDict()
        self.making: dict[Key, threading.Lock] = {}

    def take(self, key: Key, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, made where there is nothing; visits wait for each other's."""
        with _LOCK:
            if key in self.things:
                self.things.move_to_end(key)
                return self.things[key]
            making = self.making.setdefault(key, threading.Lock())
        with making:
            with _LOCK:
                if key in self.things:
                    return self.things[key]
            try:
                thing = make()
            except BaseException:
                with _LOCK:
                    self.making.pop(key, None)
                raise
            # What is pushed out is freed after the lock, as much may hang on it.
            pushed = []
            with _LOCK:
                self.making.pop(key, None)
                if not any(_belongs(key, one) for one in _DROPPED):
                    self.things[key] = thing
                while len(self.things) > self.most:
                    pushed.append(self.things.popitem(last=False))
        return thing


def kept(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returned, at most `most` results, for calls with equal arguments.

    Arguments whose name begins with an underscore do not count. All others must be hashable; what depends on
    the data has the store and the version among them, by themselves or within a tuple. Frames, series, lists
    and dictionaries are handed out so that a caller may change them; nobody may change anything else.
    """

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        counts = [not name.startswith("_") for name in signature(function).parameters]
        shelf = _Shelf(most)
        _SHELVES.append(shelf)

        @wraps(function)
        def call(*arguments: P.args, **named: P.kwargs) -> R:
            key = (
                *(value for value, counted in zip(arguments, counts, strict=False) if counted),
                *((name, named[name]) for name in sorted(named) if not name.startswith("_")),
            )
            return cast("R", _to_hand_out(shelf.take(key, lambda: function(*arguments, **named))))

        return call

    return keeping


def look_at(store: str, version: str) -> None:
    """Note that a visit looks at a version, and drop what was made of those that visits have left.

    Left is one that nobody has looked at for a minute while another of its store was looked at, and beyond
    `MOST_VERSIONS` the one looked at least lately. A visit that still reads it is not disturbed: what it
    holds it goes on holding.
    """
    shown = (store, version)
    dropped = []
    with _LOCK:
        _SHOWN[shown] = time.monotonic()
        _SHOWN.move_to_end(shown)
        if shown in _DROPPED:
            _DROPPED.remove(shown)
        for left in _left():
            del _SHOWN[left]
            _DROPPED.append(left)
            for shelf in _SHELVES:
                old = [key for key in shelf.things if _belongs(key, left)]
                dropped += [shelf.things.pop(key) for key in old]
    if dropped:
        dropped.clear()
        # Figures refer to themselves in circles, which Python finds much later among all that is alive.
        gc.collect()
        _give_back()


def _left() -> list[Version]:
    """List the versions to drop, the one left first at the beginning."""
    latest = dict(_SHOWN.keys())
    idle = time.monotonic() - IDLE_SECONDS
    most = len(_SHOWN) - MOST_VERSIONS
    return [
        (store, version)
        for number, ((store, version), seen) in enumerate(_SHOWN.items())
        if number < most or (seen <= idle and latest[store] != version)
    ]


def _give_back() -> None:
    """Hand what was freed back to the system: the C library of Linux keeps it, scattered as it lies."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def drop_everything() -> None:
    """Forget all that is kept, as a new process would."""
    with _LOCK:
        _SHOWN.clear()
        _DROPPED.clear()
        for shelf in _SHELVES:
            shelf.things.clear()


def _to_hand_out(thing: object) -> object:
    """Return what a caller may change: pandas copies a column when it is written to, and not before."""
    match thing:
        case pd.DataFrame() | pd.Series():
            return thing.copy(deep=False)
        case list():
            return list(thing)
        case dict():
            return {name: _to_hand_out(part) for name, part in thing.items()}
        case _:
            return thing


def _belongs(key: Key, version: Version) -> bool:
    """Tell whether a key names a store and a version, by themselves or within a tuple."""
    return _parts(key).issuperset(version)


def _parts(key: Key) -> set[Hashable]:
    found: set[Hashable] = set()
    for part in key:
        found |= _parts(part) if isinstance(part, tuple) else {part}
    return found
