"""Keep account of every row of a source file: kept in a table, or set aside with the reason."""

from collections import Counter
from dataclasses import dataclass, field


class AccountError(Exception):
    """Rows were lost or counted twice."""


@dataclass
class Account:
    """Rows read of one source file, and what became of each."""

    file: str
    read: int
    kept: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)

    def keep(self, table: str, rows: int) -> None:
        """Count rows that stand in a table."""
        self.kept[table] += rows

    def leave(self, reason: str, rows: int) -> None:
        """Count rows that stand in no table, with the reason."""
        if rows:
            self.set_aside[reason] += rows

    def close(self) -> None:
        """Raise AccountError unless every row read is kept or set aside."""
        known = sum(self.kept.values()) + sum(self.set_aside.values())
        if known != self.read:
            raise AccountError(f"{self.file}: {self.read} rows read, {known} accounted for")

    def rows(self) -> list[dict[str, str]]:
        """Return the account as rows of data/accounts.csv."""
        lines = [("kept", table, count) for table, count in sorted(self.kept.items())]
        lines += [("set aside", reason, count) for reason, count in sorted(self.set_aside.items())]
        return [
            {
                "file": self.file,
                "read": str(self.read),
                "fate": fate,
                "where_or_why": what,
                "rows": str(count),
            }
            for fate, what, count in lines
        ]
