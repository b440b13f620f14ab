import csv
from pathlib import Path

from locales import translator
from ui.source_words import BUNDLED_WORDS, source_words

SOURCES = Path(__file__).resolve().parent.parent.parent / "data" / "sources.csv"


def test_every_licence_and_remark_of_the_bundled_sources_has_chinese_words() -> None:
    with SOURCES.open(encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    wanted = {row[column] for row in rows for column in ("licence", "note") if row[column]}
    assert wanted <= set(BUNDLED_WORDS)
    zh = translator("zh")
    assert all(source_words(text, zh) != text for text in wanted)


def test_words_of_an_upload_stay_as_they_are() -> None:
    zh = translator("zh")
    assert source_words("Overview", zh) == "Overview"
    assert source_words(None, zh) == ""
