"""Lags of the chosen cities among all cities."""

from collections.abc import Sequence

import pandas as pd

from charts.chart import Chart
from charts.lags import Lane, lag_distribution
from charts.words import is_missing, short_day
from etl import score_reads
from locales import Translator
from metrics.framework import Indicator
from ui.data import rows
from ui.page import Page
from ui.scoring import framework
from ui.selection import switch


def lag_indicators() -> dict[str, Indicator]:
    """Return the lags by code, as the framework of public data defines them."""
    known = {indicator.code: indicator for indicator in framework("public_data").indicators}
    return {code: known[code] for code in score_reads.LAGS if code in known}


def choose_lag(_: Translator) -> str:
    """Draw the choice of the lag and return its code."""
    words = {code: _name(one, _) for code, one in lag_indicators().items()}
    return switch("lag", _("Lag"), words, _)


def _name(indicator: Indicator, _: Translator) -> str:
    text = indicator.name.zh if _.language == "zh" else indicator.name.en
    return text[:1].upper() + text[1:]


def lag_rows(page: Page, lag: str) -> pd.DataFrame:
    """Return one lag of all cities; see `etl.score_reads.lags`."""
    found = rows(page.data, score_reads.lags)
    return found[found["indicator_code"] == lag]


def lag_sources(page: Page, lag: str) -> list[str]:
    """Return the sources of the lags that have a value."""
    found = lag_rows(page, lag)
    return list(found.loc[found["value"].notna(), "source_id"].unique())


def lag_chart(page: Page, lag: str, codes: Sequence[str]) -> Chart:
    """Return the distribution with the chosen cities, the first of them the focus place or its city."""
    _ = page.translate
    since = {
        "B1": _("the first reported case"),
        "B3": _("the province's level-1 response"),
        "B4": _("the province's level-1 response"),
    }
    lanes = [
        Lane(code, page.name(code), code == codes[0], code == codes[0] and page.focus != page.city)
        for code in codes
    ]
    name = _name(lag_indicators()[lag], _)
    return lag_distribution(lag_rows(page, lag), lanes, name=name, since=since[lag], look=page.look)


def lag_table(page: Page, lag: str) -> pd.DataFrame:
    """Return one lag of all cities under headings in the page's language, the shortest first."""
    _ = page.translate
    frame = lag_rows(page, lag).sort_values(["censored", "value", "unit_code"])
    return pd.DataFrame(
        {
            _("Code"): frame["unit_code"],
            _("City"): frame["unit_code"].map(page.places["name"]),
            _("Days"): frame["value"].mask(frame["censored"]).astype("Int64"),
            _("Not in force"): [
                "" if is_missing(end) else _("none by {day}", day=short_day(end, _))
                for end in frame["window_end"]
            ],
            _("Why blank"): frame["missing_reason"]
            .map({"not_applicable": _("not applicable: hardly exposed")})
            .fillna(""),
            _("Grade"): frame["grade"],
            _("Source"): frame["source_id"],
        }
    )


def lag_note(lag: str, _: Translator) -> str:
    """Return what the lag does not say, as the framework puts it; empty where it is scored."""
    reason = lag_indicators()[lag].reason
    if reason is None:
        return ""
    return _("Shown, not scored: {reason}.", reason=reason.zh if _.language == "zh" else reason.en)
