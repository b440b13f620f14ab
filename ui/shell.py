"""What stands around every page: title, selection bar and notices above, the data version beneath."""

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from charts.look import Look
from charts.theme import Mode
from locales import Translator, translator
from ui import behind_button, behind_dialog
from ui import help as help_panel
from ui.access import READ_ONLY, refusal
from ui.choices import PAGE_CHOICES, add_notice, chosen, forget, notices, write_address
from ui.data import SANDBOX, STORE, Data, StoreError, open_data, places, sandbox_is_open
from ui.dialogs import asked
from ui.literal import literal
from ui.page import Page
from ui.routing import require_route
from ui.sandbox import check_store, sandbox_banner
from ui.selection import current_language, focus_control, focus_place, language_control, version_control
from ui.sign_in import sign_in_control
from ui.standing import refuse_unknown_framework

__all__ = ["Page", "begin", "finish"]


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
    refuse_unknown_framework(_)
    look = Look(mode, _, _is_phone())
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(literal(title), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            tools = st.container(horizontal=True, width="content", gap="xsmall")
            sign_in_control(Path(script).stem, _)
            with st.container(width="content"):
                language_control(_)
    sandbox_banner(data, _)
    bar = st.container(border=True, horizontal=True, vertical_alignment="bottom", gap="small")
    page = Page(_, data, everywhere, focus, look, st.container(), bar, tools)
    with page.slot(alone=True):
        focus_control(everywhere, focus, _)
    with tools:
        help_panel.help_tool(page, Path(script).stem)
        behind_dialog.behind_tool(page)
    return page


def finish(page: Page) -> None:
    """Draw the notices, which the page may have added to, and the line beneath; write the address."""
    _ = page.translate
    with page.notices:
        _show_notices(page.data, _)
    parameters = {
        **({STORE: SANDBOX} if sandbox_is_open() else {}),
        "lang": _.language,
        "focus": page.focus,
        "version": page.data.version,
        **{name: value for name, value in chosen().items() if name in PAGE_CHOICES},
    }
    # Beside another choice a phone has no room for the words of a version.
    with page.slot(200, alone=True):
        version_control(page.data.version, page.data.versions, _)
    with page.tools, st.popover(_("Copy link"), type="tertiary"):
        st.caption(_("The address of this page restores the same place, choices and data."))
        st.code(_link(parameters), language=None, wrap_lines=True)
    st.divider()
    st.caption(_("Data version {version}", version=page.data.version))
    refused = refusal("upload")
    if refused == READ_ONLY:
        st.caption(literal(refused.text(_.language)))
    write_address(parameters)
    _open_dialog(page)


def _open_dialog(page: Page) -> None:
    match asked():
        case (behind_button.KIND, unit, figure):
            behind_dialog.open_behind(page, unit, figure)
        case (help_panel.KIND, name):
            help_panel.open_help(page, name)


def _link(parameters: dict[str, str]) -> str:
    address = (st.context.url or "").split("?")[0]
    return f"{address}?{urlencode(parameters)}"


def _is_phone() -> bool:
    """Tell whether the reader's browser says it is a phone: figures are then made less tall."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _open(_: Translator) -> Data:
    asked = chosen().get("version")
    check_store(_)
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
