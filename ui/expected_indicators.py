"""Every scored indicator of a place against what is expected of a place with its context."""

import numpy as np
import pandas as pd

from charts.chart import Chart
from charts.percentiles import Subject, percentiles
from charts.words import in_language
from ui.benchmark import context_words, figure_name
from ui.standing import Standing

FIGURES = ("observed", "expected", "low", "high", "difference", "percentile", "percentile_adjusted")


def indicator_rows(standing: Standing) -> pd.DataFrame:
    """Return observed, expected and percentiles of each scored indicator, with the model behind them."""
    rows = []
    for indicator in standing.framework.scored_indicators:
        found = standing.expectations[indicator.code]
        model = found.adjustment
        row = dict.fromkeys(FIGURES, np.nan) if model is None else model.frame.loc[standing.unit].to_dict()
        rows.append(
            {
                "code": indicator.code,
                "unit_code": standing.unit,
                "name": figure_name(standing, indicator.code),
                "unit": in_language(indicator.unit, standing.page.translate),
                "fewer_is_better": indicator.direction < 0,
                "logged": found.logged,
                "r_squared": np.nan if model is None else model.r_squared,
                "n": np.nan if model is None else model.n,
                **row,
                "observed": standing.assessment.values.loc[standing.unit, indicator.code],
            }
        )
    return pd.DataFrame(rows)


def indicator_chart(standing: Standing) -> Chart:
    """Return the percentiles of the place's indicators, as measured and like for like."""
    page, _ = standing.page, standing.page.translate
    rows = indicator_rows(standing)
    fitted = rows[rows["r_squared"].notna()]
    logged, plain = (
        _(", ").join(fitted.loc[fitted["logged"] == kind, "name"]) or _("none") for kind in (True, False)
    )
    subject = Subject(page.name(standing.unit), context_words(standing.level, page.translate), logged, plain)
    return percentiles(rows, subject, page.look)


def indicator_table(standing: Standing) -> pd.DataFrame:
    """Return observed and expected values in native units under headings in the page's language."""
    _ = standing.page.translate
    rows = indicator_rows(standing)
    return pd.DataFrame(
        {
            _("Code"): rows["code"],
            _("Indicator"): rows["name"],
            _("Unit"): rows["unit"],
            _("Observed"): rows["observed"].round(3),
            _("Expected"): rows["expected"].round(3),
            _("95% interval, low"): rows["low"].round(3),
            _("95% interval, high"): rows["high"].round(3),
            _("Observed minus expected"): rows["difference"].round(3),
            _("Percentile as measured"): rows["percentile"].round(1),
            _("Percentile like for like"): rows["percentile_adjusted"].round(1),
            _("Modelled"): rows["logged"].map({True: _("as logarithm"), False: _("as measured")}),
            "R²": rows["r_squared"].round(3),
            _("Places in the model"): rows["n"].astype("Int64"),
        }
    )
