"""Ranks of some places with the band that all defensible choices give them."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 30
BAND_HEIGHT = 0.42
HATCH = "/"


def rank_bands_chart(
    rows: pd.DataFrame, focus: str, *, subject: str, ranked: int, draws: int, changed: bool, look: Look
) -> Chart:
    """Draw one bar per place from the low to the high end of its rank band, with its rank on it.

    `rows` has unit_code, name, rank (by the choices made), default (by the default choices), low, high and
    inherited (the band is a city's, shown for a district); places without a rank are named in the caption.
    `subject` names what is ranked, `ranked` how many places are, `changed` whether choices differ from the
    default.
    """
    _ = look.translate
    known = rows[rows["rank"].notna()].sort_values(["rank", "unit_code"])
    labels = {row.unit_code: _label(row, focus) for row in each(known)}
    figure = go.Figure()
    for chosen, colour, symbol, size in _groups(known, focus, look):
        part = known[chosen]
        if part.empty:
            continue
        places = [labels[code] for code in part["unit_code"]]
        hover = [_hover(row, _) for row in each(part)]
        figure.add_bar(
            y=places,
            base=part["low"] - 0.5,
            x=part["high"] - part["low"] + 1,
            orientation="h",
            width=BAND_HEIGHT,
            marker={
                "color": colour,
                "opacity": 0.35,
                "line": {"color": colour, "width": 1},
                "pattern": {"shape": [HATCH if own else "" for own in part["inherited"]], "fgcolor": colour},
            },
            customdata=part["unit_code"].tolist(),
            hovertext=hover,
            hoverinfo="text",
            showlegend=False,
        )
        if changed:
            _add_marks(
                figure,
                places,
                part["default"],
                {"symbol": f"{symbol}-open", "size": size - 1, "color": colour},
            )
        _add_marks(figure, places, part["rank"], {"symbol": symbol, "size": size, "color": colour}, hover)
    if changed:
        _add_legend(figure, look)
    apply_theme(figure, look.mode, height=len(known) * ROW_HEIGHT + (110 if changed else 80))
    figure.update_yaxes(categoryorder="array", categoryarray=list(labels.values())[::-1], ticks="")
    figure.update_xaxes(
        title={"text": _("rank among {count} places (1 = highest score)", count=number(ranked, _))},
        rangemode="tozero",
        tickformat=",d",
    )
    figure.update_layout(barmode="overlay", showlegend=changed)
    return Chart(
        figure,
        _("Rank and rank band, {subject}", subject=subject),
        _captions(rows, known, focus, draws, _),
        _alt(known, focus, ranked, _),
    )


def _label(row: Any, focus: str) -> str:
    name = literal(row.name)
    return f"<b>{name}</b>" if row.unit_code == focus else name


def _groups(known: pd.DataFrame, focus: str, look: Look) -> list[tuple[pd.Series, str, str, int]]:
    is_focus = known["unit_code"] == focus
    return [
        (~is_focus, look.colours.city, "circle", 10),
        (is_focus, look.colours.focus, FOCUS_SYMBOL, 14),
    ]


def _add_marks(
    figure: go.Figure,
    places: list[str],
    ranks: pd.Series,
    marker: dict[str, Any],
    hover: list[str] | None = None,
) -> None:
    figure.add_scatter(
        x=ranks,
        y=places,
        mode="markers",
        marker={**marker, "line": {"width": 2}},
        hovertext=hover,
        hoverinfo="text" if hover else "skip",
        showlegend=False,
    )


def _add_legend(figure: go.Figure, look: Look) -> None:
    _ = look.translate
    for symbol, name in (("circle", _("your choices")), ("circle-open", _("default choices"))):
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 10, "color": look.colours.city, "line": {"width": 2}},
        )


def _hover(row: Any, _: Translator) -> str:
    return "<br>".join(
        [
            literal(row.name),
            _(
                "Rank {rank}, band {low} to {high}",
                rank=number(row.rank, _),
                low=number(row.low, _),
                high=number(row.high, _),
            ),
            *([_("default: rank {rank}", rank=number(row.default, _))] if row.default == row.default else []),
        ]
    )


def _captions(
    rows: pd.DataFrame, known: pd.DataFrame, focus: str, draws: int, _: Translator
) -> tuple[str, ...]:
    lines = [
        _(
            "The bar holds the rank in 90% of {draws} scorings in which weights, scales, goalposts, sampling"
            " error and, in an index, the mean across dimensions vary within what can be defended. The mark"
            " is the rank by the choices made.",
            draws=number(draws, _),
        )
    ]
    level = _level_with(known, focus)
    if level:
        lines.append(
            _(
                "Level with {place}, as the bands overlap: {others}.",
                place=known.loc[known["unit_code"] == focus, "name"].iloc[0],
                others=_(", ").join(level),
            )
        )
    if known["inherited"].any():
        lines.append(_("Hatched: the rank of the city that the district belongs to, not the district’s own."))
    absent = rows.loc[rows["rank"].isna(), "name"]
    if len(absent):
        lines.append(_("Not ranked, as too little is assessed: {places}.", places=_(", ").join(absent)))
    return tuple(lines)


def _level_with(known: pd.DataFrame, focus: str) -> list[str]:
    own = known[known["unit_code"] == focus]
    if own.empty:
        return []
    low, high = own.iloc[0]["low"], own.iloc[0]["high"]
    overlaps = (known["low"] <= high) & (known["high"] >= low) & (known["unit_code"] != focus)
    return [str(name) for name in known.loc[overlaps, "name"]]


def _alt(known: pd.DataFrame, focus: str, ranked: int, _: Translator) -> str:
    if known.empty:
        return _("No place has a rank.")
    text = _(
        "Rank bands of {count} places among {ranked}.",
        count=number(len(known), _),
        ranked=number(ranked, _),
    )
    for row in each(known[known["unit_code"] == focus]):
        text += " " + _(
            "{place}: rank {rank}, band {low} to {high}.",
            place=row.name,
            rank=number(row.rank, _),
            low=number(row.low, _),
            high=number(row.high, _),
        )
    return text
