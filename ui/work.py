"""Work that takes its time: done beside the visit, shown step by step, and never begun twice.

Every click makes the page run anew and ends the run before it, wherever that is. So the work has a thread of
its own, which knows nothing of the page; the visit keeps it by name, and a later run shows again where it
stands. The steps vanish when it is done: its result is the proof.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from etl.contract_types import N_
from etl.progress import Tell
from locales import Sentence, Translator
from ui.literal import literal

R = TypeVar("R")
SLOT = "work_"
AT_ONCE = 0.3
"""What is done in less is not announced."""
LOOK = 0.4
BEGUN = Sentence(N_("Starting"))


class Work(Generic[R]):
    """One piece of work in a thread of its own, with the steps it has told and when each began."""

    def __init__(self, key: Hashable, make: Callable[[Tell], R]) -> None:
        self.key = key
        self.steps: list[tuple[Sentence, float]] = []
        self._ended = threading.Event()
        self._result: R | None = None
        self._error: BaseException | None = None
        threading.Thread(target=self._run, args=(make,), daemon=True).start()

    def _run(self, make: Callable[[Tell], R]) -> None:
        try:
            self._result = make(self._take)
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def _take(self, step: Sentence) -> None:
        self.steps.append((step, time.monotonic()))

    def ended(self, seconds: float) -> bool:
        """Wait for the end, at most so long; tell whether it has come."""
        return self._ended.wait(seconds)

    @property
    def result(self) -> R:
        """What the work returned; raises what it raised. To be asked for after the end."""
        if self._error is not None:
            raise self._error
        return cast("R", self._result)


def begin(name: str, key: Hashable, make: Callable[[Tell], R]) -> None:
    """Begin work under a name of this visit, unless the same is going on; `make` may not touch the page."""
    going: Work[Any] | None = st.session_state.get(SLOT + name)
    if going is None or going.key != key:
        st.session_state[SLOT + name] = Work(key, make)


def is_going(name: str) -> bool:
    """Tell whether work was begun under a name and its result not yet taken."""
    return SLOT + name in st.session_state


def finish(name: str, _: Translator) -> Any:
    """Show the steps of the work of a name until it ends; return its result or raise its error, once."""
    work: Work[Any] = st.session_state[SLOT + name]
    place = st.empty()
    if not work.ended(AT_ONCE):
        _show(work, place, _)
        place.empty()
    # Whoever took it first has the result; a run that was ended while it waited leaves it to the next.
    st.session_state.pop(SLOT + name, None)
    return work.result


def done(name: str, key: Hashable, make: Callable[[Tell], R], _: Translator) -> R:
    """Do work and show its steps; a run that begins meanwhile joins it."""
    begin(name, key, make)
    return cast("R", finish(name, _))


def _show(work: Work[Any], place: DeltaGenerator, _: Translator) -> None:
    """Draw the present step with its seconds, and those before it, until the work ends."""
    with place.container():
        box = st.status(_text(BEGUN, _), expanded=True)
        lines = box.empty()
    drawn = 0
    while True:
        steps, now = list(work.steps), time.monotonic()
        if steps:
            present, began = steps[-1]
            words = _("{step} … {seconds} s", step=_text(present, _), seconds=f"{now - began:.0f}")
            box.update(label=words, expanded=True)
        if len(steps) != drawn:
            drawn = len(steps)
            lines.markdown("\n".join(_lines(steps, _)))
        if work.ended(LOOK):
            break


def _lines(steps: list[tuple[Sentence, float]], _: Translator) -> list[str]:
    ends = [began for _step, began in steps[1:]]
    told = [
        _("{step}: done in {seconds} s", step=_text(step, _), seconds=f"{end - began:.1f}")
        for (step, began), end in zip(steps, ends, strict=False)
    ]
    present, _began = steps[-1]
    return [*(f"- {line}" for line in told), f"- **{_text(present, _)}**"]


def _text(step: Sentence, _: Translator) -> str:
    return literal(step.text(_.language))
