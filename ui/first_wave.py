"""The first wave of every city, with rates and names, as the overview draws and tabulates it."""

from datetime import date

import pandas as pd

from charts.bubble_map import Marked, Size, bubble_map
from charts.chart import Chart
from charts.ranking import OwnCount, ranking
from charts.words import is_missing
from etl.reads import FIRST_WAVE_END, latest_count, totals
from metrics.outcomes import incidence_rate
from ui.data import rows
from ui.page import Page

LABELLED_CITIES = 1
SHIFTS = {"focus": (30, 34), "city": (30, -30), "named": (-60, 56)}
COMPACT_SHIFTS = {"focus": (0, -46), "city": (0, -46), "named": (-46, 8)}
"""How far a name stands from its place, in pixels to the right and down."""

EASTERN_EDGE = 124
"""East of this longitude a name stands to the left of its place."""


def city_totals(page: Page) -> pd.DataFrame:
    """Return every city's count up to the end of the first wave with rate, interval, rank and name."""
    counts = rows(page.data, totals, until=FIRST_WAVE_END)
    limits = incidence_rate(counts["confirmed"].astype("Float64"), counts["population"].astype("Float64"))
    frame = pd.concat([counts, limits], axis=1)
    frame["rank"] = frame["rate"].rank(method="min", ascending=False)
    frame["name"] = frame["unit_code"].map(page.places["name"])
    return frame


def own_count(page: Page, until: date) -> OwnCount | None:
    """Return the focus place's own count up to a day if it has one but is no city of the ranking."""
    if page.place["level"] == "prefecture":
        return None
    found = rows(page.data, latest_count, unit=page.focus, until=until).iloc[0]
    population = page.place["population"]
    if is_missing(found["confirmed"]) or is_missing(population):
        return None
    limits = incidence_rate([float(found["confirmed"])], [float(population)]).iloc[0]
    return OwnCount(
        page.name(page.focus),
        float(found["confirmed"]),
        limits["rate"],
        limits["low"],
        limits["high"],
        found["date"].date(),
    )


def map_chart(page: Page, cities: pd.DataFrame, size: Size) -> Chart:
    """Return the map with the focus place, its city and the largest bubble named."""
    return bubble_map(cities, _marked(page, cities, size), size, page.look)


def _marked(page: Page, cities: pd.DataFrame, size: Size) -> list[Marked]:
    column = "confirmed" if size == "cases" else "rate"
    top = cities.nlargest(LABELLED_CITIES, column)["unit_code"]
    wanted = dict.fromkeys(top, "named") | {page.city: "city"} | {page.focus: "focus"}
    if page.look.compact and page.city != page.focus:
        # A narrow map has room for one of two names at the same spot.
        del wanted[page.city]
    shifts = COMPACT_SHIFTS if page.look.compact else SHIFTS
    marked = []
    for code, role in wanted.items():
        place = page.places.loc[code]
        if is_missing(place["lon"]):
            continue
        right, down = shifts[role]
        towards_middle = -right if place["lon"] > EASTERN_EDGE else right
        marked.append(Marked(code, place["short"], place["lon"], place["lat"], role, (towards_middle, down)))
    return marked


def ranking_chart(page: Page, cities: pd.DataFrame, own: OwnCount | None) -> Chart:
    """Return the ranking of the advanced places and of the focus place's city among all cities."""
    shown = cities[cities["benchmark"] | (cities["unit_code"] == page.city)]
    ranked = int(cities["rate"].notna().sum())
    return ranking(shown, page.city, own, until=FIRST_WAVE_END, ranked=ranked, look=page.look)


def table(page: Page, cities: pd.DataFrame) -> pd.DataFrame:
    """Return all cities under headings in the page's language, the highest rate first."""
    _ = page.translate
    ordered = cities.sort_values(["rank", "unit_code"])
    return pd.DataFrame(
        {
            _("Rank (1 = most cases per resident)"): ordered["rank"].astype("Int64"),
            _("Code"): ordered["unit_code"],
            _("City"): ordered["name"],
            _("Confirmed"): ordered["confirmed"],
            _("Residents, census 2020"): ordered["population"],
            _("Per 100,000"): ordered["rate"].round(3),
            _("95% interval, low"): ordered["low"].round(3),
            _("95% interval, high"): ordered["high"].round(3),
            _("Count of"): ordered["date"].dt.strftime("%Y-%m-%d"),
            _("Grade"): ordered["grade"],
        }
    )
