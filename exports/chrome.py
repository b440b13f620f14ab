"""A Chrome that draws figures: offline, with Chinese glyphs, in a thread of its own, stopped for good."""

import asyncio
import logging
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import MutableMapping, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import kaleido
from choreographer.browsers import BrowserClosedError, BrowserFailedError, Chromium
from choreographer.channels import ChannelClosedError

from exports.fonts import font_settings, system_font

LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")

POLL_SECONDS = 0.2
CLOSE_SECONDS = 3
# Plotly hands its pictures to Chrome as SVG documents of their own, which do not inherit the language of the
# page; without it the packaged font draws the forms of Taiwan.
LANGUAGE = """<script>
const serialise = XMLSerializer.prototype.serializeToString;
XMLSerializer.prototype.serializeToString = function (node) {
    if (node.tagName === "svg") node.setAttribute("xml:lang", "zh-Hans");
    return serialise.call(this, node);
};
</script>
</head>"""
QUIET = (
    "--disable-background-networking",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--no-pings",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    # Whatever else would ask for an address gets none.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


class ChromeDiedError(RuntimeError):
    """Chrome ended, or never began, while something was asked of it."""


class ChromeTooSlowError(RuntimeError):
    """Chrome did not answer in time."""


class OfflineChromium(Chromium):
    """Chromium that reaches no other machine and reads its fonts from settings of our own, if given."""

    def __init__(self, *arguments: Any, fonts: Path | None = None, **options: Any) -> None:
        self.fonts = fonts
        super().__init__(*arguments, **options)

    def get_cli(self) -> Sequence[str]:
        """Return the command line."""
        return [*super().get_cli(), *QUIET]

    def get_env(self) -> MutableMapping[str, str]:
        """Return the environment."""
        environment = super().get_env()
        if self.fonts is not None:
            environment["FONTCONFIG_FILE"] = str(self.fonts)
        return environment


def find_chrome() -> Path | None:
    """Return the Chrome or Chromium that would draw: BROWSER_PATH first, then what is installed."""
    found = Chromium.find_browser(skip_local=False)
    return Path(found) if found and Path(found).is_file() else None


class Chrome:
    """One running Chrome. Not safe for several threads at once; `exports.renderer` sees to that."""

    def __init__(self, folder: Path, *, system_fonts: bool, seconds: float, **options: Any) -> None:
        """Start Chrome with its files in a new folder beneath `folder`.

        system_fonts: False hides the machine's fonts. options: more settings of `kaleido.Kaleido`.
        Raises ChromeDiedError, ChromeTooSlowError; OSError where the folder takes no file.
        """
        self._folder = Path(tempfile.mkdtemp(prefix="figures-", dir=folder))
        self._opened: Future[None] = Future()
        self._browser: kaleido.Kaleido | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._thread: threading.Thread | None = None
        self._has_crashed = False
        try:
            page = self._folder / "page.html"
            page.write_text(page_text(), "utf-8")
            own_fonts = not system_fonts or system_font() is None
            fonts = font_settings(self._folder, with_system=system_fonts) if own_fonts else None
            self._settings = {
                "n": 1,
                "timeout": None,
                "page_generator": str(page),
                "browser_cls": partial(OfflineChromium, fonts=fonts),
                "tmp_dir": str(self._folder),
                "enable_extensions": False,
                **options,
            }
            self._thread = threading.Thread(target=self._run, name="chrome", daemon=True)
            self._thread.start()
            self._wait(self._opened, seconds)
        except BaseException:
            self.end()
            if self._thread is None:
                shutil.rmtree(self._folder, ignore_errors=True)
            raise

    @property
    def process_id(self) -> int | None:
        """The process that leads the group of Chrome and all its children."""
        process = getattr(self._browser, "subprocess", None)
        return int(process.pid) if process is not None else None

    @property
    def is_alive(self) -> bool:
        """Whether Chrome still runs."""
        process = getattr(self._browser, "subprocess", None)
        return process is not None and process.poll() is None

    def draw(self, figure: dict[str, Any], options: dict[str, object], seconds: float) -> bytes:
        """Return the picture of a figure.

        Raises ChromeDiedError, ChromeTooSlowError; what Kaleido raises where Plotly refuses the figure.
        """
        if self._loop is None or self._browser is None or not self.is_alive:
            raise ChromeDiedError("Chrome is gone")
        drawing = self._browser.calc_fig(figure, options)
        answer: Future[bytes] = asyncio.run_coroutine_threadsafe(drawing, self._loop)
        return self._wait(answer, seconds)

    def tidy(self) -> None:
        """Have the page give back the memory of what it has drawn: 25 MB a figure. Nobody waits for it."""
        if self._loop is not None and self.is_alive:
            asyncio.run_coroutine_threadsafe(self._tidy(), self._loop)

    def end(self) -> None:
        """End Chrome, politely while it lives and by force where it does not answer; its files go with it."""
        if self._loop is not None and self._ended is not None:
            # The loop is closed where the thread has ended by itself.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ended.set)
        # The thread of a Chrome that died takes some seconds to see it; nobody needs to wait for that.
        if self._thread is not None and self.is_alive and not self._has_crashed:
            self._thread.join(CLOSE_SECONDS)
        if self.process_id is not None:
            # The group is gone where Chrome has ended by itself.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process_id, signal.SIGKILL)

    def _wait(self, answer: "Future[Answer]", seconds: float) -> Answer:
        """Return what is in the future, whichever way Chrome may end meanwhile."""
        until = time.monotonic() + seconds
        while not wait([answer], POLL_SECONDS).done:
            if self._has_crashed or (self.process_id is not None and not self.is_alive):
                raise ChromeDiedError("Chrome ended while it was drawing")
            if time.monotonic() > until:
                raise ChromeTooSlowError(f"no answer within {seconds:.0f} s")
        try:
            return answer.result()
        except (CancelledError, BrowserClosedError, BrowserFailedError, ChannelClosedError) as error:
            raise ChromeDiedError("Chrome ended while it was drawing") from error

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except BaseException as error:
            # The thread's end is told to whoever waits for the start; after that there is nobody to tell.
            if not self._opened.done():
                self._opened.set_exception(error)
            else:
                LOG.debug("Chrome's thread ended", exc_info=True)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._browser = kaleido.Kaleido(**self._settings)
        try:
            await self._browser.open()
            for tab in self._browser.tabs.values():
                tab.subscribe("Inspector.targetCrashed", self._crashed)
                await tab.send_command("Inspector.enable")
            self._opened.set_result(None)
            await self._ended.wait()
        finally:
            await self._browser.close()

    async def _tidy(self) -> None:
        tabs = list(self._browser.tabs.values()) if self._browser is not None else []
        for tab in tabs:
            await tab.send_command("HeapProfiler.collectGarbage")

    async def _crashed(self, _event: object) -> None:
        """Note that the page is gone though Chrome still runs, as when memory ran out."""
        self._has_crashed = True


def page_text() -> str:
    """Return the page that figures are drawn on: the installed Plotly, nothing from elsewhere."""
    page = kaleido.PageGenerator(mathjax=False).generate_index()
    return str(page).replace("<html>", '<html lang="zh-Hans">').replace("</head>", LANGUAGE)
