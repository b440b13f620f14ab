"""Back to where somebody pressed *Sign in*: the provider sends every browser to the front page.

What is kept is no address but a page of this app and choices of this app, so that nobody can be sent
elsewhere. It is kept on the server under the token that the server gave this browser against forged requests,
for a few minutes and in this process only; where it is lost, one is on the front page, as without it.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from ui.choices import LONGEST_VALUE, WRITTEN_PARAMETERS, chosen
from ui.connection import XSRF_COOKIE

ARRIVED = "sign_in_arrived"
KEPT_SECONDS = 900.0
MOST_KEPT = 1_000
PAGES = frozenset(path.stem for path in (Path(__file__).parent.parent / "pages").glob("*.py"))


@dataclass(frozen=True)
class Wanted:
    """A page with its choices, and when somebody left it to sign in."""

    page: str
    choices: dict[str, str]
    at: float


class Returns:
    """Where each browser wants to go back to; each is told once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Wanted] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, browser: str, page: str, choices: dict[str, str], now: float) -> None:
        """Keep the page and the choices that a browser leaves; what is none of this app is left out.

        >>> returns = Returns()
        >>> returns.keep("b", "gap", {"lang": "en", "next": "https://evil.example"}, 0.0)
        >>> returns.take("b", 1.0)
        Wanted(page='gap', choices={'lang': 'en'}, at=0.0)
        >>> returns.take("b", 1.0)
        """
        if page not in PAGES:
            return
        known = {name: value[:LONGEST_VALUE] for name, value in choices.items() if name in WRITTEN_PARAMETERS}
        with self._lock:
            self._kept.pop(browser, None)
            self._kept[browser] = Wanted(page, known, now)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def take(self, browser: str, now: float) -> Wanted | None:
        """Return where a browser wants to go back to and forget it; None if that is unknown or long ago."""
        with self._lock:
            found = self._kept.pop(browser, None)
        return found if found is not None and now - found.at <= KEPT_SECONDS else None


@st.cache_resource(show_spinner=False)
def _returns() -> Returns:
    return Returns()


def _browser() -> str | None:
    """Return what names this browser before and after the sign-in; the cookie's own text changes."""
    token, _time = decode_xsrf_token_string(st.context.cookies.get(XSRF_COOKIE, ""))
    return None if token is None else hashlib.sha256(token).hexdigest()


def keep_return(page: str) -> None:
    """Keep that this browser wants back to a page, with the choices that stand in its address."""
    browser = _browser()
    if browser is not None:
        _returns().keep(browser, page, dict(chosen()), time.time())


def bring_back(signed_in: bool) -> None:
    """On arrival at the bare front page after a sign-in, go to where it was asked for."""
    if ARRIVED in st.session_state:
        return
    st.session_state[ARRIVED] = True
    browser = _browser() if signed_in and not st.query_params else None
    wanted = None if browser is None else _returns().take(browser, time.time())
    if wanted is None:
        return
    choices = chosen()
    choices.clear()
    choices.update(wanted.choices)
    st.switch_page(f"pages/{wanted.page}.py")
