from pathlib import Path

import pytest

from etl.snapshot import publish
from exports.brief import main
from exports.watermark import SAMPLE


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_brief_of_invented_places_says_so(tmp_path: Path, language: str) -> None:
    store = tmp_path / "store-sandbox"
    publish(store)
    out = tmp_path / "brief.html"
    arguments = ["--unit", "990201", "--lang", language, "--format", "html", "--out", str(out)]
    assert main([*arguments, "--store", str(store)]) == 0
    text = out.read_text("utf-8")
    assert SAMPLE.text("zh" if language == "zh" else "en") in text
    assert "sample-" in text
