"""What each dataset must look like: one declaration, used for bundled tables and uploads alike.

A contract names columns, types, ranges, the natural key, references to other tables and rules across
columns. `etl.checks` turns it into SQL over an all-text staging table, and `etl.schema` into the table that
holds the accepted rows. Nothing here touches a file or a database. The file is long because it is a list.
"""

from dataclasses import replace

from etl.contract_types import N_, Column, Dataset, Rule

FIRST_DAY = "2019-12-01"
"""No case, measure or document of this epidemic is dated earlier."""

UNIT_CODE_PATTERN = "[0-9]{6}"
CODE_HINT = N_("a code of lower-case letters, digits and underscores")
SLUG_PATTERN = "[a-z][a-z0-9_]*"

GRADES = ("A", "B", "C")
SAMPLE_GRADE = "S"
"""Grade of invented rows; a sandbox takes these and no others, the real store takes none."""

SAMPLE_UNITS = "99%"
"""Codes of invented places, which GB/T 2260 leaves free."""

LEVELS = ("province", "prefecture", "county")
MEASURE_STATUSES = ("implemented", "not_implemented")
VALUE_TYPES = ("numeric", "ordinal", "date", "text")
SOURCE_KINDS = ("official_document", "statistics", "web_page", "press", "interview", "other")
MISSING_REASONS = ("not_applicable", "not_collected", "not_found", "withheld")


def _unit_code(name: str = "unit_code", *, required: bool = True) -> Column:
    return Column(
        name,
        required=required,
        pattern=UNIT_CODE_PATTERN,
        pattern_hint=N_("a six-digit GB/T 2260 code kept as text, such as 370215"),
        references=("unit", "unit_code"),
        meaning=N_("six-digit GB/T 2260 code of the place"),
    )


def _provenance() -> tuple[Column, ...]:
    return (
        Column(
            "source_id", required=True, references=("source", "source_id"), meaning=N_("source of the row")
        ),
        Column(
            "grade",
            required=True,
            choices=GRADES,
            meaning=N_("A official primary, B peer-reviewed or official secondary, C press or repost"),
        ),
        Column("reference", max_length=1000, meaning=N_("title of the page or table that states the fact")),
        Column(
            "url",
            max_length=2000,
            pattern=r"https?://\S+",
            pattern_hint=N_("an address that starts with http"),
            meaning=N_("address of that page"),
        ),
    )


def _not_in_future(column: str) -> Rule:
    return Rule(
        "date_in_future",
        column,
        f"{column} > current_date",
        N_("a day that has passed"),
        N_("Correct the date."),
    )


UNIT = Dataset(
    "unit",
    (
        Column(
            "unit_code",
            required=True,
            pattern=UNIT_CODE_PATTERN,
            pattern_hint=N_("a six-digit GB/T 2260 code kept as text, such as 370215"),
            meaning=N_("six-digit GB/T 2260 code of the place"),
        ),
        Column("name_zh", required=True, max_length=60, meaning=N_("full Chinese name")),
        Column("name_en", required=True, max_length=80, meaning=N_("English name")),
        Column(
            "name_short_zh", required=True, max_length=60, meaning=N_("short Chinese name, without the level")
        ),
        Column(
            "level",
            required=True,
            choices=LEVELS,
            meaning=N_("administrative level; the four municipalities count as prefecture level"),
        ),
        _unit_code("parent_code", required=False),
        _unit_code("province_code"),
        Column(
            "population",
            "integer",
            minimum=0,
            maximum=2_000_000_000,
            meaning=N_("residents, census of 1 November 2020"),
        ),
        Column("lon", "number", minimum=73, maximum=136, meaning=N_("longitude, degrees east")),
        Column("lat", "number", minimum=3, maximum=54, meaning=N_("latitude, degrees north")),
        Column(
            "benchmark",
            "boolean",
            required=True,
            default="false",
            meaning=N_("one of the advanced places compared with Jimo"),
        ),
        *_provenance(),
    ),
    key=("unit_code",),
    rules=(
        Rule(
            "sample_unit",
            "unit_code",
            f"unit_code LIKE '{SAMPLE_UNITS}'",
            N_("a code of GB/T 2260; those that start with 99 belong to the sample data"),
            N_("Give the code of a real place, or try the file in the sandbox."),
            "warning",
        ),
    ),
    meaning=N_("Places: provinces, prefecture-level units and counties"),
)

CASE_DAILY = Dataset(
    "case_daily",
    (
        _unit_code(),
        Column(
            "date",
            "date",
            required=True,
            minimum=FIRST_DAY,
            meaning=N_("day of the count"),
        ),
        Column(
            "confirmed",
            "integer",
            required=True,
            minimum=0,
            maximum=100_000_000,
            meaning=N_("confirmed cases up to this day, cumulative, as reported"),
        ),
        Column(
            "recovered",
            "integer",
            minimum=0,
            maximum=100_000_000,
            meaning=N_("recovered up to this day, cumulative"),
        ),
        Column(
            "deaths",
            "integer",
            minimum=0,
            maximum=100_000_000,
            meaning=N_("deaths up to this day, cumulative"),
        ),
        Column(
            "observed",
            "boolean",
            default="true",
            meaning=N_("false where the count was carried forward from an earlier day"),
        ),
        *_provenance(),
    ),
    key=("unit_code", "date"),
    rules=(
        Rule(
            "outcomes_exceed_confirmed",
            "confirmed",
            "coalesce(recovered, 0) + coalesce(deaths, 0) > confirmed",
            N_("confirmed is at least recovered plus deaths"),
            N_("Check the three counts of this row against the bulletin."),
        ),
        _not_in_future("date"),
        Rule(
            "cumulative_falls",
            "confirmed",
            "confirmed < earlier_confirmed",
            N_("cumulative counts do not fall"),
            N_("Keep the row if the place corrected its count downwards; otherwise mend it."),
            "warning",
            earlier=("confirmed",),
        ),
    ),
    meaning=N_("Daily case counts, cumulative, as reported"),
)

MEASURE = Dataset(
    "measure",
    (
        _unit_code(),
        Column(
            "measure_code",
            required=True,
            pattern=SLUG_PATTERN,
            pattern_hint=CODE_HINT,
            vocabulary=("measure", "event"),
            meaning=N_("kind of measure, from the list of codes"),
        ),
        Column("start_date", "date", minimum=FIRST_DAY, meaning=N_("first day in force")),
        Column(
            "end_date",
            "date",
            minimum=FIRST_DAY,
            meaning=N_("last day in force, if known"),
        ),
        Column(
            "status",
            required=True,
            choices=MEASURE_STATUSES,
            meaning=N_("implemented, or not implemented by the end of the window"),
        ),
        Column(
            "window_end",
            "date",
            minimum=FIRST_DAY,
            meaning=N_("last day the source watched"),
        ),
        Column("note", max_length=1000, meaning=N_("the source's remark")),
        *_provenance(),
    ),
    key=("unit_code", "measure_code", "start_date", "source_id"),
    rules=(
        _not_in_future("start_date"),
        Rule(
            "implemented_without_date",
            "start_date",
            "status = 'implemented' AND start_date IS NULL",
            N_("a start date, because the status is implemented"),
            N_("Fill in the start date, or set the status to not_implemented with a window_end."),
        ),
        Rule(
            "censored_with_date",
            "start_date",
            "status = 'not_implemented' AND start_date IS NOT NULL",
            N_("no start date, because the status is not_implemented"),
            N_("Remove the start date or set the status to implemented."),
        ),
        Rule(
            "censored_without_window",
            "window_end",
            "status = 'not_implemented' AND window_end IS NULL",
            N_("the last day the source watched, because the status is not_implemented"),
            N_("Fill in window_end: “not implemented” means by that day."),
        ),
        Rule(
            "end_before_start",
            "end_date",
            "end_date < start_date",
            N_("an end date on or after the start date"),
            N_("Correct one of the two dates."),
        ),
    ),
    meaning=N_("Dated measures, with those not implemented by the end of a source's window"),
)

RESOURCE = Dataset(
    "resource",
    (
        _unit_code(),
        Column(
            "resource_code",
            required=True,
            pattern=SLUG_PATTERN,
            pattern_hint=CODE_HINT,
            vocabulary=("resource",),
            meaning=N_("kind of resource, from the list of codes"),
        ),
        Column("year", "integer", required=True, minimum=2000, maximum=2030, meaning=N_("year of the value")),
        Column(
            "value", "number", required=True, minimum=0, maximum=1e13, meaning=N_("the value, in its unit")
        ),
        Column("unit", required=True, max_length=60, meaning=N_("unit of measure")),
        Column(
            "sample_size",
            "integer",
            minimum=0,
            maximum=2_000_000_000,
            meaning=N_("size of the sample that the count comes from, where it is a sample"),
        ),
        Column("note", max_length=1000, meaning=N_("the source's remark")),
        *_provenance(),
    ),
    key=("unit_code", "resource_code", "year", "source_id"),
    rules=(
        Rule(
            "count_exceeds_sample",
            "value",
            "resource_code LIKE 'sample\\_%' ESCAPE '\\' AND value > sample_size",
            N_("a count no larger than its sample"),
            N_("Check value and sample_size: the count is a part of the sample."),
        ),
        Rule(
            "share_above_hundred",
            "value",
            "unit = 'percent' AND value > 100",
            N_("a percentage from 0 to 100"),
            N_("Give the share in percent, or name the right unit."),
        ),
    ),
    meaning=N_("Beds, staff, money and census facts of a place in a year"),
)

INDICATOR_VALUE = Dataset(
    "indicator_value",
    (
        _unit_code(),
        Column(
            "indicator_code",
            required=True,
            max_length=80,
            vocabulary=("indicator",),
            meaning=N_("indicator, from the list of codes"),
        ),
        Column(
            "period",
            required=True,
            max_length=40,
            meaning=N_("period of the value: a year, a day or a span of days"),
        ),
        Column(
            "value_type",
            required=True,
            choices=VALUE_TYPES,
            meaning=N_("numeric, ordinal (0 to 4), date or text"),
        ),
        Column(
            "value",
            "number",
            minimum=-1e13,
            maximum=1e13,
            meaning=N_("the value, where it is a number or a level"),
        ),
        Column("value_text", max_length=200, meaning=N_("the value, where it is a date or words")),
        Column("unit", max_length=60, meaning=N_("unit of measure")),
        Column("coder", max_length=60, meaning=N_("who coded the cell")),
        Column("confidence", choices=("A", "B", "C"), meaning=N_("the coder's confidence")),
        Column("excerpt", max_length=200, meaning=N_("the words of the source, at most 200 characters")),
        Column("issuer", max_length=300, meaning=N_("who issued the document")),
        Column("document_number", max_length=120, meaning=N_("number of the document")),
        Column("document_date", "date", meaning=N_("day of the document")),
        Column("source_kind", choices=SOURCE_KINDS, meaning=N_("kind of source")),
        Column(
            "numerator",
            "number",
            minimum=0,
            maximum=1e13,
            meaning=N_("what was counted, where the value is computed from a count"),
        ),
        Column(
            "denominator",
            "number",
            minimum=0,
            maximum=1e13,
            meaning=N_("what the count is divided by; the number of cases where the value is a share"),
        ),
        Column("note", max_length=1000, meaning=N_("remark")),
        Column("missing_reason", choices=MISSING_REASONS, meaning=N_("why there is no value")),
        *_provenance(),
    ),
    key=("unit_code", "indicator_code", "period", "source_id", "coder"),
    rules=(
        Rule(
            "value_and_reason",
            "missing_reason",
            "missing_reason IS NOT NULL AND (value IS NOT NULL OR value_text IS NOT NULL)",
            N_("either a value or a reason why it is missing"),
            N_("Remove one of the two."),
        ),
        Rule(
            "neither_value_nor_reason",
            "value",
            "missing_reason IS NULL AND value IS NULL AND value_text IS NULL",
            N_("a value, or a reason why it is missing"),
            N_(
                "Fill in the value or one of the reasons: not_applicable, not_collected, not_found, withheld."
            ),
        ),
        Rule(
            "number_without_value",
            "value",
            "value_type IN ('numeric', 'ordinal') AND missing_reason IS NULL AND value IS NULL"
            " AND value_text IS NOT NULL",
            N_("a number in value, because value_type is numeric or ordinal"),
            N_("Move the number to value, or set value_type to text or date."),
        ),
        Rule(
            "ordinal_level",
            "value",
            "value_type = 'ordinal' AND (value < 0 OR value > 4 OR value <> floor(value))",
            N_("a whole level from 0 to 4"),
            N_("Give the level of the rubric: 0, 1, 2, 3 or 4."),
        ),
        Rule(
            "level_without_evidence",
            "excerpt",
            "value_type = 'ordinal' AND value > 0 AND coder IS NOT NULL"
            " AND (excerpt IS NULL OR reference IS NULL)",
            N_("evidence for every level above 0: the title of the source and an excerpt"),
            N_("Fill in the title of the source and its words, or code level 0 if nothing was found."),
        ),
        Rule(
            "value_text_not_date",
            "value_text",
            "value_type = 'date' AND value_text IS NOT NULL AND try_cast(value_text AS DATE) IS NULL",
            N_("a date such as 2020-02-11"),
            N_("Write the date as year-month-day."),
        ),
    ),
    meaning=N_("Values of governance indicators, measured or coded"),
)

DOCUMENT = Dataset(
    "document",
    (
        Column("document_id", required=True, max_length=80, meaning=N_("identifier of the document")),
        _unit_code(),
        Column(
            "issued_on",
            "date",
            required=True,
            minimum=FIRST_DAY,
            meaning=N_("day of issue"),
        ),
        Column("title", required=True, max_length=300, meaning=N_("title")),
        Column(
            "issuers",
            "list",
            required=True,
            max_length=1000,
            meaning=N_("issuing bodies, separated by semicolons"),
        ),
        *_provenance(),
    ),
    key=("document_id",),
    rules=(_not_in_future("issued_on"),),
    meaning=N_("Epidemic documents and the bodies that issued them together"),
)

SOURCE = Dataset(
    "source",
    (
        Column(
            "source_id", required=True, pattern=SLUG_PATTERN, pattern_hint=CODE_HINT, meaning=N_("short name")
        ),
        Column("title", required=True, meaning=N_("title of the work")),
        Column("title_zh", meaning=N_("title in Chinese, for the Chinese pages")),
        Column("publisher", required=True, max_length=200, meaning=N_("authors or publisher")),
        Column("citation", max_length=1000, meaning=N_("how to cite it")),
        Column(
            "url",
            max_length=2000,
            pattern=r"https?://\S+",
            pattern_hint=N_("an address that starts with http"),
            meaning=N_("address"),
        ),
        Column(
            "doi",
            max_length=100,
            pattern=r"10\.\S+",
            pattern_hint=N_("a DOI that starts with 10."),
            meaning=N_("DOI"),
        ),
        Column("licence", required=True, max_length=300, meaning=N_("licence or terms")),
        Column("licence_zh", max_length=300, meaning=N_("licence or terms in Chinese")),
        Column("accessed", max_length=200, meaning=N_("version or day of access")),
        Column("grade", required=True, choices=GRADES, meaning=N_("usual grade of its facts")),
        Column("note", max_length=2000, meaning=N_("known flaws and how it was used")),
        Column("note_zh", max_length=1000, meaning=N_("the same in Chinese")),
    ),
    key=("source_id",),
    meaning=N_("Sources with citation, licence and grade"),
)

VOCABULARY = Dataset(
    "vocabulary",
    (
        Column("code", required=True, max_length=80, meaning=N_("code")),
        Column(
            "list",
            required=True,
            choices=("measure", "event", "resource", "indicator"),
            meaning=N_("which list"),
        ),
        Column("name_zh", required=True, max_length=80, meaning=N_("full Chinese name")),
        Column("name_en", required=True, max_length=120, meaning=N_("English name")),
        Column("unit_zh", max_length=40, meaning=N_("unit in Chinese")),
        Column("unit_en", max_length=60, meaning=N_("unit in English")),
        Column("note_zh", max_length=500, meaning=N_("remark in Chinese")),
        Column("note_en", max_length=500, meaning=N_("remark in English")),
    ),
    key=("list", "code"),
    uploadable=False,
    meaning=N_("Names and units of measures, events, resources and indicators"),
)

CORRECTION = Dataset(
    "correction",
    (
        Column(
            "correction_id",
            required=True,
            pattern=SLUG_PATTERN,
            pattern_hint=CODE_HINT,
            meaning=N_("short name"),
        ),
        Column("dataset", required=True, choices=("case_daily",), meaning=N_("table that is corrected")),
        _unit_code(),
        Column("date", "date", required=True, meaning=N_("day that is corrected")),
        Column(
            "column_name", required=True, choices=("confirmed", "recovered", "deaths"), meaning=N_("column")
        ),
        Column("reported", "integer", required=True, minimum=0, meaning=N_("the value as the source has it")),
        Column("action", required=True, choices=("carry_forward", "set_missing"), meaning=N_("what is done")),
        Column("reason_zh", required=True, meaning=N_("reason in Chinese")),
        Column("reason_en", required=True, meaning=N_("reason in English")),
        Column(
            "source_id", required=True, references=("source", "source_id"), meaning=N_("source of the row")
        ),
    ),
    key=("dataset", "unit_code", "date", "column_name"),
    uploadable=False,
    meaning=N_("Known errors of the sources, and what is done about each"),
)

ANNOTATION = Dataset(
    "annotation",
    (
        Column(
            "annotation_id",
            required=True,
            pattern=SLUG_PATTERN,
            pattern_hint=CODE_HINT,
            meaning=N_("short name"),
        ),
        _unit_code(),
        Column(
            "kind",
            required=True,
            choices=("imported_included", "revision", "cluster"),
            meaning=N_("kind of remark"),
        ),
        Column("start_date", "date", meaning=N_("first day it concerns")),
        Column("end_date", "date", meaning=N_("last day it concerns")),
        Column("text_zh", required=True, max_length=300, meaning=N_("remark in Chinese")),
        Column("text_en", required=True, max_length=400, meaning=N_("remark in English")),
        Column(
            "source_id", required=True, references=("source", "source_id"), meaning=N_("source of the row")
        ),
    ),
    key=("annotation_id",),
    uploadable=False,
    meaning=N_("Remarks that a chart of the place must show; a province's remark holds for its cities"),
)

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        SOURCE,
        UNIT,
        VOCABULARY,
        CASE_DAILY,
        MEASURE,
        RESOURCE,
        INDICATOR_VALUE,
        DOCUMENT,
        CORRECTION,
        ANNOTATION,
    )
}
"""Every dataset, those that others refer to first."""

UPLOADABLE = tuple(name for name, dataset in DATASETS.items() if dataset.uploadable)


def _sampled(dataset: Dataset) -> Dataset:
    """Return the contract that a sandbox holds a dataset to: sample rows on sample places only."""
    columns = tuple(
        replace(column, choices=(SAMPLE_GRADE,), meaning=N_("S sample data, no real measurement"))
        if column.name == "grade"
        else column
        for column in dataset.columns
    )
    if dataset.name != "unit":
        return replace(dataset, columns=columns)
    only_samples = Rule(
        "real_unit_in_sandbox",
        "unit_code",
        f"unit_code NOT LIKE '{SAMPLE_UNITS}'",
        N_("a code that starts with 99: the sandbox holds invented places only"),
        N_("Give the place a code from 990000 up, or use the real data."),
    )
    return replace(dataset, columns=columns, rules=(only_samples,))


SAMPLE_DATASETS = {name: _sampled(dataset) for name, dataset in DATASETS.items()}
"""Every dataset as a sandbox takes it."""
