"""What the robustness page draws and tabulates: bands, pairs, shares of variance, indicators left out."""

from collections.abc import Callable

import pandas as pd

from charts.chart import Chart
from charts.leave_one_out import leave_one_out
from charts.probability_matrix import probability_matrix
from charts.simulated_ranks import rank_bands_chart
from charts.variance_shares import source_name, variance_shares
from charts.words import in_language
from metrics.uncertainty import bands_from_ranks, probability_above
from ui.drawn import drawn
from ui.figure import show_chart
from ui.framework_choice import dimension_name
from ui.page import Page
from ui.robust_ranks import Standing, ranks_left_out, shown_ranks, source_ids, variance_of_ranks


def shown_names(page: Page, codes: list[str]) -> dict[str, str]:
    """Return short names of some places, or their full ones where two would be called the same."""
    short = page.places.loc[codes, "short"]
    return {code: str(short[code]) if short.is_unique else page.name(code) for code in codes}


def band_rows(page: Page, found: Standing) -> pd.DataFrame:
    """Return the shown places with rank, default rank and band."""
    shown = list(found.shown)
    bands = bands_from_ranks(shown_ranks(page, found), pd.Index(shown))
    unit = found.view.unit if found.view.inherited else None
    return pd.DataFrame(
        {
            "unit_code": shown,
            "name": list(shown_names(page, shown).values()),
            "rank": found.ranks[shown].to_numpy(),
            "default": found.default[shown].to_numpy(),
            "low": bands["low"].to_numpy(),
            "high": bands["high"].to_numpy(),
            "inherited": [code == unit for code in shown],
        }
    )


def band_chart(page: Page, found: Standing, rows: pd.DataFrame) -> Chart:
    """Return the chart of rank bands."""
    return rank_bands_chart(
        rows,
        found.view.unit,
        subject=dimension_name(found.view, page.translate),
        ranked=found.ranked,
        draws=found.draws,
        changed=not found.choice.is_default,
        look=page.look,
    )


def band_table(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rank bands under headings in the page's language."""
    _ = page.translate
    whole = {name: rows[name].astype("Int64") for name in ("rank", "default", "low", "high")}
    return pd.DataFrame(
        {
            _("Code"): rows["unit_code"],
            _("Place"): rows["name"],
            _("Rank by your choices"): whole["rank"],
            _("Rank by default"): whole["default"],
            _("Band, low end"): whole["low"],
            _("Band, high end"): whole["high"],
        }
    )


def pair_shares(page: Page, found: Standing) -> pd.DataFrame:
    """Return how often each shown place that is ranked ranks above each other one, best first."""
    ranked = found.ranks[list(found.shown)].dropna().sort_values(kind="stable").index
    shares = probability_above(shown_ranks(page, found), pd.Index(list(found.shown)))
    return shares.loc[ranked, ranked]


def pair_chart(page: Page, found: Standing, shares: pd.DataFrame) -> Chart:
    """Return the table of pairs as a figure."""
    names = shown_names(page, list(shares.index))
    return probability_matrix(shares, names, found.view.unit, draws=found.draws, look=page.look)


def pair_table(page: Page, shares: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs in percent under headings in the page's language."""
    _ = page.translate
    frame = (shares * 100).round(1).rename(index=page.name, columns=page.name)
    return frame.rename_axis(_("Place")).reset_index()


def advanced_rows(page: Page, found: Standing) -> tuple[pd.DataFrame, pd.Series]:
    """Return ranks without each indicator and with all, of the own place and those advanced or compared."""
    view, ranks = found.view, ranks_left_out(page, found)
    benchmark = page.places.index[page.places["benchmark"] & (page.places["level"] == view.level)]
    wanted = [*found.shown[:1], *benchmark] if view.level == "prefecture" else list(found.shown)
    codes = [code for code in dict.fromkeys(wanted) if code in ranks.index]
    return ranks.loc[codes], found.ranks[codes]


def left_out_chart(page: Page, found: Standing, ranks: pd.DataFrame, base: pd.Series) -> Chart:
    """Return the ranks without each indicator as a figure."""
    names = {one.code: in_language(one.name, page.translate) for one in found.view.framework.indicators}
    return leave_one_out(
        ranks,
        base,
        names=shown_names(page, list(ranks.index)),
        indicators=names,
        focus=found.view.unit,
        ranked=found.ranked,
        look=page.look,
    )


def left_out_table(page: Page, ranks: pd.DataFrame, base: pd.Series) -> pd.DataFrame:
    """Return the ranks without each indicator under headings in the page's language."""
    _ = page.translate
    columns = {_("Without {code}", code=code): ranks[code].astype("Int64") for code in ranks}
    frame = pd.DataFrame(
        {_("Code"): ranks.index, _("Place"): [page.name(code) for code in ranks.index]}, index=ranks.index
    )
    return frame.assign(**{_("Rank with all indicators"): base.astype("Int64"), **columns})


def variance_chart(page: Page, found: Standing, rows: pd.DataFrame) -> Chart:
    """Return the shares of variance as a figure."""
    _ = page.translate
    outcome = _("all ranks on average")
    if found.has_own_rank:
        outcome = _("the rank of {place}", place=page.name(found.view.unit))
    return variance_shares(rows, outcome, page.look)


def variance_table(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of variance under headings in the page's language."""
    _ = page.translate
    names = {
        "first_order": _("First order"),
        "first_low": _("First order, low"),
        "first_high": _("First order, high"),
        "total": _("Total"),
        "total_low": _("Total, low"),
        "total_high": _("Total, high"),
    }
    frame = rows[list(names)].round(3).rename(columns=names)
    frame.insert(0, _("Choice"), [source_name(str(source), _) for source in rows.index])
    noise = rows["noise"].map({True: _("noise, read as zero"), False: ""})
    return frame.assign(**{_("Remark"): noise})


def _show(page: Page, found: Standing, name: str, draw: Callable[[], Chart], table: pd.DataFrame) -> None:
    chart = drawn((*page.key, *found.key, name), draw)
    sources = source_ids(page, found.view)
    behind = (found.view.unit, found.view.dimension)
    show_chart(chart, table, sources, name=name, data=page.data, translate=page.translate, behind=behind)


def show_bands(page: Page, found: Standing) -> None:
    """Draw ranks and rank bands of the shown places."""
    rows = band_rows(page, found)
    _show(page, found, "rank-bands", lambda: band_chart(page, found, rows), band_table(page, rows))


def show_pairs(page: Page, found: Standing) -> None:
    """Draw how often one shown place ranks above another."""
    shares = pair_shares(page, found)
    _show(page, found, "pairs", lambda: pair_chart(page, found, shares), pair_table(page, shares))


def show_left_out(page: Page, found: Standing) -> None:
    """Draw ranks without each indicator."""
    ranks, base = advanced_rows(page, found)
    table = left_out_table(page, ranks, base)
    _show(page, found, "left-out", lambda: left_out_chart(page, found, ranks, base), table)


def show_variance(page: Page, found: Standing) -> None:
    """Draw which choice moves the rank most."""
    rows = variance_of_ranks(page, found)
    _show(page, found, "variance", lambda: variance_chart(page, found, rows), variance_table(page, rows))
