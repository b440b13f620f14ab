"""Every message in both languages, none left over, none half translated."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from locales import LOCALES, translator

PROJECT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("pages", "ui", "charts", "etl", "metrics", "exports", "locales")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}


def extracted() -> set[str]:
    keys: set[str] = set()
    places = [(PROJECT / folder, [("**.py", "python")]) for folder in FOLDERS]
    places.append((PROJECT, [("app.py", "python")]))
    for folder, methods in places:
        options = {"**.py": {"encoding": "utf-8"}, "app.py": {"encoding": "utf-8"}}
        found = extract_from_dir(
            folder,
            methods,
            options,
            KEYWORDS,
            directory_filter=lambda path, top=folder: path == str(top) or top != PROJECT,
        )
        keys |= {message if isinstance(message, str) else message[0] for _f, _l, message, _c, _x in found}
    return keys


def catalogue(locale: str) -> dict[str, tuple[str, ...]]:
    path = PROJECT / "locales" / locale / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as handle:
        messages = [message for message in read_po(handle, locale=locale) if message.id]
    assert not [message.id for message in messages if message.fuzzy]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in messages
    }


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("locale", LOCALES.values())
def test_no_message_is_missing_or_unused(locale: str) -> None:
    keys, known = extracted(), set(catalogue(locale))
    assert keys - known == set()
    assert known - keys == set()


@pytest.mark.parametrize("locale", LOCALES.values())
def test_every_message_is_translated_with_the_same_places(locale: str) -> None:
    for key, forms in catalogue(locale).items():
        assert all(forms), key
        for form in forms:
            assert places(form) == places(key), (key, form)


def test_chinese_is_chinese() -> None:
    """A Chinese message holds a Chinese character, save for marks and names that are the same in both."""
    same = {
        key for key, forms in catalogue("zh_CN").items() if not re.search(r"[\u4e00-\u9fff]", "".join(forms))
    }
    words = {key for key in same if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", key))}
    assert words <= {"DOI"}


def test_plural_forms_follow_the_count() -> None:
    one, many = (
        "Not drawn, as no count is available: {count} city.",
        "Not drawn, as no count is available: {count} cities.",
    )
    assert translator("en").plural(one, many, 1).endswith("1 city.")
    assert translator("en").plural(one, many, 2).endswith("2 cities.")
    assert "2个城市" in translator("zh").plural(one, many, 2)
