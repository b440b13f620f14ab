"""Every format is made without a browser, without a Chinese font of the machine, on a read-only disk."""

import errno
import io
import subprocess
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from etl.snapshot import Snapshot
from exports import brief_typst
from exports.brief import brief_bytes
from exports.brief_options import FORMATS
from exports.fonts import packaged_font
from tests.exports.briefs import JIMO, brief_of


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No other program, no fonts but the packaged one, no place to write."""
    font = packaged_font()
    assert font is not None
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font.parent)])

    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(brief_typst, "_fonts", lambda: fonts)
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory"):
        monkeypatch.setattr(tempfile, name, refuse)
    # Whoever wants a browser has to start it.
    monkeypatch.setattr(subprocess, "Popen", refuse)
    for cached in (brief_typst._compiler, brief_typst._families):
        cached.cache_clear()
    yield
    for cached in (brief_typst._compiler, brief_typst._families):
        cached.cache_clear()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_made_on_a_bare_machine(
    real_snapshot: Snapshot, bare_machine: None, kind: Any
) -> None:
    assert len(brief_bytes(brief_of(real_snapshot, JIMO, "zh"), kind)) > 10_000


def test_chinese_is_drawn_with_the_packaged_font(real_snapshot: Snapshot, bare_machine: None) -> None:
    assert brief_typst.font_families("zh")[0] == "Noto Sans CJK TC"
    brief = brief_of(real_snapshot, JIMO, "zh")
    reader = PdfReader(io.BytesIO(brief_typst.pdf_bytes(brief)))
    named = {
        str(font["/BaseFont"])
        for page in reader.pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert all("NotoSansCJK" in name for name in named), named
    assert "青岛市即墨区" in "".join(page.extract_text() for page in reader.pages)
