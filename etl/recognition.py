"""Understand a header: where it stands, which dataset or public layout it is, what each column means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.aliases import PLACE, field_of
from etl.contracts import DATASETS, UPLOADABLE
from etl.days import EXCEL_DAY_ZERO, Order, looks_like_day, read_day, slash_order, stated_year
from etl.layouts import Layout, known_layout
from etl.spelling import folded, plain

HEADER_ROWS = 20
"""The header stands within the first rows; above it there may be a title."""

COLUMN_LIMIT = 5000
NEW_COUNTS = {"new_confirmed": "confirmed", "new_recovered": "recovered", "new_deaths": "deaths"}
COUNT_WORDS = {
    "deaths": ("死亡", "deaths", "death"),
    "recovered": ("治愈", "出院", "recovered", "cured"),
    "confirmed": ("确诊", "病例", "confirmed", "cases"),
}
NEW_WORDS = ("新增", "new ", "daily ")
CUMULATIVE_WORDS = ("累计", "cumulative", "total")
WORD_BREAKS = re.compile(r"[^a-z\u4e00-\u9fff]+")
PLACE_FIELDS = tuple(PLACE)


@dataclass(frozen=True)
class Header:
    """The rows that name the columns; rows are numbered from 1, and `titles` are the words above."""

    first: int
    last: int
    labels: tuple[str, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Across:
    """Columns of one row of the file that become a row of their own: field → column, and constants."""

    position: int
    cells: Mapping[str, int]
    constants: Mapping[str, str]


@dataclass
class Plan:
    """What a table is taken for.

    `fields` maps fields to column positions, `across` lists the columns that become rows, `unused` the
    columns that nothing here stands for, `twice` those that name a field a second time. `summed` names the
    counts that are given as new cases of a day. `unclear` holds day columns whose day cannot be told, and
    `year` is the one that titles state for days without a year, `day_zero` the day that they count from.
    """

    dataset: str
    header: Header
    layout: Layout | None = None
    fields: dict[str, int] = field(default_factory=dict)
    across: list[Across] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)
    summed: set[str] = field(default_factory=set)
    counts_unstated: bool = False
    year: int | None = None
    day_zero: date = EXCEL_DAY_ZERO

    @property
    def found(self) -> set[str]:
        """Every field that the table gives, in columns or across them."""
        own = {name for part in self.across for name in (*part.cells, *part.constants)}
        fixed = set(self.layout.constants) if self.layout else set()
        return set(self.fields) | own | fixed

    @property
    def missing(self) -> list[str]:
        """Required columns of the contract that nothing in the table fills."""
        found = self.found
        if found & set(PLACE_FIELDS):
            found = found | {"unit_code"}
        if self.layout is not None and self.layout.steps:
            found = found | MADE_BY_STEPS
        if self.unclear:
            found = found | {"date", "confirmed"}
        return [
            column.name
            for column in DATASETS[self.dataset].columns
            if column.required
            and column.default is None
            and column.name not in ("source_id", "grade")
            and column.name not in found
        ]

    @property
    def is_likely(self) -> bool:
        """Whether enough was understood to say what is missing, rather than that nothing fits."""
        return self.rank[2] >= 2 or (self.rank[2] == 1 and bool(self.found & {*PLACE_FIELDS}))

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Order of plausibility: a known layout, then completeness, then how much was understood."""
        own = self.found - set(PLACE_FIELDS) - {"source_id", "grade", "reference", "url", "note"}
        return self.layout is not None, not self.missing, len(own), len(self.found)


MADE_BY_STEPS = {"date", "period", "value", "status", "start_date"}


def recognise(
    head: Sequence[Sequence[str]],
    words: Sequence[str],
    wanted: str | None = None,
    day_zero: date = EXCEL_DAY_ZERO,
) -> Plan | None:
    """Return the best reading of the first rows of a table, or None if they hold no header.

    `words` are the names of file and sheet, which may say what a table of bare numbers counts, or its year;
    `day_zero` is the day from which the workbook counts.
    """
    best: Plan | None = None
    for header in headers(head):
        if best is not None and not best.missing and header.first > best.header.first:
            break
        plan = _plan(header, words, wanted, day_zero)
        if best is None or plan.rank > best.rank:
            best = plan
    return best


def headers(head: Sequence[Sequence[str]]) -> list[Header]:
    """Return every row, and every pair of rows, that could be the header."""
    found: list[Header] = []
    filled = [index for index, row in enumerate(head[:HEADER_ROWS]) if any(cell.strip() for cell in row)]
    for index in filled:
        titles = tuple(
            cell for row in head[:index] for cell in dict.fromkeys(plain(cell) for cell in row) if cell
        )
        labels = tuple(cell.strip() for cell in head[index])
        found.append(Header(index + 1, index + 1, labels, titles))
        if index + 1 in filled:
            lower = head[index + 1]
            joined = _joined(labels, lower)
            if joined is not None:
                found.append(Header(index + 1, index + 2, joined, titles))
    return found


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """Join a row of groups with the row of columns under it; None if they are not that."""
    width = max(len(upper), len(lower))
    labels: list[str] = []
    group = ""
    grouped = False
    for position in range(width):
        above = upper[position].strip() if position < len(upper) else ""
        below = lower[position].strip() if position < len(lower) else ""
        group = above or (group if below else "")
        if below and any(character.isdigit() for character in below) and not looks_like_day(below):
            return None
        grouped |= bool(below) and group not in ("", below)
        labels.append(below if group in ("", below) else f"{group} {below}".strip())
    return tuple(labels) if grouped else None


def _plan(header: Header, words: Sequence[str], wanted: str | None, day_zero: date) -> Plan:
    layout = known_layout(header.labels)
    if layout is not None and wanted in (None, layout.dataset):
        return _layout_plan(header, layout, words, day_zero)
    context = [*words, *header.titles]
    candidates = [wanted] if wanted else UPLOADABLE
    plans = [_dataset_plan(header, dataset, context, day_zero) for dataset in candidates]
    return max(plans, key=lambda plan: plan.rank)


def _layout_plan(header: Header, layout: Layout, words: Sequence[str], day_zero: date) -> Plan:
    plan = Plan(layout.dataset, header, layout, day_zero=day_zero)
    names = {folded(label): name for label, name in layout.fields.items()}
    across = {folded(label): constants for label, constants in layout.across.items()}
    stated, new = _stated_counts(words)
    taken: set[str] = set()
    for position, label in enumerate(header.labels):
        key = folded(label)
        day = read_day(label, order=layout.order, zero=day_zero) if layout.days_across else None
        if key in names and names[key] not in plan.fields:
            plan.fields[names[key]] = position
        elif key in across and across[key].get("indicator_code", key) not in taken:
            taken.add(across[key].get("indicator_code", key))
            plan.across.append(Across(position, {layout.cell: position}, across[key]))
        elif day is not None:
            plan.across.append(Across(position, {stated or "confirmed": position}, {"date": day}))
        else:
            plan.unused.append(position)
    if layout.days_across:
        plan.counts_unstated = stated is None
        plan.summed = {stated or "confirmed"} if new else set()
    return plan


def _stated_counts(words: Sequence[str]) -> tuple[str | None, bool | None]:
    """Return which count titles and names speak of, and whether of new (True) or cumulative (False) ones."""
    text = " ".join(WORD_BREAKS.sub(" ", plain(word).casefold()) for word in words) + " "
    count = next((name for name, marks in COUNT_WORDS.items() if any(mark in text for mark in marks)), None)
    new = any(word in text for word in NEW_WORDS)
    cumulative = any(word in text for word in CUMULATIVE_WORDS)
    return count, new if new != cumulative else None


def _dataset_plan(header: Header, dataset: str, context: Sequence[str], day_zero: date) -> Plan:
    plan = Plan(dataset, header, year=stated_year(context), day_zero=day_zero)
    days: list[int] = []
    for position, label in enumerate(header.labels):
        name = field_of(label, dataset) if label else None
        if name is None and dataset == "case_daily" and _day_part(label):
            days.append(position)
        elif name is None:
            plan.unused.append(position)
        elif name in plan.fields:
            plan.twice.append(position)
        else:
            plan.fields[name] = position
    _settle_new_counts(plan)
    if days and "date" not in plan.fields:
        _spread_days(plan, days, context)
    else:
        plan.unused += days
    return plan


def _settle_new_counts(plan: Plan) -> None:
    """Use counts of a day only where the cumulative ones are absent."""
    for new, cumulative in NEW_COUNTS.items():
        if new in plan.fields:
            position = plan.fields.pop(new)
            if cumulative in plan.fields:
                plan.unused.append(position)
            else:
                plan.fields[cumulative] = position
                plan.summed.add(cumulative)


def _day_part(label: str) -> str | None:
    """Return the part of a label that is a day: the whole, or one side of “2月1日 确诊”."""
    if looks_like_day(label):
        return label
    for part in label.split(" "):
        if looks_like_day(part):
            return part
    return None


def _spread_days(plan: Plan, days: list[int], context: Sequence[str]) -> None:
    """Make rows of the columns whose names are days, one for each day."""
    labels = plan.header.labels
    order: Order | None = slash_order(_day_part(labels[position]) or "" for position in days)
    stated, new = _stated_counts(context)
    by_day: dict[str, dict[str, int]] = {}
    for position in days:
        part = _day_part(labels[position]) or ""
        rest = labels[position].replace(part, "", 1).strip()
        day = read_day(part, year=plan.year, order=order, zero=plan.day_zero)
        name = field_of(rest, plan.dataset) if rest else stated or "confirmed"
        if name in NEW_COUNTS:
            name = NEW_COUNTS[name]
            plan.summed.add(name)
        if day is None or name not in COUNT_WORDS:
            plan.unclear.append(position)
        elif name in by_day.setdefault(day, {}):
            plan.twice.append(position)
        else:
            by_day[day][name] = position
            if not rest and new:
                plan.summed.add(name)
            plan.counts_unstated |= not rest and new is None
    for day, cells in by_day.items():
        if cells:
            plan.across.append(Across(min(cells.values()), cells, {"date": day}))
