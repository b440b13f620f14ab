"""Tell what a file is from its first bytes, whatever its name says."""

import codecs
from pathlib import Path

from etl.findings import Finding

ARCHIVES = {
    b"PK\x03\x04": "ZIP archive or Excel workbook",
    b"PK\x05\x06": "ZIP archive",
    b"\x1f\x8b": "gzip archive",
    b"BZh": "bzip2 archive",
    b"\xfd7zXZ": "xz archive",
    b"7z\xbc\xaf": "7z archive",
    b"Rar!": "RAR archive",
    b"\x28\xb5\x2f\xfd": "zstd archive",
}
NOT_TABLES = {
    b"\xd0\xcf\x11\xe0": "old Excel or Word file",
    b"\x89PNG": "PNG picture",
    b"\xff\xd8\xff": "JPEG picture",
    b"GIF8": "GIF picture",
    b"%PDF": "PDF document",
    b"\x7fELF": "program",
    b"SQLite format 3": "SQLite database",
}
PARQUET_MAGIC = b"PAR1"
DUCKDB_MAGIC = (b"DUCK", 8)
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
LIMIT_BYTES = 2 * 1024**3


def read_bytes(path: Path) -> bytes | Finding:
    """Return the bytes of a file that can be a table at all, or the finding that says why not."""
    try:
        if not path.is_file():
            return Finding("file_missing", value=path.name)
        if path.stat().st_size > LIMIT_BYTES:
            return Finding("file_too_large", value=path.name, values={"limit": LIMIT_BYTES // 1024**2})
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Finding("file_unreadable", value=path.name, values={"reason": reason})
    return content if content else Finding("file_empty", value=path.name)


def refuse_kind(content: bytes, name: str) -> Finding | None:
    """Return a finding if the bytes are something else than CSV text or Parquet."""
    for magic, kind in ARCHIVES.items():
        if content.startswith(magic):
            return Finding("file_is_archive", value=name, values={"kind": kind})
    for magic, kind in NOT_TABLES.items():
        if content.startswith(magic):
            return Finding("file_not_table", value=name, values={"kind": kind})
    magic, offset = DUCKDB_MAGIC
    if content[offset : offset + len(magic)] == magic:
        return Finding("file_not_table", value=name, values={"kind": "DuckDB database"})
    return None


def refuse_encoding(content: bytes) -> Finding | None:
    """Return a finding with the likely encoding and the row if the bytes are not UTF-8 text."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return Finding("encoding_not_utf8", row=1, values={"encoding": encoding})
    position = content.find(b"\x00")
    if position >= 0:
        return Finding("nul_character", row=_row(content, position))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Finding(
            "encoding_not_utf8",
            row=_row(content, error.start),
            values={"encoding": _likely_encoding(content)},
        )
    return None


def _row(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _likely_encoding(content: bytes) -> str:
    # GB18030 decodes almost any byte pair, so Chinese text alone, not mere success, makes it likely.
    for encoding, name in (("gb18030", "GB18030 (GBK)"), ("big5", "Big5")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= character <= "\u9fff" for character in text):
            return name
    return "Latin-1 or another single-byte encoding"
