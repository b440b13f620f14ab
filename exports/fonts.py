"""A font with Chinese characters: the machine's own, or the one that comes with the requirements."""

import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "cvttf_NotoSansCJK_Regular"
PREFERRED = ("NotoSansCJK-Regular", "NotoSansCJKsc-Regular", "NotoSansSC", "SourceHanSans", "NotoSansCJK")
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
FILES = ("NotoSansCJK*", "NotoSansSC*", "SourceHanSans*", "PingFang*", "msyh*", "simhei*", "wqy-*")
ENDINGS = (".ttc", ".otf", ".ttf")
FONTCONFIG_SECONDS = 20
SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{include}<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
</fontconfig>
"""
INCLUDE = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'


def cjk_font() -> Path | None:
    """Return a font file with the characters of simplified Chinese, None if there is none at all.

    The machine's own comes first; the packaged one has the same glyphs under the name Noto Sans CJK TC and
    draws the forms of the mainland where the text is marked as zh-Hans.
    """
    return system_font() or packaged_font()


@cache
def packaged_font() -> Path | None:
    """Return the font file that the requirements bring along."""
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return next((file for folder in folders for file in sorted(Path(folder).glob("*.otf"))), None)


@cache
def system_font() -> Path | None:
    """Return a Chinese font of the machine, a sans-serif of regular weight before others."""
    found = _by_fontconfig() if shutil.which("fc-list") else _by_folder()
    return min(found, key=_preference, default=None)


def _by_fontconfig() -> list[Path]:
    # An unreadable font setting is no reason to fail: then the packaged font is used.
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "file"],  # noqa: S607  wherever the machine keeps it
            capture_output=True,
            timeout=FONTCONFIG_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    names = listed.stdout.decode("utf-8", "replace").splitlines()
    return [Path(name.rstrip(": ")) for name in names if name.rstrip(": ").endswith(ENDINGS)]


def _by_folder() -> list[Path]:
    folders = [Path(folder).expanduser() for folder in FOLDERS]
    return [
        file
        for folder in folders
        if folder.is_dir()
        for pattern in FILES
        for file in folder.rglob(pattern)
        if file.suffix.lower() in ENDINGS
    ]


def _preference(font: Path) -> tuple[int, str]:
    ranks = [rank for rank, name in enumerate(PREFERRED) if font.name.startswith(name)]
    return (ranks[0] if ranks else len(PREFERRED), str(font))


def font_settings(folder: Path, *, with_system: bool = True) -> Path | None:
    """Write a fontconfig file that adds the packaged font into a folder and return it, None without the font.

    with_system: False leaves out every font of the machine, as on one that has none.
    """
    font = packaged_font()
    if font is None:
        return None
    file = folder / "fonts.conf"
    include = INCLUDE if with_system else ""
    file.write_text(SETTINGS.format(include=include, fonts=font.parent, cache=folder / "font-cache"), "utf-8")
    return file
