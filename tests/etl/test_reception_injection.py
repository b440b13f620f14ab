"""Hostile text in every place where a file can carry text: it stays text, and nothing else changes."""

from pathlib import Path

import pytest

from etl.batches import accept
from etl.ingest import references_of
from etl.intake import References
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot
from tests.etl.files import csv_of, parquet_of, with_part, xlsx_of, zip_of

SQL = (
    "'; DROP TABLE unit; --", '"; DROP TABLE staging; --', "') ; ATTACH '/tmp/x.db'; --",
    "1 UNION SELECT * FROM unit",
    "x' OR '1'='1", "$$; COPY unit TO '/tmp/x.csv'; $$", "{{7*7}}", "%(name)s",
    "c0", "file_row", "staging", "received",
    "SELECT read_text('/etc/passwd')", "\\x27; INSTALL httpfs; --",
)  # fmt: skip
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+cmd|'/C calc'",
    "-2+3+cmd|' /C'",
    '=HYPERLINK("http://x")',
    "\t=1+1",
)
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "&lt;b&gt;",
    "<!--", "]]>", "{lang}", "{}", "{0}", "{value.__class__}",
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "/etc/passwd", "..\\..\\x", "a\x00b", "file:///etc/passwd", "a" * 5000, "CON",
    "*", "~", "$(id)",
)  # fmt: skip
PAYLOADS = (*SQL, *FORMULAS, *MARKUP, *PATHS)


def test_there_are_at_least_forty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


def settings_of(store: Path) -> dict[str, int]:
    snapshot = open_snapshot(store)
    try:
        tables = references_of(snapshot)
        return {name: table.num_rows for name, table in tables.items()}
    finally:
        snapshot.close()


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_stays_text(payload: str, known: References, tmp_path: Path) -> None:
    quoted = '"' + payload.replace('"', '""') + '"'
    texts = {
        "value": f"unit_code,date,confirmed,reference\n{quoted},2020-01-28,5,\n",
        "header": f"unit_code,date,confirmed,{quoted}\n370200,2020-01-28,5,x\n",
        "note": f"unit_code,date,confirmed,reference\n370200,2020-01-28,5,{quoted}\n",
    }
    before = sorted(tmp_path.iterdir())
    for place, text in texts.items():
        reception = receive(text.encode(), payload, known, Options(names={payload: payload}, source=payload))
        report = reception.intake.report
        assert reception.intake.file_name == payload, place
        for finding in report.findings:
            for language in ("zh", "en"):
                assert finding.as_dict(language)["fix"]  # type: ignore[arg-type]
        if reception.intake.table is not None:
            assert reception.intake.table.num_rows == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_payload_in_a_free_column_is_stored_as_it_is_and_harms_nothing(store: Path) -> None:
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    before = settings_of(store)
    notes = [text for text in SQL if not text.startswith("$")][:6]
    rows = [["unit_code", "date", "confirmed", "reference"]]
    rows += [["370215", f"2020-03-0{number}", "8", text] for number, text in enumerate(notes, start=1)]
    checked = receive(csv_of(rows), "'; DROP TABLE batch; --.csv", references).intake
    assert checked.table is not None, checked.report.findings
    accept(store, checked, "'; DROP TABLE unit; --")
    snapshot = open_snapshot(store)
    kept = snapshot.frame(
        "SELECT reference FROM case_daily WHERE unit_code = '370215' AND date >= '2020-03-01'"
    )
    snapshot.close()
    assert set(notes) <= set(kept["reference"])
    assert settings_of(store) == before
    assert read_batches(store)[0].receipt["file_name"] == "'; DROP TABLE batch; --.csv"


def test_names_of_members_and_sheets_are_text_too(known: References) -> None:
    rows = [["unit_code", "date", "confirmed"], ["370200", "2020-01-28", "5"]]
    member = "'; DROP TABLE unit; --.csv"
    assert receive(zip_of({member: csv_of(rows)}), "a.zip", known).sheets == (member,)
    sheet = "'; DROP TABLE x;--"
    reception = receive(xlsx_of(rows, sheet), "a.xlsx", known)
    assert reception.sheets == (sheet,)
    assert reception.intake.table is not None
    hostile = parquet_of(
        {'a"; DROP TABLE x; --': ["1"], "unit_code": ["370200"], "date": ["2020-01-28"], "confirmed": [5]}
    )
    assert receive(hostile, "a.parquet", known).intake.table is not None


def test_an_entity_of_a_workbook_reads_no_file(known: References) -> None:
    secret = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        content = with_part(xlsx_of([["a"]]), part, lambda xml: secret + xml)
        codes = [finding.code for finding in receive(content, "a.xlsx", known).intake.report.findings]
        assert codes == ["workbook_entity"]
