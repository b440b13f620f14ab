"""A chart that stays a chart: editable in slides and documents, its numbers in a sheet of its own."""

from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from exports.brief_charts import ChartSpec, tick_step
from locales import Translator

LATIN_FONT, CHINESE_FONT = "Arial", "Microsoft YaHei"
COLOURS = {
    "own": "C2410C",
    "city": "0B5D66",
    "benchmark": "55626C",
    "peer": "8B979F",
    "unsure": "B9A26B",
    "ahead": "7FA7AC",
}
INK, QUIET, HAIR = "1F2A33", "55626C", "DDE2E4"
FEW, ROOM = 5, 0.4
SIGNED = "+0.0;\u22120.0;0.0"


def chart_type(spec: ChartSpec) -> Any:
    """Return the native kind that shows a chart: bars, stacked bars for ranges, points."""
    if spec.kind == "scatter":
        return XL_CHART_TYPE.XY_SCATTER
    return XL_CHART_TYPE.BAR_STACKED if spec.kind == "range" else XL_CHART_TYPE.BAR_CLUSTERED


def chart_data(spec: ChartSpec, _: Translator) -> Any:
    """Return the numbers of a chart as the sheet behind it holds them, unrounded."""
    if spec.kind == "scatter":
        return _points(spec, _)
    data = CategoryChartData()
    data.categories = [
        f"◆ {name}" if position in spec.focus else name for position, name in enumerate(spec.categories)
    ]
    if spec.kind == "range":
        one = spec.series[0]
        pairs = list(zip(one.low, one.high, strict=True))
        data.add_series(_("first rank of the band"), one.low)
        data.add_series(
            _("further ranks of the band"),
            [None if low is None or high is None else high - low for low, high in pairs],
        )
        return data
    for series in spec.series:
        data.add_series(series.name, series.values, SIGNED if spec.kind == "bar" else "0.0")
    return data


def _points(spec: ChartSpec, _: Translator) -> XyChartData:
    data = XyChartData()
    others, own = data.add_series(_("other places")), data.add_series(_("this place"))
    for position, (x, y) in enumerate(zip(spec.x, spec.series[0].values, strict=True)):
        (own if position in spec.focus else others).add_data_point(x, y)
    return data


def dress(chart: Chart, spec: ChartSpec, size: float) -> None:
    """Give a native chart the look of all others: colours, fonts, axes, labels."""
    chart.has_title = False
    chart.font.size = Pt(size)
    chart.font.color.rgb = RGBColor.from_string(INK)
    _set_fonts(chart)
    chart.has_legend = len(chart.plots[0].series) > 1 and spec.kind in ("bar", "dot")
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    ends = _ends(spec)
    shown = "#,##0;;#,##0" if spec.kind == "range" else "#,##0;\u2212#,##0"
    _axis(chart.value_axis, spec.unit, ends, size, shown)
    if spec.kind == "scatter":
        _axis(chart.category_axis, spec.x_unit, spec.axis, size)
        _dress_points(chart, spec)
        return
    chart.category_axis.reverse_order = True
    if spec.kind == "range":
        # The line would run through the words beside short bands.
        chart.category_axis.format.line.fill.background()
    else:
        chart.category_axis.format.line.color.rgb = RGBColor.from_string(QUIET)
    chart.category_axis.tick_labels.font.size = Pt(size)
    # Names stand at the left even where bars run to the left of zero.
    labels = chart.category_axis._element.find(qn("c:tickLblPos"))
    if labels is not None:
        labels.set("val", "low")
    # With the order of the places reversed the axis of values would stand on top.
    crossing = chart.value_axis._element.find(qn("c:crosses"))
    if crossing is not None:
        crossing.set("val", "max")
    plot = chart.plots[0]
    plot.gap_width = 45 if len(spec.categories) > FEW else 110
    plot.overlap = 100 if spec.kind != "dot" else -5
    if spec.kind == "range":
        _dress_ranges(plot, spec, size)
    else:
        _dress_bars(plot, spec, size)


def _ends(spec: ChartSpec) -> tuple[float, float]:
    """Return the ends of the axis on whole marks, so that an office program writes whole numbers there."""
    low, high = spec.axis
    step = tick_step(low, high)
    if spec.kind == "range":
        # Words stand at the left of a band, so the axis starts before its first rank.
        low = -ROOM * high
    return (low // step) * step, -(-high // step) * step


def _set_fonts(chart: Chart) -> None:
    properties = chart.font._element
    for tag, face in (("a:latin", LATIN_FONT), ("a:ea", CHINESE_FONT)):
        properties.append(parse_xml(f'<{tag} {nsdecls("a")} typeface="{face}"/>'))


def _axis(
    axis: Any, title: str, ends: tuple[float, float], size: float, number_format: str = "#,##0;\u2212#,##0"
) -> None:
    axis.minimum_scale, axis.maximum_scale = ends
    axis.major_unit = tick_step(*ends)
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(HAIR)
    axis.format.line.color.rgb = RGBColor.from_string(HAIR)
    axis.tick_labels.font.size = Pt(size * 0.9)
    axis.tick_labels.number_format = number_format
    axis.tick_labels.number_format_is_linked = False
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = title
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(size * 0.9), False
    font.color.rgb = RGBColor.from_string(QUIET)


def _dress_bars(plot: Any, spec: ChartSpec, size: float) -> None:
    for native, series in zip(plot.series, spec.series, strict=True):
        _fill(native.format, COLOURS[series.role])
        labels = native.data_labels
        labels.show_value = True
        labels.number_format = SIGNED if spec.kind == "bar" else "0.0"
        labels.number_format_is_linked = False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size = Pt(size * 0.95)


def _dress_ranges(plot: Any, spec: ChartSpec, size: float) -> None:
    start, band = plot.series
    start.format.fill.background()
    start.format.line.fill.background()
    role = spec.series[0].role
    for position, words in enumerate(spec.series[0].labels):
        colour = COLOURS[role if position in spec.focus else "peer"]
        point = band.points[position]
        _fill(point.format, colour)
        # A band of a single rank has no width; its outline is then what is seen.
        point.format.line.color.rgb = RGBColor.from_string(colour)
        point.format.line.width = Pt(1.5)
        label = start.points[position].data_label
        label.has_text_frame = True
        label.text_frame.text = words
        label.text_frame.word_wrap = False
        label.position = XL_LABEL_POSITION.INSIDE_END
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size = Pt(size * 0.9)
        run.font.bold = position in spec.focus


def _dress_points(chart: Chart, spec: ChartSpec) -> None:
    others, own = chart.plots[0].series
    for native, colour, style, size in (
        (others, COLOURS["peer"], XL_MARKER_STYLE.CIRCLE, 5),
        (own, COLOURS[spec.series[0].role], XL_MARKER_STYLE.DIAMOND, 12),
    ):
        native.format.line.fill.background()
        native.marker.style = style
        native.marker.size = size
        _fill(native.marker.format, colour)
        native.marker.format.line.fill.background()
    for position in sorted(spec.focus):
        label = own.points[0].data_label
        label.has_text_frame = True
        label.text_frame.text = spec.categories[position]
        label.text_frame.word_wrap = False
        label.position = XL_LABEL_POSITION.ABOVE
        label.text_frame.paragraphs[0].runs[0].font.bold = True


def _fill(look: Any, colour: str) -> None:
    look.fill.solid()
    look.fill.fore_color.rgb = RGBColor.from_string(colour)
