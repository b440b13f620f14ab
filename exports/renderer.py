"""Pictures of figures, drawn by a Chrome that is held once in a process.

Chrome is started when the first picture is asked for and ended when nobody asks for a while. Drawings wait
for one another. Where Chrome dies, it is started again and the drawing repeated once; a drawing that takes
too long is stopped. Without Chrome, `available` says so and everything that needs no picture still works.
"""

import atexit
import logging
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import plotly.graph_objects as go

from etl.contract_types import N_
from exports.chrome import Chrome, ChromeDiedError, ChromeTooSlowError, find_chrome
from exports.fonts import cjk_font
from exports.pictures import readable_pdf, steady_pdf, steady_svg, with_print_size
from exports.problems import ExportError
from locales import Sentence

__all__ = ["ExportError", "PictureFormat", "Renderer", "renderer"]

LOG = logging.getLogger(__name__)

PictureFormat = Literal["png", "svg", "pdf"]

STOP_SECONDS = 20.0
WAIT_SECONDS = 60.0
TIDY_SECONDS = 10.0
IDLE_SECONDS = 300.0
PROBLEM_SECONDS = 60.0
SCALE = 2.0
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  only its own new folders in it are used

NO_CHROME = Sentence(
    N_(
        "This server has no Chrome or Chromium, so it draws no PNG, SVG or PDF. Everything else works; the"
        " web page of a figure has a button that saves a picture from your own browser."
    )
)
NO_FONT = Sentence(
    N_("This server has no font with Chinese characters, so it draws no pictures. Everything else works.")
)
NO_FOLDER = Sentence(
    N_("This server has no folder that it may write to, so it draws no pictures. Everything else works.")
)
NO_START = Sentence(
    N_("Chrome does not start on this server; its log says why. Everything that needs no picture works.")
)
DIED = Sentence(N_("Chrome ended twice while drawing this picture. Ask for it again in a minute."))
TOO_SLOW = Sentence(
    N_("The picture was not drawn within {seconds} seconds and was stopped. Ask for it again."),
    {"seconds": f"{STOP_SECONDS:.0f}"},
)
BUSY = Sentence(N_("Too many pictures are asked for at once. Ask for this one again in a minute."))
REFUSED = Sentence(N_("This figure cannot be drawn as a picture; the server's log says why."))


class Renderer:
    """Draws figures, one at a time, with one Chrome."""

    def __init__(
        self,
        *,
        system_fonts: bool = True,
        stop_after: float = STOP_SECONDS,
        tidy_after: float = TIDY_SECONDS,
        idle_after: float = IDLE_SECONDS,
        **options: Any,
    ) -> None:
        """Prepare to draw; nothing is started yet.

        system_fonts: False hides the machine's own fonts. stop_after: seconds that a drawing may take.
        tidy_after, idle_after: seconds without a question after which memory is given back, and then Chrome
        ended. options: settings of `kaleido.Kaleido` beyond ours.
        """
        self._system_fonts = system_fonts
        self.stop_after = stop_after
        self._tidy_after = tidy_after
        self._idle_after = idle_after
        self._options = options
        self._lock = threading.Lock()
        self._chrome: Chrome | None = None
        self._idle: threading.Timer | None = None
        self._problem: tuple[float, Sentence] | None = None

    @property
    def process_id(self) -> int | None:
        """The process that leads the group of Chrome's processes, None while there is none."""
        return self._chrome.process_id if self._chrome is not None else None

    def available(self) -> Sentence | None:
        """Return None where pictures can be drawn, else a sentence that says why not; starts nothing."""
        if find_chrome() is None:
            return NO_CHROME
        if cjk_font() is None:
            return NO_FONT
        if writable_folder() is None:
            return NO_FOLDER
        if self._problem is not None and time.monotonic() < self._problem[0] + PROBLEM_SECONDS:
            return self._problem[1]
        return None

    def render(
        self,
        figure: go.Figure,
        format: PictureFormat,
        width: int,
        height: int,
        scale: float = SCALE,
    ) -> bytes:
        """Return a figure as a picture of `width` × `height` pixels.

        A PNG has `scale` times as many points each way and says 300 to the inch for print. SVG and PDF are
        vectors, for which `scale` means nothing. The same figure gives the same SVG and PDF every time.
        Raises ExportError with a sentence for the reader.
        """
        reason = self.available()
        if reason is not None:
            raise ExportError(reason)
        factor = scale if format == "png" else 1
        options: dict[str, object] = {"format": format, "width": width, "height": height, "scale": factor}
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise ExportError(BUSY)
        try:
            picture = self._drawn(named(figure), options)
        finally:
            self._rest(self._tidy_after, self._tidy)
            self._lock.release()
        if format == "png":
            return with_print_size(picture)
        return steady_svg(picture) if format == "svg" else steady_pdf(readable_pdf(picture))

    def close(self) -> None:
        """End Chrome, if it runs; the next picture starts it again."""
        with self._lock:
            self._drop()

    def _drawn(self, figure: dict[str, Any], options: dict[str, object]) -> bytes:
        """Draw with the Chrome that runs, or a new one; once more with a new one where it dies."""
        until = time.monotonic() + self.stop_after
        for last in (False, True):
            seconds = max(until - time.monotonic(), 1.0)
            try:
                picture = self._started(seconds).draw(figure, options, seconds)
            except ChromeDiedError as error:
                LOG.warning("Chrome died while drawing", exc_info=True)
                self._drop()
                if last:
                    raise ExportError(DIED) from error
            except ChromeTooSlowError as error:
                LOG.warning("a drawing was stopped", exc_info=True)
                self._drop()
                raise ExportError(TOO_SLOW) from error
            except ExportError:
                raise
            except Exception as error:
                LOG.exception("Plotly refused a figure")
                self._drop()
                raise ExportError(REFUSED) from error
            else:
                self._problem = None
                return picture
        raise AssertionError("the second try has returned or raised")

    def _started(self, seconds: float) -> Chrome:
        if self._chrome is not None and self._chrome.is_alive:
            return self._chrome
        self._drop()
        folder = writable_folder()
        try:
            if folder is None:
                raise OSError("no folder to write to")
            self._chrome = Chrome(folder, system_fonts=self._system_fonts, seconds=seconds, **self._options)
        except OSError as error:
            LOG.warning("no folder for Chrome", exc_info=True)
            raise self._remembered(NO_FOLDER) from error
        except ChromeTooSlowError:
            raise
        except Exception as error:
            LOG.exception("Chrome does not start")
            raise self._remembered(NO_START) from error
        return self._chrome

    def _remembered(self, sentence: Sentence) -> ExportError:
        """Keep a problem of the server for a while, so that readers are told before they ask."""
        self._problem = (time.monotonic(), sentence)
        return ExportError(sentence)

    def _drop(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._chrome is not None:
            self._chrome.end()
            self._chrome = None

    def _rest(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something once nobody has asked for a picture for some seconds."""
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(seconds, act)
        self._idle.daemon = True
        self._idle.start()

    def _tidy(self) -> None:
        # Whoever draws just now will come back to it.
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._chrome is not None:
                self._chrome.tidy()
                self._rest(self._idle_after, self.close)
        finally:
            self._lock.release()


def named(figure: go.Figure) -> dict[str, Any]:
    """Return a figure as plain data, each trace with a name for Plotly to use instead of a random one."""
    plain: dict[str, Any] = figure.to_dict()
    for position, trace in enumerate(plain["data"]):
        trace["uid"] = f"trace-{position}"
    return plain


def writable_folder() -> Path | None:
    """Return a folder for temporary files, None where every disk is read-only."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:
        pass
    try:
        tempfile.TemporaryFile(dir=SHARED_MEMORY).close()
    except OSError:
        return None
    return SHARED_MEMORY


@cache
def renderer() -> Renderer:
    """Return the renderer of this process; its Chrome ends with the process."""
    only = Renderer()
    atexit.register(only.close)
    return only
