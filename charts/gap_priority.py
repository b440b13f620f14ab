"""Which gaps to look at first: how much each weighs, and how certain it is that there is one."""

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.gap_words import UNCERTAIN, Sides, signed
from charts.labelled_rows import Label, draw_rows, mark_position
from charts.literal import literal
from charts.look import Look, each
from charts.notes import Notes
from charts.words import is_missing, number
from locales import Translator

LANES = ("real", "uncertain", "none")


def lane(probability: float, contribution: float) -> str:
    """Return the lane of a gap: real, uncertain, or none (level or ahead).

    >>> lane(0.95, 4.0), lane(0.5, 4.0), lane(0.0, -4.0)
    ('real', 'uncertain', 'none')
    """
    if is_missing(probability) or probability < UNCERTAIN[0] or contribution == 0:
        return "none"
    return "real" if probability > UNCERTAIN[1] else "uncertain"


def priorities(rows: pd.DataFrame, sides: Sides, look: Look) -> Chart:
    """Draw a lane for each degree of certainty, in it one mark per indicator at the points it weighs.

    `rows` has name, contribution (points), probability (that the benchmark is ahead, NaN = level) and
    measured (True where a sampling error is known).
    """
    _ = look.translate
    known = rows[rows["contribution"].notna()]
    lanes = [lane(entry.probability, entry.contribution) for entry in each(known)]
    known = known.assign(lane=lanes)
    words = _lane_words(_)
    labels: list[Label] = []
    points: list[tuple[float, float, str, bool, str]] = []
    clicks: list[str] = []
    for name in LANES:
        part = known[known["lane"] == name].sort_values("contribution", ascending=False, kind="stable")
        labels.append(Label(words[name] if len(part) else words[name] + _(": none"), heading=True))
        for entry in each(part):
            text = _probability(entry, _)
            place = mark_position(len(labels))
            points.append((entry.contribution, place, text, entry.measured, name))
            clicks.append(behind(str(entry.Index), sides.unit))
            labels.append(Label(entry.name))
    figure = go.Figure()
    styles = {
        "real": look.colours.peers[0],
        "uncertain": look.colours.peers[2],
        "none": look.colours.peers[1],
    }
    symbols = {"real": "square", "uncertain": "triangle-up", "none": "circle"}
    lines = Notes()
    for x, y, _text, _measured, name in points:
        lines.draw(
            type="line", x0=0, x1=x, y0=y, y1=y, line={"color": styles[name], "width": 3}, layer="below"
        )
    lines.write(figure)
    figure.add_scatter(
        x=[point[0] for point in points],
        y=[point[1] for point in points],
        mode="markers",
        marker={
            "size": 13,
            "symbol": [symbols[point[4]] + ("" if point[3] else "-open") for point in points],
            "color": [styles[point[4]] for point in points],
            "line": {"width": 2, "color": [styles[point[4]] for point in points]},
        },
        customdata=clicks,
        hovertext=[literal(point[2]) for point in points],
        hoverinfo="text",
        cliponaxis=False,
    )
    figure.add_scatter(
        x=[max(point[0], 0.0) for point in points],
        y=[point[1] for point in points],
        mode="text",
        text=[f"   {literal(point[2])}" for point in points],
        textposition="middle right",
        textfont={"size": 12, "color": look.colours.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )
    draw_rows(figure, labels, look)
    reach = [abs(point[0]) for point in points] or [1.0]
    lead = max([-point[0] for point in points] + [0.0])
    figure.update_xaxes(
        range=[-lead - max(reach) * 0.06, max(reach) * 1.9 + 0.6 * lead],
        title={"text": _("points of the gap; − = ahead")},
        zeroline=True,
        zerolinecolor=look.colours.quiet,
        nticks=6,
    )
    figure.update_layout(showlegend=False)
    captions = [
        *sides.captions(_),
        _(
            "p: probability that the benchmark scores higher, over 2,000 draws of the sampling errors and of"
            " goalposts moved by up to 20%. Between 0.2 and 0.8 the gap is called uncertain."
        ),
    ]
    if not known["measured"].all():
        captions.append(
            _(
                "Open marks: no sampling error is known, so the probability covers the choice of goalposts"
                " only and looks surer than it is."
            )
        )
    return Chart(
        figure,
        _("Which gaps to look at first: size (points) by certainty"),
        tuple(captions),
        " ".join(
            _(
                "{indicator}: {points} points, {certainty}.",
                indicator=entry.name,
                points=signed(entry.contribution, _),
                certainty=words[entry.lane],
            )
            for entry in each(known)
        )
        or _("There is no gap to draw."),
    )


def _lane_words(_: Translator) -> dict[str, str]:
    return {
        "real": _("Behind (probability above 0.8)"),
        "uncertain": _("Uncertain (0.2 to 0.8)"),
        "none": _("Level or ahead (below 0.2)"),
    }


def _probability(entry: object, _: Translator) -> str:
    points = signed(entry.contribution, _)  # type: ignore[attr-defined]
    probability = entry.probability  # type: ignore[attr-defined]
    if is_missing(probability):
        return _("{points} · level", points=points)
    return _("{points} · p = {probability}", points=points, probability=number(probability, _, 2))
