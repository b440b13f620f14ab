"""The charts of a brief in a workbook: native, each drawn from its numbers on a sheet of their own."""

from typing import Any

from exports.brief_charts import ChartSpec, tick_step
from exports.brief_document import Brief
from exports.cells import defused
from exports.native_chart import COLOURS, SIGNED
from exports.score_sheets import Looks
from locales import Translator

CHART_WIDTH, ROW_HEIGHT = 860, 26


def write_charts(book: Any, brief: Brief, looks: Looks, _: Translator) -> None:
    """Draw every chart on one sheet from its numbers on another."""
    shown, data = book.add_worksheet(_("Charts")), book.add_worksheet(_("Chart data"))
    top, row = 2, 0
    for spec in brief.charts:
        shown.write_string(top - 1, 0, str(defused(spec.title)), looks.title)
        if not spec.categories:
            shown.write_string(top, 0, _("not assessed"), looks.note)
            top += 4
            continue
        area = _write_data(data, row, spec, looks, _)
        chart = _chart(book, spec, data.get_name(), row, _)
        height = 420 if spec.kind == "scatter" else 130 + ROW_HEIGHT * len(spec.categories)
        chart.set_size({"width": CHART_WIDTH, "height": height})
        shown.insert_chart(top, 0, chart, {"description": spec.alt})
        top += height // 20 + 3
        row += area + 3
    for sheet in (shown, data):
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    data.set_column(0, 0, 44)
    data.set_column(1, 6, 16)


def _write_data(sheet: Any, top: int, spec: ChartSpec, looks: Looks, _: Translator) -> int:
    """Write the numbers of a chart, unrounded, and return how many rows they take."""
    sheet.write_string(top, 0, str(defused(spec.title)), looks.title)
    columns = _data_columns(spec, _)
    for column, (name, _values) in enumerate(columns, 1):
        sheet.write_string(top + 1, column, str(defused(name)), looks.head)
    for row, category in enumerate(spec.categories):
        sheet.write_string(top + 2 + row, 0, str(defused(category)), looks.text)
        for column, (_name, values) in enumerate(columns, 1):
            value = values[row]
            if value is not None:
                sheet.write_number(top + 2 + row, column, value, looks.number)
    return len(spec.categories) + 2


def _data_columns(spec: ChartSpec, _: Translator) -> list[tuple[str, tuple[float | None, ...]]]:
    one = spec.series[0]
    if spec.kind == "scatter":
        own = tuple(value if place in spec.focus else None for place, value in enumerate(one.values))
        return [(spec.x_unit, spec.x), (spec.unit, one.values), (_("this place"), own)]
    if spec.kind == "range":
        widths = tuple(
            None if low is None or high is None else high - low
            for low, high in zip(one.low, one.high, strict=True)
        )
        return [
            (_("first rank of the band"), one.low),
            (_("further ranks of the band"), widths),
            (_("Rank"), one.values),
        ]
    return [(series.name, series.values) for series in spec.series]


def _chart(book: Any, spec: ChartSpec, sheet: str, top: int, _: Translator) -> Any:
    first, last = top + 2, top + 1 + len(spec.categories)
    if spec.kind == "scatter":
        return _scatter(book, spec, sheet, (first, last), _)
    kind = {"type": "bar", "subtype": "stacked"} if spec.kind == "range" else {"type": "bar"}
    chart = book.add_chart(kind)
    roles = ["none", spec.series[0].role] if spec.kind == "range" else [one.role for one in spec.series]
    for column, role in enumerate(roles, 1):
        series: dict[str, Any] = {
            "name": [sheet, top + 1, column],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, column, last, column],
            "gap": 45,
            "fill": {"none": True} if role == "none" else {"color": f"#{COLOURS[role]}"},
        }
        if spec.kind != "dot":
            series["overlap"] = 100
        if spec.kind == "range" and role == "none":
            series["data_labels"] = {
                "custom": [{"value": words} for words in spec.series[0].labels],
                "value": True,
                "position": "inside_end",
            }
        elif spec.kind == "range":
            series["border"] = {"color": f"#{COLOURS['peer']}"}
            series["points"] = [
                {"fill": {"color": f"#{COLOURS[role if place in spec.focus else 'peer']}"}}
                for place in range(len(spec.categories))
            ]
        else:
            series["data_labels"] = {
                "value": True,
                "num_format": SIGNED if spec.kind == "bar" else "0.0",
            }
        chart.add_series(series)
    low, high = spec.axis
    step = tick_step(low, high)
    low = -0.4 * high if spec.kind == "range" else low
    chart.set_x_axis(
        {
            "min": (low // step) * step,
            "max": -(-high // step) * step,
            "major_unit": step,
            "name": spec.unit,
            "name_font": {"bold": False, "size": 9},
            "num_format": "#,##0;;#,##0" if spec.kind == "range" else "#,##0;\u2212#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#DDE2E4"}},
        }
    )
    chart.set_y_axis(
        {
            "reverse": True,
            # With the order of the places reversed the axis of values would stand on top.
            "crossing": "max",
            "label_position": "low",
            "line": {"none": spec.kind == "range"},
        }
    )
    chart.set_legend({"none": True} if spec.kind == "range" or len(roles) == 1 else {"position": "top"})
    chart.set_title({"none": True})
    return chart


def _scatter(book: Any, spec: ChartSpec, sheet: str, rows: tuple[int, int], _: Translator) -> Any:
    first, last = rows
    chart = book.add_chart({"type": "scatter"})
    for column, colour, kind, size in ((2, "peer", "circle", 4), (3, spec.series[0].role, "diamond", 11)):
        chart.add_series(
            {
                "name": [sheet, first - 1, column],
                "categories": [sheet, first, 1, last, 1],
                "values": [sheet, first, column, last, column],
                "marker": {
                    "type": kind,
                    "size": size,
                    "fill": {"color": f"#{COLOURS[colour]}"},
                    "border": {"none": True},
                },
            }
        )
    for setter, words in ((chart.set_x_axis, spec.x_unit), (chart.set_y_axis, spec.unit)):
        setter(
            {
                "min": 0,
                "max": 100,
                "major_unit": 25,
                "name": words,
                "name_font": {"bold": False, "size": 9},
                "major_gridlines": {"visible": True, "line": {"color": "#DDE2E4"}},
            }
        )
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    return chart
