"""What stands around every page: language and place above, notices, and the data version beneath."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.look import Look
from charts.theme import Mode
from locales import Translator, translator
from ui.access import READ_ONLY, refusal
from ui.choices import PAGE_CHOICES, add_notice, chosen, forget, notices, write_address
from ui.data import Data, StoreError, open_data, places
from ui.literal import literal
from ui.routing import require_route
from ui.selection import current_language, focus_control, focus_place, language_control
from ui.sign_in import sign_in_control


@dataclass(frozen=True)
class Page:
    """What every page works with: words, data, the places by code, the focus place and its city."""

    translate: Translator
    data: Data
    places: pd.DataFrame
    focus: str
    look: Look
    notices: DeltaGenerator

    @property
    def key(self) -> tuple[str, ...]:
        """Everything that a figure of this page depends on besides the page's own switches."""
        look = self.look
        return (
            self.data.store,
            self.data.version,
            self.translate.language,
            look.mode,
            str(look.compact),
            self.focus,
        )

    @property
    def place(self) -> pd.Series:
        """The row of the focus place."""
        return self.places.loc[self.focus]

    @property
    def city(self) -> str:
        """The code of the city that the focus place is or lies in; itself if it belongs to none."""
        parent = self.place["city_code"]
        return self.focus if pd.isna(parent) else str(parent)

    def name(self, code: str) -> str:
        """Return the distinct name of a place, as plain text."""
        return str(self.places.loc[code, "name"])

    def markdown_name(self, code: str) -> str:
        """Return the distinct name of a place as Markdown that shows it literally."""
        return literal(self.name(code))


def begin(script: str, title: str) -> Page:
    """Draw what stands above every page and return what the page works with; stop if there are no data.

    `script` is the page's own file; `title` is already in the page's language.
    """
    require_route(script)
    language = current_language()
    _ = translator(language)
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    data = _open(_)
    everywhere = places(data, language)
    if everywhere.empty:
        _stop_without_data(_("The data hold no place yet."), _)
    focus = focus_place(everywhere, _)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width=440):
            focus_control(everywhere, focus, _)
        with st.container(width="content", horizontal=True, vertical_alignment="bottom"):
            sign_in_control(_)
            language_control(_)
    st.title(literal(title), anchor=False)
    return Page(_, data, everywhere, focus, Look(mode, _, _is_phone()), st.container())


def finish(page: Page) -> None:
    """Draw the notices, which the page may have added to, and the line beneath; write the address."""
    _ = page.translate
    with page.notices:
        _show_notices(page.data, _)
    parameters = {
        "lang": _.language,
        "focus": page.focus,
        "version": page.data.version,
        **{name: value for name, value in chosen().items() if name in PAGE_CHOICES},
    }
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(
            _(
                "Data version {version}. The address of this page restores the same place, choices and data.",
                version=page.data.version,
            ),
            width="stretch",
        )
        with st.popover(_("Copy link")):
            st.code(_link(parameters), language=None, wrap_lines=True)
    refused = refusal("upload")
    if refused == READ_ONLY:
        st.caption(literal(refused.text(_.language)))
    write_address(parameters)


def _link(parameters: dict[str, str]) -> str:
    address = (st.context.url or "").split("?")[0]
    return f"{address}?{urlencode(parameters)}"


def _is_phone() -> bool:
    """Tell whether the reader's browser says it is a phone: figures are then made less tall."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _open(_: Translator) -> Data:
    asked = chosen().get("version")
    try:
        return open_data(asked)
    except StoreError as error:
        if asked is None:
            _stop_without_data(literal(error.sentence.text(_.language)), _)
        forget("version")
    add_notice(
        "version",
        _("Version {version} of the data is not kept any more. Shown is the newest.", version=asked),
    )
    try:
        return open_data()
    except StoreError as error:
        _stop_without_data(literal(error.sentence.text(_.language)), _)


def _stop_without_data(reason: str, _: Translator) -> None:
    st.error(reason)
    st.markdown(
        _(
            "There is nothing to show until the data are built. On the machine that serves this page, run"
            " `python -m etl.build` and reload."
        )
    )
    st.stop()


def _show_notices(data: Data, _: Translator) -> None:
    for sentence in notices():
        st.warning(literal(sentence))
    for notice in data.snapshot.notices:
        st.warning(literal(notice.text(_.language)))
    if not data.is_current:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                _("This link shows the older data version {version}.", version=data.version), width="content"
            )
            st.button(_("Show the newest data"), key="show_newest", on_click=forget, args=("version",))
