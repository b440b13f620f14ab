"""What is known of how many places: a bar an indicator, its own values, inherited ones and exemptions."""

from collections.abc import Mapping, Sequence

import pandas as pd
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.clicks import behind
from charts.literal import literal
from charts.look import Look, each
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 21
LEVELS = ("prefecture", "county")
PARTS = ("own", "inherited", "not_applicable")


def coverage_matrix(
    rows: pd.DataFrame, names: Mapping[str, str], places: Mapping[str, int], look: Look
) -> Chart:
    """Draw one bar per indicator and level, as a share of all places of the level.

    `rows` has level, indicator_code, own, inherited, not_applicable; an indicator of `names` (code -> name,
    in the order wanted) without a row has an empty bar. `places` is how many places each level has.
    """
    _ = look.translate
    labels = {code: code if look.compact else f"{code} {literal(name)}" for code, name in names.items()}
    titles = [
        _("{level} ({count})", level=_level(level, _), count=number(places.get(level, 0), _))
        for level in LEVELS
    ]
    figure = make_subplots(
        rows=1,
        cols=2,
        shared_yaxes=True,
        horizontal_spacing=0.1 if look.compact else 0.05,
        subplot_titles=titles,
    )
    for column, level in enumerate(LEVELS, start=1):
        own = rows[rows["level"] == level].set_index("indicator_code")[list(PARTS)].reindex(list(names))
        total = max(places.get(level, 0), 1)
        for part in PARTS:
            count = own[part].astype(float).fillna(0.0)
            figure.add_bar(
                orientation="h",
                # A bar of no length would still show its outline.
                x=(count / total * 100).where(count > 0),
                y=[labels[code] for code in own.index],
                name=_parts(_)[part],
                legendgroup=part,
                showlegend=column == 1,
                marker=_marker(part, look),
                customdata=[behind(code) for code in names],
                hovertext=[
                    _(
                        "{code} {name}: {count} of {total}, {part}",
                        code=code,
                        name=literal(names[code]),
                        count=number(value, _),
                        total=number(total, _),
                        part=_parts(_)[part],
                    )
                    for code, value in zip(names, count, strict=True)
                ],
                hoverinfo="text",
                row=1,
                col=column,
            )
    apply_theme(figure, look.mode, height=len(names) * ROW_HEIGHT + 130)
    figure.update_layout(barmode="stack", bargap=0.25, margin={"t": 64}, legend={"y": 1.03})
    figure.update_annotations(font={"size": 13, "color": look.colours.ink}, yshift=-4)
    figure.update_xaxes(range=[0, 100], title={"text": _("% of places")}, tickvals=[0, 50, 100])
    figure.update_yaxes(
        categoryorder="array", categoryarray=[labels[code] for code in names][::-1], ticks="", showgrid=False
    )
    return Chart(
        figure,
        _("Which indicators have values, in % of places"),
        (
            _(
                "An empty bar is not assessed anywhere: no public source measures it, and it waits for coding"
                " sheets. Hatched: the city's value shown for a district, never the district's own."
            ),
        ),
        _alt(rows, names, places, _),
    )


def _parts(_: Translator) -> dict[str, str]:
    return {
        "own": _("own value"),
        "inherited": _("city's value shown"),
        "not_applicable": _("not applicable"),
    }


def _level(level: str, _: Translator) -> str:
    return {"prefecture": _("Cities"), "county": _("Districts and counties")}[level]


def _marker(part: str, look: Look) -> dict[str, object]:
    colours = look.colours
    if part == "own":
        return {"color": colours.city}
    shape, colour = ("/", colours.city) if part == "inherited" else (".", colours.quiet)
    return {
        "color": colours.paper,
        "line": {"color": colour, "width": 1},
        "pattern": {"shape": shape, "fgcolor": colour, "size": 5},
    }


def _alt(rows: pd.DataFrame, names: Mapping[str, str], places: Mapping[str, int], _: Translator) -> str:
    parts: Sequence[str] = [
        _(
            "{level}: {code} {name} {count} of {total}.",
            level=_level(row.level, _),
            code=row.indicator_code,
            name=names[row.indicator_code],
            count=number(row.own, _),
            total=number(places[row.level], _),
        )
        for row in each(rows[rows["indicator_code"].isin(list(names)) & (rows["own"] > 0)])
    ]
    if not parts:
        return _("No indicator has a value.")
    return _("Bars of own values by indicator. {rows}", rows=" ".join(parts))
