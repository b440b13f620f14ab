"""The sentence and the figures at the top of the overview, each with its day, grade and source."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from charts.grade_words import grade_words
from charts.words import day, is_missing, number, people, rate
from etl.reads import FEW_DAYS, FIRST_WAVE_END, clusters, latest_count
from locales import Translator
from metrics.outcomes import incidence_rate
from ui.data import rows
from ui.evidence import source_titles
from ui.literal import literal
from ui.page import Page

LAST_DAY = date(2020, 12, 31)


@dataclass(frozen=True)
class KeyFigure:
    """One number with what one must know about it, as Markdown except `value`."""

    label: str
    value: str
    detail: str
    grade: object
    source_id: object


def headline(page: Page) -> str:
    """Return the sentence about the focus place as Markdown."""
    _ = page.translate
    place = literal(page.name(page.focus))
    own = rows(page.data, latest_count, unit=page.focus, until=FIRST_WAVE_END).iloc[0]
    if is_missing(own["confirmed"]):
        return _without_own_count(page, place)
    population = page.place["population"]
    if page.place["level"] == "prefecture" or own["days"] >= FEW_DAYS:
        text = _(
            "**{place}** had {count} confirmed cases by {day}",
            place=place,
            count=number(own["confirmed"], _),
            day=day(FIRST_WAVE_END, _),
        )
    else:
        text = _(
            "**{place}** had {count} confirmed cases by {day}, counted in the district's hospitals; the"
            " number was the same in the last bulletin, of {last}",
            place=place,
            count=number(own["confirmed"], _),
            day=day(own["reached"], _),
            last=day(own["date"], _),
        )
    if is_missing(population):
        return text + _(". No number of residents is available, so there is no rate.")
    return text + _(
        ": {rate} per 100,000 residents (95% interval {low}–{high}).", **_limits(own, population, _)
    )


def _limits(own: pd.Series, population: float, _: Translator) -> dict[str, str]:
    limits = incidence_rate([float(own["confirmed"])], [float(population)]).iloc[0]
    return {name: rate(limits[name], _) for name in ("rate", "low", "high")}


def _without_own_count(page: Page, place: str) -> str:
    _ = page.translate
    if page.city == page.focus:
        return _("For **{place}** no case count is available up to the end of the first wave.", place=place)
    return _(
        "**{place}** has no case count of its own: the sources count whole cities. Figures of cases below are"
        " those of {city}; they are the city's, not the district's.",
        place=place,
        city=literal(page.name(page.city)),
    )


def key_figures(page: Page) -> list[KeyFigure]:
    """Return the figures of the focus place and of its city."""
    figures = []
    if page.focus != page.city:
        figures += [_own_cases(page), _residents(page, page.focus)]
    figures += [_first_wave(page), *_clusters(page), _deaths(page), _residents(page, page.city)]
    return figures


def _own_cases(page: Page) -> KeyFigure:
    _ = page.translate
    own = rows(page.data, latest_count, unit=page.focus, until=FIRST_WAVE_END).iloc[0]
    label = _("Confirmed cases, {place}", place=literal(page.place["short"]))
    if is_missing(own["confirmed"]):
        return KeyFigure(label, "—", _("Not available: the sources count whole cities."), None, None)
    return KeyFigure(
        label,
        number(own["confirmed"], _),
        _("since {day}, still so on {last}", day=day(own["reached"], _), last=day(own["date"], _)),
        own["grade"],
        own["source_id"],
    )


def _first_wave(page: Page) -> KeyFigure:
    _ = page.translate
    found = rows(page.data, latest_count, unit=page.city, until=FIRST_WAVE_END).iloc[0]
    label = _("First wave, {place}", place=literal(page.places.loc[page.city, "short"]))
    if is_missing(found["confirmed"]):
        return KeyFigure(label, "—", _("Not available: the source has no row for this place."), None, None)
    detail = _("confirmed by {day}", day=day(FIRST_WAVE_END, _))
    population = page.places.loc[page.city, "population"]
    if not is_missing(population):
        detail += _("; {rate} per 100,000 ({low}–{high})", **_limits(found, population, _))
    return KeyFigure(label, number(found["confirmed"], _), detail, found["grade"], found["source_id"])


def _clusters(page: Page) -> list[KeyFigure]:
    _ = page.translate
    figures = []
    for cluster in rows(page.data, clusters, unit=page.city).itertuples():
        if is_missing(cluster.added):
            continue
        end = cluster.start_date if is_missing(cluster.end_date) else cluster.end_date
        figures.append(
            KeyFigure(
                _("Later cluster, {place}", place=literal(page.places.loc[page.city, "short"])),
                "+" + number(cluster.added, _),
                _(
                    "confirmed from {start} to {end}. {text}",
                    start=day(cluster.start_date, _),
                    end=day(end, _),
                    text=literal(cluster.text_zh if _.language == "zh" else cluster.text_en),
                ),
                "C",
                cluster.source_id,
            )
        )
    return figures


def _deaths(page: Page) -> KeyFigure:
    _ = page.translate
    found = rows(page.data, latest_count, unit=page.city, until=LAST_DAY).iloc[0]
    label = _("Deaths, {place}", place=literal(page.places.loc[page.city, "short"]))
    if is_missing(found["deaths"]):
        return KeyFigure(label, "—", _("Not available: the source gives no deaths."), None, None)
    detail = _(
        "of {count} confirmed, by {day}", count=number(found["confirmed"], _), day=day(found["date"], _)
    )
    return KeyFigure(label, number(found["deaths"], _), detail, found["grade"], found["source_id"])


def _residents(page: Page, code: str) -> KeyFigure:
    _ = page.translate
    place = page.places.loc[code]
    label = _("Residents, {place}", place=literal(place["short"]))
    if is_missing(place["population"]):
        return KeyFigure(label, "—", _("Not available in the census table."), None, None)
    detail = _("census of 1 November 2020")
    return KeyFigure(label, people(place["population"], _), detail, place["grade"], place["source_id"])


def show_key_figures(page: Page) -> None:
    """Draw the figures in rows of at most four; a narrow screen shows them one beneath the other."""
    figures = key_figures(page)
    per_row = 4 if len(figures) % 4 == 0 else 3
    for start in range(0, len(figures), per_row):
        columns = st.columns(per_row, border=True)
        for column, figure in zip(columns, figures[start : start + per_row], strict=False):
            with column:
                _show(page, figure)


def _show(page: Page, figure: KeyFigure) -> None:
    _ = page.translate
    st.metric(figure.label, figure.value)
    st.markdown(figure.detail)
    if figure.source_id is not None:
        titles = source_titles(page.data, [str(figure.source_id)], _)
        st.caption(_("{titles} ({grade})", grade=grade_words(figure.grade, _), titles=titles))
