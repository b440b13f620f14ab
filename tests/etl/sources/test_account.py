import csv

import pytest

from etl.sources.account import Account, AccountError
from etl.store import BUNDLED_DATA


def test_every_row_is_kept_or_set_aside() -> None:
    account = Account("a.csv", 5)
    account.keep("unit", 3)
    account.leave("country row", 2)
    account.leave("nothing", 0)
    account.close()
    assert [(row["fate"], row["where_or_why"], row["rows"]) for row in account.rows()] == [
        ("kept", "unit", "3"),
        ("set aside", "country row", "2"),
    ]


@pytest.mark.parametrize("kept", [2, 4])
def test_lost_and_doubled_rows_are_errors(kept: int) -> None:
    account = Account("a.csv", 3)
    account.keep("unit", kept)
    with pytest.raises(AccountError, match=r"a\.csv: 3 rows read"):
        account.close()


def test_the_committed_accounts_add_up() -> None:
    with (BUNDLED_DATA / "accounts.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    for name in {row["file"] for row in rows}:
        mine = [row for row in rows if row["file"] == name]
        assert sum(int(row["rows"]) for row in mine) == int(mine[0]["read"]), name
