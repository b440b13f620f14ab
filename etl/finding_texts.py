"""What was expected and how to mend it, for every code that a contract's own rules do not carry."""

from etl.coding_finding_texts import CODING_FINDING_TEXTS
from etl.contract_types import N_

FINDING_TEXTS: dict[str, tuple[str, str]] = {
    **CODING_FINDING_TEXTS,
    "file_missing": (N_("an existing file"), N_("Check the path of the file.")),
    "file_unreadable": (N_("a file that can be read"), N_("Check the rights of the file: {reason}.")),
    "file_empty": (
        N_("a file with a header and rows"),
        N_("Export the table again: this file holds 0 bytes."),
    ),
    "file_too_large": (N_("at most {limit} MB"), N_("Split the table into several files.")),
    "file_is_archive": (
        N_("a CSV, Excel or Parquet file"),
        N_("This is a {kind}. Unpack it, or save the sheet as “CSV UTF-8”, and give that file."),
    ),
    "file_not_table": (
        N_("a CSV, Excel or Parquet file"),
        N_("This is a {kind}, whatever its name says. Give the table."),
    ),
    "parquet_damaged": (N_("a whole Parquet file"), N_("The file is truncated or damaged: write it again.")),
    "parquet_nested": (
        N_("plain columns"),
        N_("Column “{column}” holds lists or records: flatten it first."),
    ),
    "encoding_not_utf8": (
        N_("text in UTF-8"),
        N_("The file looks like {encoding}. Save it as “CSV UTF-8” and give it again."),
    ),
    "nul_character": (
        N_("text without NUL characters"),
        N_("The file is binary or damaged: export the table again."),
    ),
    "csv_unreadable": (N_("a CSV file"), N_("The table cannot be read from this row on: {reason}.")),
    "header_missing": (N_("a first row with column names"), N_("Start the file with: {columns}.")),
    "rows_missing": (
        N_("at least one row under the header"),
        N_("Add the rows: the file holds only its header."),
    ),
    "wrong_delimiter": (N_("commas between columns"), N_("Save the table with commas between the columns.")),
    "too_many_columns": (
        N_("at most {limit} columns"),
        N_("Keep only the columns of this dataset: {columns}."),
    ),
    "header_duplicate": (N_("every column name once"), N_("Rename or remove one of the columns “{column}”.")),
    "column_missing": (N_("a column “{column}”"), N_("Add the column “{column}”: {meaning}.")),
    "column_unknown": (
        N_("only columns of this dataset"),
        N_("The column is not stored. Rename it if it is one of: {columns}."),
    ),
    "row_too_short": (
        N_("{count} columns in every row"),
        N_("Add the missing columns or commas of this row."),
    ),
    "row_too_long": (
        N_("{count} columns in every row"),
        N_("Quote the cell that holds a comma, or remove the extra cell."),
    ),
    "quote_open": (N_("quotation marks in pairs"), N_("Close the quotation mark that opens in this row.")),
    "row_oversized": (
        N_("rows of at most 2 MB"),
        N_("Shorten the row: a quotation mark may be missing before it."),
    ),
    "value_missing": (N_("a value"), N_("Fill in the cell: {meaning}.")),
    "value_not_integer": (N_("a whole number"), N_("Write digits only.")),
    "value_not_number": (N_("a number"), N_("Write digits with a decimal point, nothing else.")),
    "value_not_whole": (N_("a whole number"), N_("Remove the decimals: this column counts.")),
    "thousands_separator": (N_("a number without separators"), N_("Write {suggestion} instead.")),
    "percent_sign": (
        N_("a number without a percent sign"),
        N_("Write {suggestion} instead; the unit is in the column."),
    ),
    "full_width_digits": (N_("half-width digits"), N_("Write {suggestion} instead.")),
    "surrounding_space": (N_("a value without spaces around it"), N_("Write “{suggestion}” instead.")),
    "missing_marker": (
        N_("an empty cell where nothing is known"),
        N_("Empty the cell if nothing is known; if “{value}” means none, write what that is, such as 0."),
    ),
    "value_infinite": (N_("a finite number"), N_("Correct the number or empty the cell.")),
    "value_not_date": (N_("a date such as 2020-01-28"), N_("Write the date as year-month-day.")),
    "date_format": (
        N_("a date such as 2020-01-28"),
        N_("Write the date as year-month-day with two digits each."),
    ),
    "date_serial": (
        N_("a date such as 2020-01-28"),
        N_("Excel has stored a day number: write {suggestion} instead."),
    ),
    "date_impossible": (N_("a day that exists"), N_("The calendar has no such day: correct the date.")),
    "value_not_boolean": (N_("true or false"), N_("Write true or false.")),
    "value_too_small": (
        N_("at least {minimum}"),
        N_("Correct the value: it lies below the smallest possible one."),
    ),
    "value_too_large": (
        N_("at most {maximum}"),
        N_("Correct the value: it lies above the largest possible one."),
    ),
    "value_too_long": (N_("at most {limit} characters"), N_("Shorten the text.")),
    "value_not_allowed": (N_("one of: {choices}"), N_("Choose one of: {choices}.")),
    "value_malformed": (N_("{hint}"), N_("Write {hint}.")),
    "code_lost_zero": (
        N_("a six-digit code kept as text"),
        N_("Format the column as text before saving, then write the six digits."),
    ),
    "code_is_name": (N_("a six-digit code"), N_("Write {suggestion} instead of the name.")),
    "control_character": (
        N_("text without control characters"),
        N_("Remove the invisible characters and type the text again."),
    ),
    "formula": (N_("a value, not a formula"), N_("Replace the formula by its result.")),
    "reference_unknown": (
        N_("a value that “{table}” knows"),
        N_("Correct the value, or add it to “{table}” first."),
    ),
    "code_unknown": (
        N_("a code of the list “{lists}”"),
        N_("Use a known code. The nearest is {suggestion}."),
    ),
    "places_across": (
        N_("one column of places, with a row for each place and day"),
        N_(
            "Columns are named after places ({places}): put the names into one column “unit_code” and the"
            " numbers below each other, as in the template."
        ),
    ),
    "key_duplicate": (
        N_("one row for each {key}"),
        N_("Row {other} has the same {key}: keep one of the two."),
    ),
    "already_stored": (
        N_("a file that is not stored yet"),
        N_("Nothing to do: batch {batch} holds the same bytes."),
    ),
    "store_busy": (
        N_("a store that nobody else is writing to"),
        N_("Somebody else is writing: try again in a moment."),
    ),
    "store_failed": (N_("a store that can be written"), N_("Nothing was stored. {reason}")),
    "file_not_understood": (
        N_("a file that can be read"),
        N_("The file could not be read to the end ({reason}): export the table again, or give it as CSV."),
    ),
    "encoding_unknown": (N_("one of: {choices}"), N_("Choose one of: {choices}.")),
    "encoding_wrong": (
        N_("text in {encoding}"),
        N_("From this row on the bytes are no {encoding} text: choose another encoding."),
    ),
    "encoding_undecided": (
        N_("text whose encoding can be told"),
        N_("The encoding cannot be told from the text: choose one of {choices}, or save as “CSV UTF-8”."),
    ),
    "archive_damaged": (
        N_("a whole ZIP archive or workbook"),
        N_("The archive is truncated or damaged: write it again."),
    ),
    "archive_members": (N_("at most {limit} files in an archive"), N_("Give fewer files at a time.")),
    "archive_too_large": (
        N_("at most {limit} MB when unpacked"),
        N_("Split the table into several files."),
    ),
    "archive_ratio": (
        N_("files packed to no less than 1/{limit}"),
        N_("“{value}” would unpack to far more than a table: give the table itself."),
    ),
    "archive_path": (
        N_("plain file names in an archive"),
        N_("“{value}” points outside the archive: pack the tables again without folders."),
    ),
    "archive_encrypted": (N_("a file without a password"), N_("Remove the password and give it again.")),
    "archive_without_table": (
        N_("an archive with CSV or text files"),
        N_("Put the table into the archive as CSV, or give it unpacked."),
    ),
    "workbook_damaged": (
        N_("a whole Excel workbook"),
        N_("Open the file in Excel and save it again, or save the sheet as CSV."),
    ),
    "workbook_entity": (
        N_("a workbook without document types"),
        N_("The part “{value}” declares what no spreadsheet writes: save the table again in Excel."),
    ),
    "workbook_too_large": (
        N_("at most {limit} cells from the first to the last one"),
        N_("Delete what stands far outside the table, or save the sheet as CSV."),
    ),
    "workbook_too_slow": (
        N_("a workbook that is read within {limit} seconds"),
        N_("Save the sheet as CSV and give that file."),
    ),
    "workbook_empty": (N_("a sheet with a table"), N_("Every sheet of the workbook is empty.")),
    "parquet_too_large": (N_("at most {limit} cells"), N_("Split the table into several files.")),
    "tables_left": (
        N_("one table a file"),
        N_("Only “{sheet}” is read. Choose the others one by one, or leave them: {value}."),
    ),
    "sheet_unknown": (N_("one of: {sheets}"), N_("Choose one of: {sheets}.")),
    "dataset_unknown": (N_("one of: {datasets}"), N_("Choose one of: {datasets}.")),
    "dataset_unclear": (
        N_("columns of one of: {datasets}"),
        N_("The column names say no dataset: choose it, or name the columns as its template does."),
    ),
    "day_unclear": (
        N_("a column name that is one day"),
        N_("Write the year too, as in 2020-01-28: “{value}” could be several days."),
    ),
    "unit_unknown": (
        N_("the name or code of a place"),
        N_("“{value}” (rows: {rows}) is no known place. Say which one is meant; likely: {candidates}."),
    ),
    "code_contradicts_name": (
        N_("a code and a name of the same place"),
        N_("{code} is {known}, but beside it stands “{name}” (rows: {rows}). Correct whichever is wrong."),
    ),
    "unit_ambiguous": (
        N_("a name that only one place has"),
        N_("“{value}” (rows: {rows}) could be: {candidates}. Say which one is meant."),
    ),
    "notation_read": (
        N_("the notation of the contract"),
        N_("Read as “{read}” (cells: {cells}): nothing to do if that is what is meant."),
    ),
    "marker_emptied": (
        N_("an empty cell where nothing is known"),
        N_("“{value}” (cells: {cells}) was read as not known, never as zero."),
    ),
    "new_counts_gap": (
        N_("new cases of every day, without gaps"),
        N_("New cases can only be summed up without gaps ({before}, then {value}): give cumulative counts."),
    ),
    "counts_unclear": (
        N_("cumulative counts, or a title that says what is counted"),
        N_("The numbers fall: write “累计确诊” or “新增确诊” into the title or the name of the file."),
    ),
    "error_cell": (N_("a value, not an error of a formula"), N_("Mend the formula, or empty the cell.")),
}
"""Expected and fix of each code that a contract's own rules do not carry."""
