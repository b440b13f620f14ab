"""Words in Chinese and English: the English message is the key, the catalogues hold the translations.

Catalogues are plain gettext .po files, read once per process, so that there is nothing to compile.
`make messages` collects new messages from the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, cast

from babel.messages.pofile import read_po

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}


class Translator:
    """Looks a message up in one language and fills its named places.

    >>> Translator("en", {})("{count} rows", count=3)
    '3 rows'
    """

    def __init__(self, language: Language, catalogue: dict[str, str | tuple[str, ...]]) -> None:
        self.language = language
        self.locale = LOCALES[language]
        self._catalogue = catalogue

    def __call__(self, message: str, /, **values: object) -> str:
        """Return `message` in this language with `{name}` replaced by each value."""
        found = self._catalogue.get(message) or message
        template = found if isinstance(found, str) else found[0]
        return template.format(**values) if values else template

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the form for `count`, which also fills `{count}`."""
        found = self._catalogue.get(one)
        forms = found if isinstance(found, tuple) and all(found) else (one, many)
        template = forms[0] if count == 1 or len(forms) == 1 else forms[1]
        return template.format(count=count, **values)


@dataclass(frozen=True)
class Sentence:
    """A message with its values, not yet in any language; a value may be a sentence itself.

    >>> Sentence("Nothing was stored. {reason}", {"reason": Sentence("The disk is full.")}).text("en")
    'Nothing was stored. The disk is full.'
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Return the sentence in `language`."""
        values = {
            name: value.text(language) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return translator(language)(self.message, **values)


@cache
def translator(language: Language) -> Translator:
    """Return the translator of a language; an unknown language gets Chinese, the first one."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    path = Path(__file__).parent / LOCALES[known] / "LC_MESSAGES" / "messages.po"
    catalogue: dict[str, str | tuple[str, ...]] = {}
    with path.open("rb") as handle:
        for message in read_po(handle, locale=LOCALES[known]):
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key and message.string and not message.fuzzy:
                catalogue[key] = cast("str | tuple[str, ...]", message.string)
    return Translator(known, catalogue)
