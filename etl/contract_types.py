"""The parts a contract is made of: columns, rules across columns, datasets."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "date", "boolean", "list"]
Severity = Literal["error", "warning"]

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "list": "VARCHAR[]",
}


def marked(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


N_ = marked


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it must be filled, and what its values may be.

    `references` names the table and column that must hold the value; `vocabulary` the lists of codes
    (measure, event, resource, indicator) it must come from; `default` fills empty cells.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    minimum: float | str | None = None
    maximum: float | str | None = None
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    pattern_hint: str = ""
    references: tuple[str, str] | None = None
    vocabulary: tuple[str, ...] = ()
    max_length: int = 500
    default: str | None = None
    meaning: str = ""


@dataclass(frozen=True)
class Rule:
    """A condition across columns; rows for which `violated` is true get a finding on `column`.

    Of each column in `earlier`, `violated` may use the value of the row before as `earlier_<column>`: rows
    are taken in the order of the key, and only where all of the key but its last part is the same.
    """

    code: str
    column: str
    violated: str
    expected: str
    fix: str
    severity: Severity = "error"
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """A table's contract. `uploadable` is false for tables that only the product itself ships."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    uploadable: bool = True
    meaning: str = ""

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in the order in which the table stores them."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the declared column called `name`."""
        return next(column for column in self.columns if column.name == name)
