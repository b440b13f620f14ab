"""Who issues documents together: a network of the bodies of a place, those that always act alone kept."""

from math import sqrt

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import apply_theme
from charts.words import number
from metrics.network import JointIssuance

SEED = 20200124
"""The same documents give the same picture on every machine and at every visit."""

WIDEST_LINE = 9.0
NODE = 13.0
LABEL_SIZE = 12
EDGE_STEPS = 5


def issuance_network(network: JointIssuance, place: str, look: Look) -> Chart:
    """Draw the issuers of a place as dots and joint documents as lines, the wider the more they share.

    A line is as wide as its Newman weight, in five steps; a dot grows with the documents of the body.
    """
    _ = look.translate
    figure = go.Figure()
    spots = layout(network)
    for step in range(EDGE_STEPS):
        _add_lines(figure, network, spots, step, look)
    measures = network.measures
    colours = look.colours
    biggest = float(measures["documents"].max()) if len(measures) else 1.0
    for alone in (False, True):
        part = measures[(measures["degree"] == 0) == alone]
        if part.empty:
            continue
        figure.add_scatter(
            x=[spots.loc[name, "x"] for name in part.index],
            y=[spots.loc[name, "y"] for name in part.index],
            mode="markers+text",
            name=_("issues alone only") if alone else _("issues together with others"),
            marker={
                "size": [NODE + 17 * sqrt(count / biggest) for count in part["documents"]],
                "color": colours.paper if alone else colours.city,
                "symbol": "circle",
                "opacity": 1,
                "line": {"color": colours.quiet if alone else colours.paper, "width": 2},
            },
            text=[literal(_shortened(str(name), look.compact)) for name in part.index],
            textposition="bottom center",
            textfont={"size": LABEL_SIZE, "color": colours.ink},
            cliponaxis=False,
            hovertext=[_hover(row, look) for row in each(part)],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=600 if look.compact else 560)
    figure.update_xaxes(visible=False, range=[-1.28, 1.28])
    figure.update_yaxes(visible=False, range=[-1.25, 1.2])
    figure.update_layout(hovermode="closest")
    summary = network.summary
    return Chart(
        figure,
        _("{place}: who issued epidemic documents together", place=place),
        (
            _(
                "A line joins two bodies that signed a document together. It is wider the more they share, a"
                " document of many counting less for each pair (Newman’s weight). A dot grows with the"
                " number of documents; hollow dots issued alone only. Distances carry no meaning."
            ),
        ),
        _alt(network, summary, place, look),
    )


def layout(network: JointIssuance) -> pd.DataFrame:
    """Return a place for every issuer between -1 and 1: those that act together near one another.

    Issuers without partners stand in a row below, since nothing pulls them anywhere.
    """
    measures = network.measures
    joined = [str(name) for name in measures.index[measures["degree"] > 0]]
    alone = [str(name) for name in measures.index[measures["degree"] == 0]]
    graph = nx.Graph()
    graph.add_nodes_from(joined)
    for edge in each(network.edges):
        graph.add_edge(edge.a, edge.b, weight=edge.newman_weight)
    # Twice the usual distance keeps the names beneath the dots apart.
    spread = nx.spring_layout(graph, seed=SEED, k=2.2 / sqrt(max(len(joined), 1)), iterations=300)
    spots = {name: (float(at[0]), float(at[1])) for name, at in spread.items()}
    if spots:
        values = np.array(list(spots.values()))
        size = np.abs(values - values.mean(axis=0)).max() or 1.0
        middle = values.mean(axis=0)
        floor = -0.62 if alone else -1.0
        spots = {
            name: ((x - middle[0]) / size, floor + ((y - middle[1]) / size + 1) / 2 * (1.0 - floor))
            for name, (x, y) in spots.items()
        }
    for position, name in enumerate(alone):
        spots[name] = ((2 * (position + 1) / (len(alone) + 1) - 1), -1.0)
    frame = pd.DataFrame.from_dict(spots, orient="index", columns=["x", "y"])
    return frame.reindex([str(name) for name in measures.index])


def _add_lines(figure: go.Figure, network: JointIssuance, spots: pd.DataFrame, step: int, look: Look) -> None:
    edges = network.edges
    if edges.empty:
        return
    share = edges["newman_weight"] / edges["newman_weight"].max()
    part = edges[np.minimum((share * EDGE_STEPS).astype(int), EDGE_STEPS - 1) == step]
    if part.empty:
        return
    x: list[float | None] = []
    y: list[float | None] = []
    for edge in each(part):
        x += [spots.loc[edge.a, "x"], spots.loc[edge.b, "x"], None]
        y += [spots.loc[edge.a, "y"], spots.loc[edge.b, "y"], None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": look.colours.other, "width": WIDEST_LINE * (step + 1) / EDGE_STEPS},
        opacity=0.6,
        hoverinfo="skip",
        showlegend=False,
    )


def _shortened(name: str, compact: bool) -> str:
    longest = 9 if compact else 16
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _hover(row: object, look: Look) -> str:
    _ = look.translate
    return "<br>".join(
        (
            literal(str(row.Index)),  # type: ignore[attr-defined]
            _("{count} documents, {joint} of them joint", count=row.documents, joint=row.joint_documents),  # type: ignore[attr-defined]
            _("{count} partners", count=row.degree),  # type: ignore[attr-defined]
        )
    )


def _alt(network: JointIssuance, summary: pd.Series, place: str, look: Look) -> str:
    _ = look.translate
    measures = network.measures
    text = _(
        "{issuers} bodies of {place} issued {documents} documents, {share}% of them jointly. {alone} issued"
        " alone only; the others form {components} connected groups.",
        issuers=number(summary["issuers"], _),
        place=place,
        documents=number(summary["documents"], _),
        share=number(100 * summary["joint_share"], _),
        alone=int((measures["degree"] == 0).sum()),
        components=int(summary["components"] - (measures["degree"] == 0).sum()),
    )
    if network.edges.empty:
        return text
    strongest = network.edges.sort_values(["newman_weight", "a", "b"]).iloc[-1]
    middle = measures["betweenness"].idxmax()
    return " ".join(
        (
            text,
            _(
                "The closest pair are {a} and {b}, with {count} documents; {middle} connects the most"
                " others.",
                a=strongest["a"],
                b=strongest["b"],
                count=strongest["documents"],
                middle=middle,
            ),
        )
    )
