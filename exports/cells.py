"""Text that leaves the product: cells that no spreadsheet runs, file names that no disk refuses."""

import re
import unicodedata

import pandas as pd

INVISIBLE = r"\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
FORMULA_START = re.compile(rf"^[{INVISIBLE}'\"]*[=+\-@＝＋－＠|%﹦﹢﹣﹫⁼⁺⁻−]|^[\t\r\n]")
PLAIN_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$", re.ASCII)
NOT_IN_NAMES = re.compile(rf"[{INVISIBLE}\x80-\x9f<>:\"/\\|?*%&`$;~#{{}}\[\]'!^]+")
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
LONGEST_NAME = 80


def defused(value: object) -> object:
    """Return a cell that no spreadsheet runs as a formula; numbers stay numbers.

    A cell that begins with a formula mark, behind whatever spaces, quotes or unseen characters, gets an
    apostrophe in front. Source: OWASP, CSV Injection.

    >>> defused("=1+1"), defused("-3.5"), defused(-3.5), defused("Jimo")
    ("'=1+1", '-3.5', -3.5, 'Jimo')
    """
    if isinstance(value, str) and FORMULA_START.match(value) and not PLAIN_NUMBER.match(value):
        return "'" + value
    return value


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that opens rightly in a Chinese spreadsheet: UTF-8 with a byte order mark.

    Text in cells and headings is defused, days are written as YYYY-MM-DD, missing cells stay empty.

    >>> csv_bytes(pd.DataFrame({"=a": ["@x"], "n": [-1.5]})).decode("utf-8-sig")
    "'=a,n\\r\\n'@x,-1.5\\r\\n"
    """
    columns: list[pd.Series] = []
    for position in range(table.shape[1]):
        # By position, as two columns may carry the same heading.
        column = table.iloc[:, position]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(column):
            column = column.astype(object).map(defused, na_action="ignore")
        columns.append(column)
    safe = pd.concat(columns, axis=1) if columns else table.copy()
    safe.columns = pd.Index([defused(str(name)) for name in table.columns])
    return ("\ufeff" + safe.to_csv(index=False, lineterminator="\r\n")).encode()


def safe_file_name(name: str, *, fallback: str = "file") -> str:
    """Return a name that every system takes: letters, digits, dots, dashes; never a path, option or formula.

    >>> safe_file_name("../=cmd|x"), safe_file_name("即墨区 2020.csv"), safe_file_name("aux")
    ('cmd-x', '即墨区-2020.csv', 'file-aux')
    """
    plain = NOT_IN_NAMES.sub("-", unicodedata.normalize("NFKC", str(name)))
    plain = re.sub(r"-{2,}", "-", plain).strip("-. ")
    while plain and FORMULA_START.match(plain):
        plain = plain[1:].strip("-. ")
    plain = plain[:LONGEST_NAME].strip("-. ")
    if not plain:
        return fallback
    return f"{fallback}-{plain}" if RESERVED.match(plain.split(".")[0]) else plain
