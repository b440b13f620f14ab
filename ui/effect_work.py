"""Work out what a file, or the other state of a batch, would change: beside the visit, step by step."""

from collections.abc import Callable

from etl.preview import Preview
from etl.progress import Tell
from ui.data import Data
from ui.effects import Effects, effects_of, score_both
from ui.kept import kept
from ui.page import Page
from ui.work import done

Build = Callable[[Tell], Preview]


@kept(3)
def _preview(store: str, version: str, key: str, _build: Build, _tell: Tell) -> Preview:
    return _build(_tell)


def state_of(data: Data, seen: Preview) -> Data:
    """Return the state of the data that a preview shows, under a name that no other state has."""
    # The folder belongs to it: two previews may share a version only if they are the same files.
    return Data(f"{data.store}#{seen.folder.name}", seen.snapshot, is_current=False)


def previewed(
    page: Page, data: Data, key: str, build: Build, *, reverse: bool = False
) -> tuple[Preview, Effects]:
    """Return a preview and what it differs in from the data, each made once, showing the steps.

    `key` tells all that the preview depends on besides the data; `build` makes it and may not touch the page.
    `reverse` takes the preview for the earlier of the two states. Raises StoreError if it does not fit.
    """

    def make(tell: Tell) -> tuple[Preview, Effects]:
        seen = _preview(data.store, data.version, key, build, tell)
        other = state_of(data, seen)
        effects = effects_of(other, data, tell) if reverse else effects_of(data, other, tell)
        score_both(effects, tell)
        return seen, effects

    return done("preview", (data.store, data.version, key), make, page.translate)
