"""Which day a workbook counts its days from: 1900, or 1904 as old versions of Excel for Mac did.

The parser gives cells formatted as days by themselves; a bare day number is worth a day only with this.
"""

import re
import zipfile

from etl.archives import read_member

PROPERTIES_RECORD = 153
"""BrtWbProp of MS-XLSB (section 2.4.822): the lowest bit of its flags is `f1904`."""

OLD_DAY_SYSTEM = re.compile(rb"\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00")
"""In an XLS file the record Date1904 (MS-XLS 2.4.77), here set, stands before the record CalcPrecision."""

LONGEST_PART = 1_000_000


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Tell whether an XLSX workbook counts its days from 1904."""
    book = read_member(archive, "xl/workbook.xml")
    return isinstance(book, bytes) and re.search(rb"""\bdate1904\s*=\s*["'](1|true)""", book) is not None


def binary_workbook_counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Tell whether an XLSB workbook counts its days from 1904."""
    book = read_member(archive, "xl/workbook.bin")
    return isinstance(book, bytes) and _properties(book[:LONGEST_PART])[:1] in _ODD_BYTES


def old_workbook_counts_from_1904(content: bytes) -> bool:
    """Tell whether an XLS workbook counts its days from 1904."""
    return OLD_DAY_SYSTEM.search(content) is not None


_ODD_BYTES = frozenset(bytes([value]) for value in range(1, 256, 2))


def _properties(book: bytes) -> bytes:
    """Return the content of the first record of properties; empty where there is none."""
    place = 0
    while place < len(book):
        kind, place = _number(book, place, groups=2)
        size, place = _number(book, place, groups=4)
        if kind == PROPERTIES_RECORD:
            return book[place : place + size]
        place += size
    return b""


def _number(book: bytes, place: int, *, groups: int) -> tuple[int, int]:
    """Return a number stored in groups of seven bits, the lowest first, and the place behind it."""
    value = 0
    for group in range(groups):
        byte = book[place] if place < len(book) else 0
        place += 1
        value |= (byte & 0x7F) << (7 * group)
        if byte < 0x80:
            break
    return value, place
