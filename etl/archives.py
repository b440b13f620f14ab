"""Open ZIP archives and the workbooks that are ZIP archives, within limits that are checked first.

Nothing is unpacked to the disk. Every member is read once in pieces, so that an archive that lies about its
sizes is found out before anything parses it.
"""

import gzip
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from etl.findings import Finding

MEMBER_LIMIT = 1000
TOTAL_BYTES_LIMIT = 400 * 1024**2
RATIO_LIMIT = 200
"""No honest table is packed to less than a two-hundredth; only members over a megabyte are judged."""

RATIO_FROM_BYTES = 1024**2
PIECE = 1024**2
TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
ABSOLUTE = re.compile(r"^([A-Za-z]:|[\\/])")
FORBIDDEN_MARKUP = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
CELL_REFERENCE = re.compile(rb'<c\b[^>]*?\sr="([A-Z]{1,3})([0-9]{1,7})"')
ERROR_CELL = re.compile(rb'<c\b([^>]*?\bt="e"[^>]*)>.{0,300}?<v>([^<]{1,20})</v>', re.DOTALL)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the standard library raises on archives that are none; an empty member name makes an IndexError."""


@dataclass(frozen=True)
class Sheet:
    """What the parts of a workbook say before it is parsed: extent, and cells that hold an error."""

    rows: int
    columns: int
    errors: tuple[tuple[int, int, str], ...]


def open_archive(content: bytes, name: str) -> zipfile.ZipFile | Finding:
    """Return the archive if names, number, sizes and ratios of its members are within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [member for member in archive.infolist() if not member.is_dir()]
    except UNREADABLE:
        return Finding("archive_damaged", row=1, value=name)
    if len(members) > MEMBER_LIMIT:
        return Finding("archive_members", row=1, value=name, values={"limit": MEMBER_LIMIT})
    for member in members:
        finding = _refuse_member(member)
        if finding is not None:
            return finding
    if sum(member.file_size for member in members) > TOTAL_BYTES_LIMIT:
        return _too_large(name)
    return archive


def _too_large(name: str) -> Finding:
    return Finding("archive_too_large", row=1, value=name, values={"limit": TOTAL_BYTES_LIMIT // 1024**2})


def _refuse_member(member: zipfile.ZipInfo) -> Finding | None:
    path = member.filename
    if ABSOLUTE.match(path) or ".." in path.replace("\\", "/").split("/") or "\x00" in member.orig_filename:
        return Finding("archive_path", row=1, column=path, value=path)
    if member.flag_bits & 0x1:
        return Finding("archive_encrypted", row=1, column=path, value=path)
    packed = max(member.compress_size, 1)
    if member.file_size > RATIO_FROM_BYTES and member.file_size / packed > RATIO_LIMIT:
        return Finding("archive_ratio", row=1, column=path, value=path, values={"limit": RATIO_LIMIT})
    return None


def read_member(archive: zipfile.ZipFile, name: str) -> bytes | Finding:
    """Return the bytes of a member; a wrong size or checksum, or a member that goes on, is a finding."""
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(name) as handle:
            while piece := handle.read(PIECE):
                size += len(piece)
                if size > TOTAL_BYTES_LIMIT:
                    return _too_large(name)
                pieces.append(piece)
    except (*UNREADABLE, KeyError):
        return Finding("archive_damaged", row=1, column=name, value=name)
    return b"".join(pieces)


def unpack_gzip(content: bytes, name: str) -> bytes | Finding:
    """Return what a gzip file holds, within the limits of size and ratio that hold for archives."""
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as handle:
            while piece := handle.read(PIECE):
                size += len(piece)
                if size > TOTAL_BYTES_LIMIT:
                    return _too_large(name)
                if size > RATIO_FROM_BYTES and size / len(content) > RATIO_LIMIT:
                    return Finding("archive_ratio", row=1, value=name, values={"limit": RATIO_LIMIT})
                pieces.append(piece)
    except UNREADABLE:
        return Finding("archive_damaged", row=1, value=name)
    return b"".join(pieces)


def table_members(archive: zipfile.ZipFile) -> list[str]:
    """Return the members that can be tables, in the archive's order."""
    return [
        member.filename
        for member in archive.infolist()
        if not member.is_dir()
        and member.filename.lower().endswith(TABLE_SUFFIXES)
        and not member.filename.startswith("__MACOSX/")
        and not member.filename.rsplit("/", 1)[-1].startswith(".")
    ]


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive is an Excel workbook in the open format."""
    return {"[Content_Types].xml", "xl/workbook.xml"} <= set(archive.namelist())


def is_other_workbook(archive: zipfile.ZipFile) -> str | None:
    """Return the name of the format of a workbook in binary or OpenDocument form, None for anything else."""
    names = set(archive.namelist())
    if {"[Content_Types].xml", "xl/workbook.bin"} <= names:
        return "XLSB"
    return "ODS" if {"mimetype", "content.xml"} <= names else None


def inspect_workbook(archive: zipfile.ZipFile, cell_limit: int) -> dict[str, Sheet] | Finding:
    """Read every part of a workbook once and return its sheets' extents by part.

    A document type or entity is refused, for no spreadsheet program writes one; so is a sheet whose corner
    cells span more than `cell_limit` cells, because it would be laid out in full.
    """
    sheets: dict[str, Sheet] = {}
    for member in archive.infolist():
        if member.is_dir():
            continue
        content = read_member(archive, member.filename)
        if isinstance(content, Finding):
            return content
        if not member.filename.endswith((".xml", ".rels", ".vml")):
            continue
        if FORBIDDEN_MARKUP.search(content) or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return Finding("workbook_entity", row=1, column=member.filename, value=member.filename)
        if member.filename.startswith("xl/worksheets/"):
            sheet = _inspect_sheet(content)
            if sheet.rows * sheet.columns > cell_limit:
                cells: dict[str, object] = {"limit": cell_limit}
                return Finding("workbook_too_large", row=sheet.rows, column=member.filename, values=cells)
            sheets[member.filename] = sheet
    return sheets


def _inspect_sheet(content: bytes) -> Sheet:
    rows = columns = start = 0
    letters: set[bytes] = set()
    while start < len(content):
        # Piece by piece, for a list of all cells would be large; no reference goes on behind a ">".
        end = content.find(b">", start + PIECE) + 1 or len(content)
        cells = CELL_REFERENCE.findall(content, start, end)
        letters.update({column for column, _row in cells})
        rows = max(rows, *map(int, {row for _column, row in cells}), 0)
        start = end
    columns = max(map(column_number, letters), default=0)
    errors: list[tuple[int, int, str]] = []
    for found in ERROR_CELL.finditer(content) if b't="e"' in content else ():
        place = REFERENCE.search(found[1])
        if place:
            errors.append((int(place[2]), column_number(place[1]), found[2].decode("utf-8", "replace")))
    return Sheet(rows, columns, tuple(errors))


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
