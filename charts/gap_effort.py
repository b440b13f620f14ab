"""The cheapest way to a target score: what each indicator would have to reach."""

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.gap_words import Sides, filled, native, signed
from charts.labelled_rows import BAR_WIDTH, Label, draw_rows, mark_position
from charts.literal import literal
from charts.look import Look, each
from charts.words import number


def effort_bars(rows: pd.DataFrame, sides: Sides, dimension: str, target: float, look: Look) -> Chart:
    """Draw the score now and the points to add, one row per indicator.

    `rows` has name, unit, score, points (to add), value and to (native units).
    """
    _ = look.translate
    known = rows[rows["points"].notna()]
    positions = [mark_position(row) for row in range(len(known))]
    carried = {
        "customdata": [behind(str(code), sides.unit) for code in known.index],
        "hovertext": [literal(_sentence(entry, look)) for entry in each(known)],
        "hoverinfo": "text",
    }
    figure = go.Figure()
    colour = sides.colour(look)
    figure.add_bar(
        orientation="h",
        y=positions,
        x=known["score"],
        width=BAR_WIDTH,
        name=literal(_("{place} now", place=sides.own)),
        marker=filled(colour, sides.pattern, look),
        **carried,
    )
    figure.add_bar(
        orientation="h",
        y=positions,
        base=known["score"],
        x=known["points"],
        width=BAR_WIDTH,
        name=_("to add"),
        marker=filled(look.colours.peers[0], ".", look),
        **carried,
    )
    figure.add_scatter(
        x=known["score"] + known["points"],
        y=positions,
        mode="text",
        text=[f" <b>{signed(points, _)}</b>" for points in known["points"]],
        textposition="middle right",
        textfont={"size": 13, "color": look.colours.ink},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    draw_rows(figure, [Label(_sentence(entry, look)) for entry in each(known)], look)
    figure.update_xaxes(range=[0, 116], tickvals=[0, 25, 50, 75, 100], title={"text": _("score, 0–100")})
    return Chart(
        figure,
        _(
            "Least effort to {target} points in “{dimension}”",
            target=number(target, _, 1),
            dimension=dimension,
        ),
        (
            *sides.captions(_),
            _(
                "Arithmetic on a score, no forecast: it says what the indicators would have to be, not what a"
                " measure would bring or that anything would follow from it."
            ),
            _("Where points cost the same, the rise is shared in proportion to what each indicator lacks."),
        ),
        " ".join(_sentence(entry, look) + _(".") for entry in each(known)) or _("There is no gap to draw."),
    )


def _sentence(entry: object, look: Look) -> str:
    _ = look.translate
    value, goal = entry.value, entry.to  # type: ignore[attr-defined]
    name, unit = entry.name, entry.unit  # type: ignore[attr-defined]
    if entry.points < 0.05 or pd.isna(goal):  # type: ignore[attr-defined]
        return _("{indicator}: stays at {value} ({unit})", indicator=name, value=native(value, _), unit=unit)
    return _(
        "{indicator}: {value} → {to} ({unit})",
        indicator=name,
        value=native(value, _),
        to=native(goal, _),
        unit=unit,
    )
