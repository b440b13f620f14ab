"""A visitor without a browser: the messages that Streamlit's own front end sends and reads.

Pages are asked for and switches pressed over the WebSocket with Streamlit's own message classes, and what
comes back is kept as the front end would keep it: the elements of the page by their place, large ones that
were sent before taken from memory.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

RUN_SECONDS = 60.0
MESSAGE_BYTES = 256 * 2**20
ENDED_WELL = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN)


class ProtocolError(Exception):
    """The server did not answer as it must."""


@dataclass
class View:
    """What a page shows after a run, and the seconds that the run took from message to last answer."""

    elements: dict[tuple[int, ...], Any] = field(default_factory=dict)
    seconds: float = 0.0

    def of(self, kind: str) -> Iterator[Any]:
        """Give every element of a kind ("markdown", "selectbox" …) in the order of the page."""
        for place in sorted(self.elements):
            element = self.elements[place]
            if element.WhichOneof("type") == kind:
                yield getattr(element, kind)

    def texts(self) -> list[str]:
        """Return every text of the page."""
        found = [element.body for element in self.of("markdown")]
        found += [element.body for element in self.of("heading")]
        found += [f"{element.label} {element.body}" for element in self.of("metric")]
        return found + [element.body for element in self.of("alert")]


class Visitor:
    """One session over one connection; use with `async with`."""

    def __init__(
        self,
        address: str,
        query: dict[str, str] | None = None,
        *,
        headers: dict[str, str] | None = None,
        tls: Any = None,
    ) -> None:
        """`address` is that of the app; `tls` an SSL context where its certificate is self-signed."""
        self.address = address.rstrip("/")
        self.query = dict(query or {})
        self.headers = dict(headers or {})
        self.tls = tls
        self.pages: dict[str, str] = {}
        self.page = ""
        self._connection: ClientConnection | None = None
        self._memory: dict[str, ForwardMsg] = {}
        self._session = ""
        self._hash = ""
        self._values: dict[str, WidgetState] = {}
        self._shown = View()
        self.cookies = ""

    async def __aenter__(self) -> "Visitor":
        await self.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def connect(self) -> None:
        """Open the connection, or open it again as a browser does after it was lost."""
        parts = urlsplit(self.address)
        stream = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/_stcore/stream"
        headers = {"Origin": self.address, **self.headers}
        protocols = ["streamlit", "unused", *([self._session] if self._session else [])]
        self._connection = await connect(
            stream,
            subprotocols=protocols,  # type: ignore[arg-type]
            additional_headers=headers,
            max_size=MESSAGE_BYTES,
            compression=None,
            ssl=self.tls if parts.scheme == "https" else None,
            proxy=None,
        )
        response = self._connection.response
        self.cookies = "; ".join(
            value.split(";")[0] for value in (response.headers.get_all("Set-Cookie") if response else [])
        )

    async def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def open(self, page: str = "") -> View:
        """Ask for a page by its name in the address, as a click on the navigation does."""
        self.page = page
        self._hash = self.pages.get(page, "")
        return await self._run(name="" if self._hash else page)

    async def choose(self, widget: Any, option: int) -> View:
        """Pick an option of a selectbox, a radio or a row of segments by its place in the list."""
        state = WidgetState(id=widget.id)
        if hasattr(widget, "raw_values"):
            state.string_array_value.data.append(widget.options[option].content)
        elif hasattr(widget, "raw_value"):
            state.string_value = widget.options[option]
        else:
            state.int_value = option
        self._values[widget.id] = state
        return await self._run()

    async def _run(self, *, name: str = "") -> View:
        assert self._connection is not None, "connect first"
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(self.query, quote_via=quote)
        state.page_script_hash = self._hash
        state.page_name = name
        state.cached_message_hashes.extend(self._memory)
        state.context_info.url = f"{self.address}/{self.page}"
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.locale = "zh-CN"
        state.context_info.color_scheme = "light"
        # As the front end does: what lists and switches show is sent along, chosen here or set by the page.
        for box in (*self._shown.of("selectbox"), *self._shown.of("radio")):
            if box.HasField("raw_value") and box.id not in self._values:
                state.widget_states.widgets.add(id=box.id, string_value=box.raw_value)
        for row in self._shown.of("button_group"):
            if row.raw_values and row.id not in self._values:
                state.widget_states.widgets.add(id=row.id).string_array_value.data.extend(row.raw_values)
        state.widget_states.widgets.extend(self._values.values())
        self._values.clear()
        started = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        async with asyncio.timeout(RUN_SECONDS):
            view = await self._receive()
        self._shown = view
        view.seconds = time.perf_counter() - started
        return view

    async def _receive(self) -> View:
        assert self._connection is not None
        view = View()
        started = False
        while True:
            content = await self._connection.recv()
            message = ForwardMsg()
            message.ParseFromString(content)  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._remembered(message)
                kind = message.WhichOneof("type")
            elif message.metadata.cacheable:
                self._memory[message.hash] = message
            if kind == "new_session":
                started = True
                # Elements of a run that was given up for this one are replaced by it.
                view.elements.clear()
                self._session = message.new_session.initialize.session_id or self._session
                self._hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
            elif kind == "page_info_changed":
                self.query = dict(parse_qsl(message.page_info_changed.query_string.lstrip("?")))
            elif kind == "delta" and started:
                _apply(view, message)
            elif kind == "script_finished" and started:
                if message.script_finished not in ENDED_WELL:
                    raise ProtocolError(f"the run ended with {message.script_finished}")
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return view

    def _remembered(self, reference: ForwardMsg) -> ForwardMsg:
        if reference.ref_hash not in self._memory:
            raise ProtocolError("the server refers to an element that it never sent")
        message = ForwardMsg()
        message.CopyFrom(self._memory[reference.ref_hash])
        message.metadata.CopyFrom(reference.metadata)
        return message


def _apply(view: View, message: ForwardMsg) -> None:
    place = tuple(message.metadata.delta_path)
    if message.delta.WhichOneof("type") == "new_element":
        view.elements[place] = message.delta.new_element
    else:
        view.elements.pop(place, None)
