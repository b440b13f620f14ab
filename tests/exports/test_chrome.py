import re
from pathlib import Path

import pytest

from exports.chrome import Chrome, ChromeDiedError, find_chrome, page_text


def test_the_page_of_figures_reads_files_of_this_machine_only() -> None:
    page = page_text()
    sources = re.findall(r'src="([^"]+)"', page)
    assert len(sources) == 2
    assert all(source.startswith("file://") for source in sources)
    assert "mathjax" not in page.lower()
    assert '<html lang="zh-Hans">' in page


def test_a_path_that_names_no_program_is_no_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    assert find_chrome() is None


def test_a_chrome_that_has_ended_says_so_and_leaves_no_file(chrome: None, tmp_path: Path) -> None:
    own = Chrome(tmp_path, system_fonts=True, seconds=30)
    assert own.is_alive
    own.end()
    assert not own.is_alive
    with pytest.raises(ChromeDiedError):
        own.draw({"data": [], "layout": {}}, {"format": "svg"}, 5)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Chrome(tmp_path / "nowhere", system_fonts=True, seconds=30)
