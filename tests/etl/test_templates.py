"""A template that is filled in reads back in either language and format."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.aliases import field_of
from etl.contracts import DATASETS, UPLOADABLE
from etl.intake import References
from etl.snapshot import Snapshot
from etl.templates import HEADER_ROW, Filled, labels, template_csv, template_workbook
from tests.etl.receptions import received, references

ROWS = {
    "case_daily": {"unit_code": "370215", "date": "2020-02-06", "confirmed": "7"},
    "measure": {
        "unit_code": "370200",
        "measure_code": "closed_management_of_communities",
        "start_date": "2020-02-05",
        "status": "implemented",
    },
    "resource": {
        "unit_code": "370200",
        "resource_code": "licensed_doctors",
        "year": "2019",
        "value": "99999",
        "unit": "persons",
    },
    "document": {
        "document_id": "试验1号",
        "unit_code": "370200",
        "title": "试验文件",
        "issuers": "甲局; 乙局",
        "issued_on": "2020-02-01",
    },
    "source": {"source_id": "trial", "title": "试验", "publisher": "试验局", "licence": "公开", "grade": "C"},
}


@pytest.fixture(scope="module")
def known(real_snapshot: Snapshot) -> References:
    return references(real_snapshot)


@pytest.mark.parametrize("dataset", UPLOADABLE)
def test_every_header_names_its_column_in_both_languages(dataset: str) -> None:
    names = DATASETS[dataset].column_names
    for language in ("zh", "en"):
        listed = labels(DATASETS[dataset], language)  # type: ignore[arg-type]
        assert [field_of(label, dataset) for label in listed] == list(names)
    assert any("\u4e00" <= character <= "\u9fff" for character in labels(DATASETS[dataset], "zh")[0])


@pytest.mark.parametrize("dataset", ROWS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_csv_template_is_read(known: References, dataset: str, language: str) -> None:
    contract = DATASETS[dataset]
    text = template_csv(contract, language).decode("utf-8-sig")  # type: ignore[arg-type]
    words, header = list(csv.reader(io.StringIO(text)))
    assert len(words) == len(header) == len(contract.columns)
    row = io.StringIO()
    csv.writer(row).writerow([ROWS[dataset].get(name, "") for name in contract.column_names])
    checked = received(("\ufeff" + text + row.getvalue()).encode(), known).intake
    assert checked.dataset.name == dataset
    assert checked.report.errors == 0, [finding.as_dict() for finding in checked.report.findings]
    assert checked.report.rows == 1


@pytest.mark.parametrize("dataset", ROWS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_workbook_is_read(known: References, dataset: str, language: str) -> None:
    contract = DATASETS[dataset]
    content = template_workbook(contract, language, known)  # type: ignore[arg-type]
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for place, name in enumerate(contract.column_names, start=1):
        sheet.cell(HEADER_ROW + 2, place, ROWS[dataset].get(name) or None)
    buffer = io.BytesIO()
    book.save(buffer)
    checked = received(buffer.getvalue(), known, "filled.xlsx").intake
    assert checked.dataset.name == dataset
    assert checked.report.errors == 0, [finding.as_dict() for finding in checked.report.findings]
    assert checked.report.rows == 1


def test_choices_and_codes_are_drop_downs(known: References) -> None:
    book = load_workbook(io.BytesIO(template_workbook(DATASETS["measure"], "en", known)))
    rules = {
        str(one.sqref).split(":")[0]: one.formula1
        for one in book.worksheets[0].data_validations.dataValidation
    }
    assert rules["E3"] == '"implemented,not_implemented"'
    assert rules["B3"].startswith("'Codes sheet'!$A$2")
    assert book["Codes sheet"]["A2"].value
    guide = [row[0].value for row in book["Guide sheet"].iter_rows()]
    assert "unit_code" in guide


def test_an_empty_template_is_told_to_be_empty(known: References) -> None:
    content = template_workbook(DATASETS["resource"], "zh", known)
    checked = received(content, known, "empty.xlsx", dataset="resource").intake
    assert [finding.code for finding in checked.report.findings] == ["rows_missing"]


def test_rows_are_written_as_text_and_remarks_as_comments(tmp_path: Path) -> None:
    rows = [["=1+1", "http://example.org", "", "7", "x", "", "", "", "", "", ""]]
    content = template_workbook(DATASETS["resource"], "en", {}, Filled(rows, {(0, 0): "look here"}))
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["A3"].comment.text) == ("=1+1", "s", "look here")
    assert sheet["B3"].hyperlink is None
    assert sheet["D3"].value == 7
