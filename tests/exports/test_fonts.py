import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from exports import fonts

PROJECT = Path(__file__).resolve().parent.parent.parent
SIMPLIFIED = "即墨区青岛市应急协同治理与发展共同体数据证据级别骨关述复杂变压缩导读华东龙门飞马"


def characters(font: Path) -> set[int]:
    """The code points of a font, as fontconfig lists them: a page of 256, then eight words of 32 bits."""
    listed = subprocess.run(["fc-query", str(font)], capture_output=True, text=True, check=True).stdout
    found = set()
    for line in listed.split("charset:")[1].split("lang:")[0].splitlines():
        page, _, words = line.strip().partition(": ")
        if not words:
            continue
        for position, word in enumerate(words.split()):
            bits = int(word.strip("(s)"), 16)
            found |= {int(page, 16) * 256 + position * 32 + bit for bit in range(32) if bits >> bit & 1}
    return found


@pytest.mark.skipif(shutil.which("fc-query") is None, reason="fontconfig's tools are not installed")
def test_the_packaged_font_has_every_chinese_character_of_catalogue_and_place_names() -> None:
    font = fonts.packaged_font()
    assert font is not None
    catalogue = (PROJECT / "locales/zh_CN/LC_MESSAGES/messages.po").read_text("utf-8")
    with (PROJECT / "data/tables/unit.csv").open(encoding="utf-8-sig") as handle:
        names = "".join(row["name_zh"] for row in csv.DictReader(handle))
    wanted = {ord(one) for one in catalogue + names + SIMPLIFIED if ord(one) > 0x2E7F}
    assert len(wanted) > 1500
    assert wanted - characters(font) == set()


def test_a_font_of_the_machine_comes_first_and_the_packaged_one_stands_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = Path("/fonts/NotoSansCJK-Regular.ttc")
    monkeypatch.setattr(fonts, "system_font", lambda: own)
    assert fonts.cjk_font() == own
    monkeypatch.setattr(fonts, "system_font", lambda: None)
    assert fonts.cjk_font() == fonts.packaged_font()


def test_without_fontconfig_the_usual_folders_are_searched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("msyh.ttc", "deep/NotoSansCJK-Regular.ttc", "arial.ttf", "NotoSansCJK-Regular.txt"):
        (tmp_path / name).touch()
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path), "/nowhere"))
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    fonts.system_font.cache_clear()
    try:
        assert fonts.system_font() == tmp_path / "deep" / "NotoSansCJK-Regular.ttc"
        monkeypatch.setattr(fonts, "FOLDERS", ("/nowhere",))
        fonts.system_font.cache_clear()
        assert fonts.system_font() is None
    finally:
        fonts.system_font.cache_clear()


def test_the_settings_add_the_packaged_font_with_or_without_those_of_the_machine(tmp_path: Path) -> None:
    file = fonts.font_settings(tmp_path)
    assert file is not None
    assert "/etc/fonts/fonts.conf" in file.read_text("utf-8")
    alone = fonts.font_settings(tmp_path, with_system=False)
    assert alone is not None
    text = alone.read_text("utf-8")
    assert "/etc/fonts" not in text
    assert str(fonts.packaged_font().parent) in text  # type: ignore[union-attr]
