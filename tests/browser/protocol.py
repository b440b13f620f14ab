"""Speaks to the server as a browser does, over its WebSocket, but sends whatever the test wants.

A page that draws no button keeps nobody from sending that the button was pressed; so the tests send it.
"""

from dataclasses import dataclass, field
from socket import create_connection
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

XSRF_COOKIE = "_streamlit_xsrf"
RUN_SECONDS = 60


@dataclass
class Seen:
    """What one run of a page sent: its texts, its buttons and fields by their label, where it sent one to."""

    redirect: str = ""
    texts: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything that was said."""
        return "\n".join(self.texts)


def xsrf_cookie(address: str) -> str:
    """Return the value that the server gives a new browser against forged requests."""
    return str(httpx.get(f"{address}/_stcore/health").cookies[XSRF_COOKIE])


def run_page(
    address: str,
    page: str,
    *,
    cookies: dict[str, str] | None = None,
    pressed: str | None = None,
    filled: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    origin: str | None = None,
    host: str | None = None,
    query: str = "lang=en",
) -> Seen:
    """Open a page in a new session, or send at once that a button was pressed, and return what came back.

    `filled` are the texts of fields by their identifiers, as they stand when the button is pressed. `host` is
    the name by which the server is asked for, `origin` the page that asks.
    """
    place = urlsplit(address)
    token = xsrf_cookie(address)
    jar = {XSRF_COOKIE: token} | (cookies or {})
    sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())} | (headers or {})
    socket = connect(
        f"ws://{host or place.netloc}/_stcore/stream",
        sock=create_connection((place.hostname or "", place.port or 80)),
        origin=origin or address,  # type: ignore[arg-type]
        subprotocols=["streamlit", token],  # type: ignore[list-item]
        additional_headers=sent,
        max_size=None,
    )
    seen = Seen()
    with socket:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        if pressed is not None:
            # A first run, so that the press comes in a session that knows its pages.
            socket.send(message.SerializeToString())
            _read_run(socket, Seen())
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
            for identifier, text in (filled or {}).items():
                state = message.rerun_script.widget_states.widgets.add()
                state.id, state.string_value = identifier, text
        socket.send(message.SerializeToString())
        _read_run(socket, seen)
    return seen


def _read_run(socket: object, seen: Seen) -> None:
    while True:
        received = ForwardMsg()
        received.ParseFromString(socket.recv(timeout=RUN_SECONDS))  # type: ignore[attr-defined]
        kind = received.WhichOneof("type")
        if kind == "script_finished":
            # A page that runs itself again ends its first run early.
            if received.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
        elif kind == "auth_redirect":
            seen.redirect = received.auth_redirect.url
        elif kind == "delta" and received.delta.WhichOneof("type") == "new_element":
            element = received.delta.new_element
            what = element.WhichOneof("type")
            if what == "button":
                seen.buttons[element.button.label] = element.button.id
            elif what == "text_input":
                seen.fields[element.text_input.label] = element.text_input.id
            elif what in ("markdown", "alert", "heading", "text"):
                seen.texts.append(getattr(element, what).body)
