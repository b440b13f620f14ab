"""The series of one place as the curve shows it: cumulative or new, by date or since the first case."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from metrics.outcomes import new_cases

View = Literal["cumulative", "new"]
Align = Literal["date", "first_case"]
Scale = Literal["log", "linear"]


@dataclass(frozen=True)
class Options:
    """What the reader chose to see."""

    view: View = "cumulative"
    align: Align = "date"
    scale: Scale = "log"


@dataclass(frozen=True)
class Series:
    """One place's line; `steps` are days on which its total fell, `late` days that caught up a gap."""

    points: pd.DataFrame
    steps: pd.DataFrame
    late: pd.DataFrame


def first_day(cases: pd.DataFrame) -> pd.Timestamp | None:
    """Return the first day with a case in one place's rows, None if there is none."""
    days = cases.loc[cases["confirmed"] > 0, "date"]
    return None if days.empty else days.min()


def axis_position(days: pd.Series, options: Options, origin: pd.Timestamp | None) -> pd.Series:
    """Return where days lie on the axis: the day itself, or days since `origin`."""
    if options.align == "date":
        return days
    if origin is None:
        return pd.Series(np.nan, index=days.index)
    return (days - origin).dt.days


def place_series(cases: pd.DataFrame, options: Options, origin: pd.Timestamp | None) -> Series:
    """Return the line of one place from its rows of date, confirmed and observed, in any order.

    Downward steps stay in the line and are marked. A day without an own report has no new cases; what had
    piled up by the next report is marked there, as nobody knows on which day it fell.
    """
    rows = cases.sort_values("date").reset_index(drop=True)
    cumulative = rows["confirmed"].astype(float)
    daily = new_cases(cumulative.where(rows["observed"].astype(bool)))
    value = cumulative if options.view == "cumulative" else daily["new"]
    frame = pd.DataFrame(
        {
            "date": rows["date"],
            "x": axis_position(rows["date"], options, origin),
            "y": value,
            "step": daily["correction"],
            "catch_up": daily["catch_up"],
        }
    )
    if options.align == "first_case":
        frame = frame[frame["x"] >= 0]
    steps = frame[frame["step"] < 0]
    late = frame[frame["catch_up"] > 0].assign(y=lambda part: part["catch_up"])
    drawn = frame.assign(y=frame["y"].where(frame["y"] > 0)) if options.scale == "log" else frame
    return Series(drawn, steps, late if options.view == "new" else late.iloc[:0])
