"""A renderer with a real Chrome; without one a skip in one line, or a failure where it is required."""

import os
from collections.abc import Iterator

import pytest

from exports.chrome import find_chrome
from exports.renderer import Renderer


@pytest.fixture(scope="session")
def chrome() -> None:
    if find_chrome() is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set but there is no Chromium on this machine")
        pytest.skip("no Chromium on this machine: install it to run the tests of pictures")


@pytest.fixture(scope="session")
def drawing(chrome: None) -> Iterator[Renderer]:
    """A renderer as on a machine without any font of its own."""
    own = Renderer(system_fonts=False)
    yield own
    own.close()
