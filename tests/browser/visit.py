"""Opens a page as a reader does and keeps what the browser complained about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ARTEFACTS = Path(__file__).resolve().parent.parent.parent / "test-artefacts"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
    " Mobile Safari/537.36"
)
PATHS = {
    path.stem: "" if path.stem == "overview" else path.stem
    for path in sorted((ARTEFACTS.parent / "pages").glob("*.py"))
}
LOCAL_SCHEMES = ("data", "blob", "about")
# The front end looks for its server below the page's own path before it asks at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Visit:
    """A page that is open, with the requests to other hosts and the errors so far."""

    page: Any
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the page has been drawn to its end."""
        # The choice of language stands at the top of every page, the data version at its end.
        self.page.wait_for_selector("[data-testid=stMain] >> text=English", timeout=60_000)
        self.page.wait_for_selector("text=/Data version|数据版本/", timeout=60_000)
        # A chart whose code is still on its way is a grey place, and would pass for no chart at all.
        unfinished = "[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]"
        self.page.wait_for_function(f"!document.querySelector('{unfinished}')", timeout=60_000)
        self.page.wait_for_function(
            "[...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
            ".every(chart => chart.querySelector('.main-svg text'))",
            timeout=60_000,
        )
        self.page.wait_for_timeout(500)

    def parts(self) -> Iterator[str]:
        """Open the parts of the page one after the other, the shown one first, and give each one's number."""
        segments = self.page.locator("[data-testid=stMain] button[data-variant=segmented_control]")
        for number in range(max(1, segments.count())):
            if number:
                segments.nth(number).click()
                self.page.wait_for_function(
                    "number => document.querySelectorAll('button[data-variant=segmented_control]')[number]"
                    ".getAttribute('aria-checked') === 'true'",
                    arg=number,
                )
                # The run that the click starts has not begun when the segment is marked.
                self.page.wait_for_timeout(300)
                self.settle()
            yield f"-{number + 1}" if number else ""

    def whole(self, path: Path) -> None:
        """Keep a picture of the whole page, which scrolls inside its own window."""
        width = self.page.viewport_size["width"]
        height = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": width, "height": int(height) + 60})
        self.page.wait_for_timeout(900)
        path.parent.mkdir(exist_ok=True)
        self.page.screenshot(path=path)


@contextmanager
def visit(
    browser: Any, server: str, page: str, *, width: int = 1440, scheme: str = "light", **address: str
) -> Iterator[Visit]:
    """Open a page at a width in a colour scheme, with parameters in its address."""
    phone = {"user_agent": PHONE, "has_touch": True} if width < 600 else {}
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **phone)
    opened = Visit(context.new_page())
    host = urlsplit(server).netloc

    def requested(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.netloc != host:
            opened.outside.append(request.url)

    def answered(response: Any) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            opened.failed.append(f"{response.status} {response.url}")

    def said(message: Any) -> None:
        probe = any(end in message.location.get("url", "") for end in PROBES)
        if message.type == "error" and not probe:
            opened.errors.append(message.text)

    opened.page.on("request", requested)
    opened.page.on("response", answered)
    opened.page.on("console", said)
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    try:
        opened.page.goto(f"{server}/{PATHS[page]}?{urlencode(address)}")
        opened.settle()
        yield opened
    finally:
        context.close()
