import gzip
import io
import zipfile

import pytest

from etl import archives
from etl.archives import (
    inspect_workbook,
    is_workbook,
    open_archive,
    read_member,
    table_members,
    unpack_gzip,
)
from etl.findings import Finding
from tests.etl.files import with_part, xlsx_of, zip_of


def opened(content: bytes) -> zipfile.ZipFile:
    archive = open_archive(content, "a.zip")
    assert isinstance(archive, zipfile.ZipFile), archive
    return archive


def refusal(content: bytes) -> str:
    finding = open_archive(content, "a.zip")
    assert isinstance(finding, Finding)
    return finding.code


@pytest.mark.parametrize(
    "path", ["../a.csv", "/etc/passwd", "C:\\a.csv", "data/../../a.csv", "..\\a.csv", "\\\\host\\a.csv"]
)
def test_paths_that_lead_outside_are_refused(path: str) -> None:
    assert refusal(zip_of({path: "x"})) == "archive_path"


def test_limits_hold_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(zip_of({"a.csv": b"0" * 30_000_000})) == "archive_ratio"
    monkeypatch.setattr(archives, "MEMBER_LIMIT", 2)
    assert refusal(zip_of({"a": "", "b": "", "c": ""})) == "archive_members"
    monkeypatch.setattr(archives, "TOTAL_BYTES_LIMIT", 10)
    assert refusal(zip_of({"a.csv": "12345678901"})) == "archive_too_large"


def test_an_archive_that_lies_about_a_size_is_damaged() -> None:
    content = bytearray(zip_of({"a.csv": "x" * 5000}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    member = read_member(opened(bytes(content)), "a.csv")
    assert isinstance(member, Finding)
    assert member.code == "archive_damaged"


def test_truncated_and_encrypted_archives_are_named() -> None:
    whole = zip_of({"a.csv": "city,date\n"})
    assert refusal(whole[: len(whole) // 2]) == "archive_damaged"
    locked = bytearray(whole)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)) == "archive_encrypted"


def test_only_tables_are_offered() -> None:
    members = {"a.csv": "", "b/c.TSV": "", "__MACOSX/a.csv": "", ".hidden.csv": "", "readme.md": "", "d/": ""}
    assert table_members(opened(zip_of(members))) == ["a.csv", "b/c.TSV"]


def test_a_workbook_is_told_from_an_archive() -> None:
    assert is_workbook(opened(xlsx_of([["a"]])))
    assert not is_workbook(opened(zip_of({"a.csv": "x"})))


def test_a_document_type_is_refused_in_any_part() -> None:
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"):
        content = with_part(xlsx_of([["a"]]), part, lambda xml: entity + xml.split(b"?>", 1)[-1])
        finding = inspect_workbook(opened(content), 1000)
        assert isinstance(finding, Finding)
        assert (finding.code, finding.column) == ("workbook_entity", part)


def test_a_cell_far_outside_is_refused_before_the_sheet_is_laid_out() -> None:
    content = with_part(
        xlsx_of([["a"]]), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A1"', b'r="XFD1048576"')
    )
    finding = inspect_workbook(opened(content), 4_000_000)
    assert isinstance(finding, Finding)
    assert finding.code == "workbook_too_large"


def test_error_cells_are_found_with_their_place() -> None:
    def change(book: object) -> None:
        page = book.active  # type: ignore[attr-defined]
        page["C2"].value, page["C2"].data_type = "#N/A", "e"

    sheets = inspect_workbook(opened(xlsx_of([["a", "b", "c"]], change=change)), 1000)
    assert not isinstance(sheets, Finding)
    assert [sheet.errors for sheet in sheets.values()] == [((2, 3, "#N/A"),)]


def test_a_member_that_is_not_there() -> None:
    finding = read_member(zipfile.ZipFile(io.BytesIO(zip_of({"a": ""}))), "b")
    assert isinstance(finding, Finding)


def test_a_member_without_a_name_is_no_member() -> None:
    content = bytearray(zip_of({"a.csv": "x"}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 46 : directory + 51] = b"\x00.csv"
    finding = open_archive(bytes(content), "a.zip")
    assert isinstance(finding, Finding)
    assert finding.code in ("archive_damaged", "archive_path")


def test_gzip_files_are_unpacked_within_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"unit_code,date\n" * 1000
    assert unpack_gzip(gzip.compress(text), "a.csv.gz") == text
    bomb = unpack_gzip(gzip.compress(b"0" * 8_000_000), "bomb.csv.gz")
    assert isinstance(bomb, Finding)
    assert bomb.code == "archive_ratio"
    torn = unpack_gzip(gzip.compress(text)[:-9], "torn.csv.gz")
    assert isinstance(torn, Finding)
    assert torn.code == "archive_damaged"
    monkeypatch.setattr("etl.archives.TOTAL_BYTES_LIMIT", 1000)
    large = unpack_gzip(gzip.compress(text), "large.csv.gz")
    assert isinstance(large, Finding)
    assert large.code == "archive_too_large"
