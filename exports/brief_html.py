"""A brief as one web page that opens without a network: interactive charts, a language, a print layout."""

from html import escape
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from charts.chart import wrapped
from charts.literal import literal
from charts.theme import apply_theme
from exports.brief_charts import ChartSpec
from exports.brief_document import Block, Brief, Bullets, Paragraph, Table
from exports.brief_typst import footer_words
from exports.native_chart import COLOURS, QUIET
from exports.slide_drawing import LANGUAGES
from locales import Translator, translator

STYLE = Path(__file__).with_name("brief.css")
LABEL_WIDTH, UNIT_WIDTH = 30, 44
"""Of the words beside a row and beneath an axis, in Latin letters."""

CONFIG = "{displaylogo: false, responsive: true, modeBarButtons: [['toImage']], displayModeBar: true}"


def html_bytes(brief: Brief) -> bytes:
    """Return a brief as one web page; the same brief gives the same bytes."""
    _ = translator(brief.options.language)
    language = LANGUAGES[brief.options.language]
    body = [f"<h1>{escape(brief.title)}</h1>", f'<p class="quiet">{escape(brief.subtitle)}</p>']
    if brief.watermark:
        body.insert(0, f'<p class="mark">{escape(brief.watermark)}</p>')
    body.append(
        '<div class="lead">' + "".join(f"<p>{escape(line)}</p>" for line in brief.headline) + "</div>"
    )
    scripts = []
    number = 0
    for section in brief.sections:
        body.append(f"<section><h2>{escape(section.heading)}</h2>")
        for block in section.blocks:
            if isinstance(block, ChartSpec):
                number += 1
                body.append(_figure(block, f"chart-{number}"))
                # A closing tag inside the data would end the script.
                drawn = figure_of(block, _).to_json().replace("</", "<\\/")
                scripts.append(f"draw('chart-{number}', {drawn});")
            else:
                body.append(_block(block))
        body.append("</section>")
    body.append(f'<footer class="quiet">{escape(footer_words(brief, _))}</footer>')
    script = f"function draw(place, made) {{ Plotly.newPlot(place, made.data, made.layout, {CONFIG}); }}\n"
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{escape(_("Collaborative epidemic response"))}">\n'
        f"<title>{escape(brief.title)}</title>\n<style>{STYLE.read_text('utf-8')}</style>\n"
        + (f"<script>{get_plotlyjs()}</script>\n" if scripts else "")
        + "</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n"
        + (f"<script>\n{script}{chr(10).join(scripts)}\n</script>\n" if scripts else "")
        + "</body>\n</html>\n"
    )
    return page.encode()


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        kind = ' class="quiet"' if block.kind == "note" else ""
        return f"<p{kind}>{escape(block.text)}</p>"
    if isinstance(block, Bullets):
        items = "".join(f"<li>{escape(item)}</li>" for item in block.items)
        return f"<h3>{escape(block.lead)}</h3><ul>{items}</ul>"
    assert isinstance(block, Table)  # noqa: S101  charts are drawn by the caller
    heads = "".join(f'<th scope="col"{_number(right)}>{escape(words)}</th>' for words, right in _pairs(block))
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_number(right)}>{escape(cell.text)}</td>"
            for cell, right in zip(row, block.numeric, strict=True)
        )
        + "</tr>"
        for row in block.rows
    )
    return (
        f'<div class="wide"><table><caption>{escape(block.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _pairs(table: Table) -> list[tuple[str, bool]]:
    return list(zip(table.columns, table.numeric, strict=True))


def _number(right: bool) -> str:
    return ' class="number"' if right else ""


def _figure(spec: ChartSpec, place: str) -> str:
    notes = "".join(f'<p class="quiet">{escape(note)}</p>' for note in spec.notes)
    return (
        f"<figure><figcaption>{escape(spec.title)}</figcaption>"
        f'<div id="{place}" role="img" aria-label="{escape(spec.alt)}"></div>{notes}</figure>'
    )


def figure_of(spec: ChartSpec, _: Translator) -> go.Figure:
    """Return a chart as a Plotly figure in the light look of the screen."""
    figure = go.Figure()
    names = [
        _label(name, own=place in spec.focus and spec.kind != "scatter")
        for place, name in enumerate(spec.categories)
    ]
    if spec.kind == "scatter":
        _add_points(figure, spec)
    elif spec.kind == "range":
        _add_ranges(figure, spec, names)
    else:
        for one in spec.series:
            marks = {"color": f"#{COLOURS[one.role]}"}
            if spec.kind == "bar":
                text = [
                    label if value is not None else ""
                    for label, value in zip(one.labels, one.values, strict=True)
                ]
                figure.add_bar(
                    x=one.values,
                    y=names,
                    orientation="h",
                    name=literal(one.name),
                    marker=marks,
                    text=text,
                    textposition="outside",
                    cliponaxis=False,
                    hoverinfo="y+text",
                )
            else:
                symbol = "circle" if one.role == "benchmark" else "diamond"
                figure.add_scatter(
                    x=one.values,
                    y=names,
                    mode="markers",
                    name=literal(one.name),
                    marker={**marks, "symbol": symbol, "size": 12},
                    text=one.labels,
                    hoverinfo="y+text+name",
                )
    rows = len(spec.categories)
    row = 46 if any("<br>" in name for name in names) else 30
    apply_theme(figure, "light", height=460 if spec.kind == "scatter" else 110 + row * max(rows, 3))
    figure.update_layout(barmode="overlay", showlegend=len(spec.series) > 1)
    figure.update_layout(modebar={"bgcolor": "rgba(0,0,0,0)", "color": f"#{QUIET}"})
    # A little more room at the left for the words of a bar that runs there.
    ends = [spec.axis[0] * 1.2, spec.axis[1]]
    unit = "<br>".join(literal(line) for line in wrapped(spec.x_unit or spec.unit, UNIT_WIDTH))
    figure.update_xaxes(range=ends, title={"text": unit})
    if spec.kind == "scatter":
        figure.update_yaxes(range=[-3, 103], title={"text": spec.unit})
        figure.update_xaxes(range=[-3, 103])
    else:
        figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], ticks="")
    return figure


def _label(name: str, *, own: bool) -> str:
    """Return the words beside a row, in lines short enough for a phone; those of the place itself bold."""
    lines = "<br>".join(literal(line) for line in wrapped(name, LABEL_WIDTH))
    return f"<b>◆ {lines}</b>" if own else lines


def _add_ranges(figure: go.Figure, spec: ChartSpec, names: list[str]) -> None:
    one = spec.series[0]
    colours = [f"#{COLOURS[one.role if place in spec.focus else 'peer']}" for place in range(len(names))]
    widths = [
        None if low is None or high is None else high - low
        for low, high in zip(one.low, one.high, strict=True)
    ]
    figure.add_bar(
        x=widths,
        base=one.low,
        y=names,
        orientation="h",
        text=one.labels,
        textposition="none",
        hoverinfo="y+text",
        marker={"color": colours, "opacity": 0.5, "line": {"color": colours, "width": 1}},
    )
    figure.add_scatter(
        x=one.values,
        y=names,
        mode="markers",
        text=one.labels,
        hoverinfo="y+text",
        marker={"color": colours, "size": 9},
    )


def _add_points(figure: go.Figure, spec: ChartSpec) -> None:
    one = spec.series[0]
    for own in (False, True):
        places = [place for place in range(len(spec.categories)) if (place in spec.focus) == own]
        figure.add_scatter(
            x=[spec.x[place] for place in places],
            y=[one.values[place] for place in places],
            mode="markers+text" if own else "markers",
            text=[literal(spec.categories[place]) for place in places],
            textposition="top center",
            hoverinfo="text+x+y",
            marker={
                "color": f"#{COLOURS[one.role if own else 'peer']}",
                "size": 14 if own else 6,
                "symbol": "diamond" if own else "circle",
            },
        )
