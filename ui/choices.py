"""What the reader has chosen: kept for the visit, across pages, and written into the address.

Streamlit can bind a widget to the address itself, but then the address holds the words on the widget: a
place's name instead of its code, other words in each language. It also drops the parameters of other pages
on a page switch. Here the address is read once, when a visit starts, and written after every run.
"""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import streamlit as st

CHOICES = "choices"
NOTICES = "choice_notices"
FRESH = "choices_are_from_the_link"
PAGE_CHOICES = (
    "peers",
    "framework",
    "dimension",
    "period",
    "view",
    "align",
    "scale",
    "size",
    "basis",
    "profile",
    "weights",
    "normalisation",
    "aggregation",
    "limits",
    "against",
    "lift",
    "aim",
    "goal",
    "rank",
    "costs",
    "lag",
    "outcome",
    "indicator",
    "module",
    "severity",
    "batch",
    "overview",
    "benchmark",
    "gap",
    "response",
    "capacity",
    "robustness",
    "validity",
    "coding",
    "rubrics",
    "evidence",
    "doc",
    "length",
    "format",
    "sections",
)
"""Choices that stand in the address only once the reader has made them."""

WRITTEN_PARAMETERS = ("store", "lang", "focus", "version", *PAGE_CHOICES)
LONGEST_VALUE = 400

T = TypeVar("T")


def chosen() -> dict[str, str]:
    """Return the choices of this visit as they stand in the address, reading the address the first time."""
    if CHOICES not in st.session_state:
        st.session_state[CHOICES] = {
            name: st.query_params[name][:LONGEST_VALUE]
            for name in WRITTEN_PARAMETERS
            if name in st.query_params
        }
        st.session_state[NOTICES] = {}
        st.session_state[FRESH] = True
    choices: dict[str, str] = st.session_state[CHOICES]
    return choices


def remember(name: str, value: str) -> None:
    """Keep a choice for the rest of the visit."""
    chosen()[name] = value


def forget(name: str) -> None:
    """Return a choice to its default."""
    chosen().pop(name, None)


def pick(name: str, default: str, allowed: Callable[[str], bool], refused: Callable[[str], str]) -> str:
    """Return a choice, or `default` with a notice to the reader if the address asked for what cannot be."""
    value = chosen().get(name, default)
    if value == default or allowed(value):
        return value
    add_notice(name, refused(value))
    remember(name, default)
    return default


def one_of(name: str, options: Collection[str], refused: Callable[[str], str]) -> str:
    """Return a choice among a few, the first of them by default."""
    return pick(name, next(iter(options)), lambda value: value in options, refused)


def from_link() -> bool:
    """Tell whether the choices are still those of the address, as the reader has not chosen anything yet."""
    chosen()
    return bool(st.session_state[FRESH])


def add_notice(name: str, sentence: str) -> None:
    """Keep a notice until the reader next chooses something."""
    chosen()
    st.session_state[NOTICES][name] = sentence


def notices() -> list[str]:
    """Return the notices about this visit's address."""
    chosen()
    return list(st.session_state[NOTICES].values())


def widget(
    name: str, language: str, value: T, written: Callable[[T], str], *, part: str = ""
) -> dict[str, Any]:
    """Return key and callback of a widget that shows `value` and remembers what the reader picks.

    The key differs by language, as a widget keeps its words; `part` tells apart two widgets that write the
    same choice.
    """
    key = f"{name}_{part}_{language}" if part else f"{name}_{language}"
    st.session_state[key] = value

    def keep() -> None:
        picked = st.session_state[key]
        if picked is not None:
            remember(name, written(picked))
        st.session_state[NOTICES] = {}
        st.session_state[FRESH] = False

    return {"key": key, "on_change": keep}


def write_address(parameters: dict[str, str]) -> None:
    """Make the address restore what is on the page."""
    if st.query_params.to_dict() != parameters:
        st.query_params.from_dict(parameters)
