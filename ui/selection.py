"""The selectors that pages share: language, focus place, switches."""

import pandas as pd
import streamlit as st

from locales import LANGUAGES, Language, Translator
from ui.choices import add_notice, chosen, one_of, pick, remember, widget

DEFAULT_FOCUS = "370215"
SHORT_VERSION = 7
LANGUAGE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}


def current_language() -> Language:
    """Return the language of this visit; Chinese unless the address or the reader says otherwise."""
    value = chosen().get("lang", "zh")
    if value not in LANGUAGES:
        # Both languages, as nobody knows which one the reader of a broken link reads.
        add_notice(
            "lang", "链接中的语言不存在，现以中文显示。 The link asks for a language that does not exist."
        )
        remember("lang", "zh")
        return "zh"
    return value


def language_control(_: Translator) -> None:
    """Draw the switch between the languages."""
    st.radio(
        _("Language"),
        LANGUAGES,
        format_func=lambda code: LANGUAGE_NAMES[code],
        horizontal=True,
        label_visibility="collapsed",
        **widget("lang", _.language, _.language, str),
    )


def focus_place(places: pd.DataFrame, _: Translator) -> str:
    """Return the code of the place the reader stands for."""
    default = DEFAULT_FOCUS if DEFAULT_FOCUS in places.index else str(places.index[0])
    return pick(
        "focus",
        default,
        lambda code: code in places.index,
        lambda code: _(
            "The link names place {code}, which these data do not have. Shown instead: {place}.",
            code=code,
            place=places.loc[default, "name"],
        ),
    )


def focus_control(places: pd.DataFrame, focus: str, _: Translator) -> None:
    """Draw the list of all places, searchable by name."""
    names = dict(zip(places.index, places["name"], strict=True))
    st.selectbox(
        _("Place"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Type a name"),
        filter_mode="contains",
        **widget("focus", _.language, focus, str),
    )


def version_control(shown: str, kept: list[str], _: Translator) -> None:
    """Draw the choice of the data version, the newest first."""

    def words(version: str) -> str:
        # What a sandbox's version begins with says nothing about which one it is.
        start = len(version) - len(version.rpartition("-")[2])
        short = version[: start + SHORT_VERSION]
        return _("{version} (newest)", version=short) if version == kept[0] else short

    st.selectbox(
        _("Data version"),
        kept,
        format_func=words,
        **widget("version", _.language, shown, str),
    )


def _valid(name: str, label: str, options: dict[str, str], _: Translator) -> str:
    return one_of(
        name,
        options,
        lambda wrong: _(
            "The link asks for “{value}” under “{label}”, which does not exist. Shown instead: {shown}.",
            value=wrong,
            label=label,
            shown=next(iter(options.values())),
        ),
    )


def switch(name: str, label: str, options: dict[str, str], _: Translator) -> str:
    """Draw a choice among a few and return the chosen one, the first by default.

    `options` gives the words for each value that the address may hold.
    """
    value = _valid(name, label, options, _)
    st.radio(
        label,
        list(options),
        format_func=options.__getitem__,
        horizontal=True,
        **widget(name, _.language, value, str),
    )
    return value


def choose_part(page: str, parts: dict[str, str], _: Translator) -> str:
    """Draw the parts of a page side by side and return the one to compute and draw, the first by default.

    `page` is the file's own name, which is what the address calls the choice; `parts` as in `switch`.
    """
    value = _valid(page, _("Part"), parts, _)
    st.segmented_control(
        _("Part"),
        list(parts),
        # A chosen segment is written in the primary colour, which in the dark is too dark to be read.
        format_func=lambda part: f":blue[{parts[part]}]",
        required=True,
        label_visibility="collapsed",
        **widget(page, _.language, value, str),
    )
    return value


def dropdown(name: str, label: str, options: dict[str, str], _: Translator) -> str:
    """Draw the same choice as `switch` as a list that opens, for the selection bar."""
    value = _valid(name, label, options, _)
    st.selectbox(
        label, list(options), format_func=options.__getitem__, **widget(name, _.language, value, str)
    )
    return value
