"""What was expected in a coding sheet and how to mend it, by the code of the finding."""

from etl.contract_types import N_

CODING_FINDING_TEXTS: dict[str, tuple[str, str]] = {
    "sheet_unreadable": (N_("a sheet that can be read"), N_("Sheet “{sheet}” cannot be read: {reason}.")),
    "sheet_too_long": (N_("at most {limit} rows"), N_("Split the sheet “{sheet}” into several files.")),
    "sheet_column_missing": (
        N_("a column “{column}”"),
        N_("Sheet “{sheet}” has lost this column: copy your rows into a new template."),
    ),
    "sheet_empty": (
        N_("at least one answered row"),
        N_("Fill in a level, a count or a reason in the sheet “{sheet}”."),
    ),
    "indicator_not_coded": (
        N_("an indicator that is coded from documents"),
        N_("Use one of: {codes}. Other indicators come from data."),
    ),
    "coder_missing": (N_("the name of the coder"), N_("Fill in who coded this row.")),
    "coder_reserved": (
        N_("the name of a person"),
        N_("“{value}” is kept for values that two coders agreed on: fill in the coder’s name."),
    ),
    "window_not_days": (
        N_("a day such as 2020-01-24"),
        N_("Write both days of the window as year-month-day."),
    ),
    "window_reversed": (
        N_("a day on or after {start}"),
        N_("The window ends before it begins: correct one of the two days."),
    ),
    "count_expected": (
        N_("no level: this indicator is computed from counts"),
        N_("Empty the level and fill in the count instead."),
    ),
    "level_expected": (N_("a level: this indicator is a rubric"), N_("Empty the count and give a level.")),
    "list_separator": (N_("parts between semicolons"), N_("Separate the parts by semicolons.")),
    "value_expected": (
        N_("a value: this indicator is measured"),
        N_("Empty the level and the count and fill in the value, in its unit."),
    ),
    "value_not_asked": (
        N_("no value: this indicator is coded or counted"),
        N_("Empty the value and fill in the level or the count."),
    ),
    "unit_of_value_differs": (
        N_("a value in the unit {unit}"),
        N_("Convert the value to the unit {unit}, or leave the unit as the sheet had it."),
    ),
    "value_unproven": (N_("evidence"), N_("Fill in the title of the source and an excerpt.")),
    "count_not_whole": (
        N_("a whole number from 0 up"),
        N_("Count persons, tasks or cases in whole numbers."),
    ),
    "count_above_total": (N_("a count of at most {total}"), N_("Correct the count or the total.")),
    "count_without_evidence": (
        N_("evidence for every count above 0"),
        N_("Fill in the title of the source and an excerpt."),
    ),
    "too_few_cases": (
        N_("at least {least} cases"),
        N_("A share of {n} says too little: count more, or give a reason why there is no value."),
    ),
    "residents_unknown": (
        N_("a place whose residents are known"),
        N_("The data have no number of residents for this place, so no rate can be computed."),
    ),
    "tasks_not_all": (N_("all {count} listed tasks"), N_("Answer each of the {count} tasks once.")),
    "task_unanswered": (
        N_("yes or no for lead, support and deadline"),
        N_("Answer all three in row {row} of the sheet of tasks."),
    ),
    "counted_twice": (
        N_("an empty cell: the count comes from the other sheet"),
        N_("Empty this cell, or empty the rows of the place in the other sheet."),
    ),
    "actors_missing": (
        N_("counts in the sheet of actors"),
        N_("Count the documented tasks of each kind of actor there."),
    ),
    "actors_not_whole": (
        N_("whole numbers from 0 up"),
        N_("Correct row {row} of the sheet of actors."),
    ),
}
