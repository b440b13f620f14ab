"""The words that belong to a curve: title, lines beneath it, text for those who cannot see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.curve_series import Options, Series
from charts.words import day, number
from locales import Translator


@dataclass(frozen=True)
class Line:
    """One place on the chart."""

    code: str
    name: str
    is_focus: bool
    imported_included: bool = False


def title(options: Options, _: Translator) -> str:
    """Return the title with its unit."""
    if options.view == "cumulative":
        return _("Confirmed cases, cumulative, as reported")
    return _("New confirmed cases per day, derived from reported totals")


def captions(
    lines: Sequence[Line],
    series: Mapping[str, Series],
    options: Options,
    *,
    bulletins: bool,
    translate: Translator,
) -> tuple[str, ...]:
    """Return what a reader must know to read the curve rightly; `bulletins` if a district has single ones."""
    _ = translate
    lines_below = []
    if options.scale == "log":
        lines_below.append(
            _("Logarithmic scale: equal steps are equal factors; days with no case are not drawn.")
        )
    stepped = [line.name for line in lines if len(series[line.code].steps)]
    if stepped:
        lines_below.append(
            _(
                "▽ marks a day on which the place corrected its total downwards: {places}.",
                places=_(", ").join(stepped),
            )
        )
    if options.view == "new" and any(len(one.late) for one in series.values()):
        lines_below.append(_("⊙ marks cases reported late, for several days without a report of their own."))
    imported = [line.name for line in lines if line.imported_included]
    if imported:
        lines_below.append(
            _(
                "† {places}: the count includes cases imported from abroad from March 2020 on, so totals are"
                " not comparable with the other cities.",
                places=_(", ").join(imported),
            )
        )
    if bulletins and options.view == "new":
        lines_below.append(_("Single bulletins of a district cannot be shown as new cases per day."))
    return tuple(lines_below)


def alt(lines: Sequence[Line], series: Mapping[str, Series], options: Options, _: Translator) -> str:
    """Return the highest value of each place and its day."""
    parts = []
    for line in lines:
        points = series[line.code].points.dropna(subset=["y"])
        if points.empty:
            parts.append(_("{place}: no case in this period.", place=line.name))
            continue
        peak = points.iloc[int(points["y"].argmax())]
        message = (
            _("{place}: up to {count} cases, reached on {day}.")
            if options.view == "cumulative"
            else _("{place}: most new cases in a day {count}, on {day}.")
        )
        parts.append(message.format(place=line.name, count=number(peak["y"], _), day=day(peak["date"], _)))
    return _("Line chart. {places}", places=" ".join(parts))
