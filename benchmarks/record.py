"""The result that every benchmark hands over, and the one table that shows them all."""

import os
import platform
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

GROUP_WIDTH = 12
NAME_WIDTH = 66
OTHER_WIDTH = 44
NOT_MET = "NOT MET"
COLUMNS = ("group", "what", "ours", "unit", "peer or limit", "its figure", "ratio", "target")
PACKAGES = ("streamlit", "duckdb", "pandas", "numpy")


@dataclass(frozen=True)
class Record:
    """One figure beside the figure it has to stand against, both from the same run.

    `ours` and `other` are in `unit`. `other` is a peer's figure or a limit, and `other_name` says which; None
    where there is nothing to stand beside. `at_most` is the largest `ours / other` that meets the target,
    `at_least` the smallest; without either the figure is for information.
    """

    group: str
    name: str
    ours: float
    unit: str
    other_name: str = ""
    other: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by the other; None without another or when it is zero."""
        return self.ours / self.other if self.other else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none. A limit of zero is met by zero alone."""
        if self.at_most is None and self.at_least is None:
            return None
        if self.other == 0:
            return self.ours == 0
        ratio = self.ratio
        assert ratio is not None, f"{self.name}: a target needs something to be measured against"
        return (self.at_most is None or ratio <= self.at_most) and (
            self.at_least is None or ratio >= self.at_least
        )


def limit(group: str, name: str, ours: float, unit: str, most: float, *, what: str = "limit") -> Record:
    """Return a record whose target is not to exceed `most`."""
    return Record(group, name, ours, unit, what, most, at_most=1.0)


def number(value: float) -> str:
    """Write a figure with three significant digits, and whole numbers whole.

    >>> number(0.01234), number(1234567.0), number(12.34), number(0)
    ('0.0123', '1,234,567', '12.3', '0')
    """
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    if abs(value) >= 1:
        return f"{value:.3g}"
    return f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.1e}"


def machine() -> str:
    """Name the machine and the versions in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [f"{os.cpu_count()} cores", f"{memory:.0f} GB", platform.system(), platform.machine()]
    parts.append(f"Python {platform.python_version()}")
    for package in PACKAGES:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return ", ".join(parts) + f"; load before {load:.1f}"


def resident_mb(process: int | None = None) -> float:
    """Return the memory that a process holds now, in megabytes, as the kernel counts it."""
    return _memory(process, "VmRSS")


def peak_mb(process: int | None = None) -> float:
    """Return the most memory that a process has held since its program started, in megabytes.

    `getrusage` would not do: it counts what the parent held when it forked.
    """
    return _memory(process, "VmHWM")


def _memory(process: int | None, name: str) -> float:
    status = Path(f"/proc/{process or os.getpid()}/status").read_text("utf-8")
    line = next((line for line in status.splitlines() if line.startswith(name)), f"{name} 0")
    return int(line.split()[1]) / 1024


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))


def heading() -> str:
    """Return the first line of the table."""
    return _line(COLUMNS)


def line(record: Record) -> str:
    """Return one line of the table."""
    return _line(_cells(record))


def _line(cells: Sequence[str]) -> str:
    group, name, ours, unit, other_name, other, ratio, target = cells
    return (
        f"{_padded(group, GROUP_WIDTH)} {_padded(name, NAME_WIDTH)} {ours:>10} {_padded(unit, 9)}"
        f" {_padded(other_name, OTHER_WIDTH)} {other:>10} {ratio:>8}  {target}"
    ).rstrip()


def _cells(record: Record) -> list[str]:
    """Return what stands in a line of the table, column by column."""
    other = "" if record.other is None else number(record.other)
    ratio = "" if record.ratio is None else number(record.ratio)
    target = ""
    if record.met is not None:
        bound = f"≤ {record.at_most:g}" if record.at_most is not None else f"≥ {record.at_least:g}"
        target = f"{bound} {'met' if record.met else NOT_MET}"
    name = [record.group, record.name, number(record.ours), record.unit, record.other_name]
    return [*name, other, ratio, target]


def markdown_heading() -> str:
    """Return the first two lines of the table in Markdown."""
    return _row(COLUMNS) + "\n" + _row(["---"] * len(COLUMNS))


def markdown_line(record: Record) -> str:
    """Return one line of the table in Markdown.

    >>> markdown_line(Record("load", "a | b", 0.25, "s", "limit", 1.0, at_most=1.0))
    '| load | a \\\\| b | 0.25 | s | limit | 1 | 0.25 | ≤ 1 met |'
    """
    return _row(_cells(record))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def show(records: Iterable[Record]) -> int:
    """Print records as they come, and return how many missed their target."""
    missed = 0
    for record in records:
        print(line(record), flush=True)
        missed += record.met is False
    return missed
