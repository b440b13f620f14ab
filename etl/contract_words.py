"""A contract in words: what each column means, whether it must be filled, and what may stand in it."""

from dataclasses import dataclass

from etl.contract_types import N_, Column, Dataset, Kind
from locales import Language, Sentence, translator

KIND_WORDS: dict[Kind, str] = {
    "text": N_("text"),
    "integer": N_("whole number"),
    "number": N_("number"),
    "date": N_("date, such as 2020-01-28"),
    "boolean": N_("true or false"),
    "list": N_("list, parts separated by semicolons"),
}
OPTIONAL_FOR_UPLOADS = ("source_id", "grade")
"""Filled by the choice of a source where a file leaves them empty."""


@dataclass(frozen=True)
class ColumnWords:
    """One column in one language."""

    name: str
    meaning: str
    required: bool
    kind: str
    allowed: str

    def line(self, language: Language) -> str:
        """Return everything in one line, for the row above a header."""
        _ = translator(language)
        parts = [self.meaning, self.kind, self.allowed, _("required") if self.required else _("may be empty")]
        return _("; ").join(part for part in parts if part)


def column_words(dataset: Dataset, language: Language) -> list[ColumnWords]:
    """Return every column of a contract in words, in the order of the table.

    >>> from etl.contracts import DATASETS
    >>> column_words(DATASETS["case_daily"], "en")[1].kind
    'date, such as 2020-01-28'
    """
    _ = translator(language)
    return [
        ColumnWords(
            column.name,
            _(column.meaning) if column.meaning else "",
            column.required and column.default is None and column.name not in OPTIONAL_FOR_UPLOADS,
            _(KIND_WORDS[column.kind]),
            _allowed(column, language),
        )
        for column in dataset.columns
    ]


def _allowed(column: Column, language: Language) -> str:
    """Return what may stand in a column, in words; empty where its kind says it all."""
    _ = translator(language)
    parts = []
    if column.choices:
        parts.append(Sentence(N_("one of: {choices}"), {"choices": ", ".join(column.choices)}))
    if column.vocabulary:
        parts.append(Sentence(N_("a code of the list “{lists}”"), {"lists": ", ".join(column.vocabulary)}))
    if column.pattern_hint:
        parts.append(Sentence(column.pattern_hint))
    if column.minimum is not None:
        parts.append(Sentence(N_("at least {minimum}"), {"minimum": _plain(column.minimum)}))
    if column.maximum is not None:
        parts.append(Sentence(N_("at most {maximum}"), {"maximum": _plain(column.maximum)}))
    return _("; ").join(part.text(language) for part in parts)


def _plain(limit: float | str) -> str:
    return limit if isinstance(limit, str) else f"{limit:,.0f}" if abs(limit) >= 10_000 else f"{limit:g}"


def rule_words(dataset: Dataset, language: Language) -> list[str]:
    """Return what a contract asks of a row as a whole, one sentence each, the key first."""
    _ = translator(language)
    key = " + ".join(dataset.key)
    expected = [_(rule.expected) for rule in dataset.rules]
    return [_("one row for each {key}", key=key), *expected]
