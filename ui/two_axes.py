"""The chart of timeliness against capacity that the overview shows, and its table."""

import pandas as pd

from charts.chart import Chart
from charts.two_axis import Axis, two_axis
from charts.words import heading, in_language
from ui import scoring
from ui.page import Page

FRAMEWORK, LEVEL = "public_data", "prefecture"
ACROSS, UPWARDS = "F", "B"


def scored_cities(page: Page) -> pd.DataFrame:
    """Return both scores of every city with its name and whether it is marked."""
    card = scoring.assessment(page.data, FRAMEWORK, LEVEL).scorecard
    units = scoring.units(page.data, LEVEL)
    names = page.places.loc[units.index]
    return pd.DataFrame(
        {
            "unit_code": units.index,
            "name": names["name"].to_numpy(),
            "short": names["short"].to_numpy(),
            "marked": (units["benchmark"] | (units.index == page.city)).to_numpy(dtype=bool),
            ACROSS: card.dimensions[ACROSS].to_numpy(),
            UPWARDS: card.dimensions[UPWARDS].to_numpy(),
        }
    )


def two_axis_chart(page: Page, cities: pd.DataFrame) -> Chart:
    """Return the chart with the focus place's city and the advanced cities named."""
    _ = page.translate
    names = {one.code: one.name for one in scoring.framework(FRAMEWORK).dimensions}
    across, upwards = (
        Axis(code, heading(names[code], _), in_language(names[code], _)) for code in (ACROSS, UPWARDS)
    )
    notes = [one.note for one in scoring.framework(FRAMEWORK).dimensions if one.code == UPWARDS]
    caption = in_language(notes[0], _) if notes and notes[0] is not None else ""
    return two_axis(
        cities,
        across,
        upwards,
        focus=page.city,
        caption=caption,
        look=page.look,
    )


def two_axis_table(page: Page, cities: pd.DataFrame) -> pd.DataFrame:
    """Return every city with both scores, the rank and the band of each, under words of the page."""
    _ = page.translate
    assessed = scoring.assessment(page.data, FRAMEWORK, LEVEL)
    table = {_("Code"): cities["unit_code"], _("City"): cities["name"]}
    for dimension in scoring.framework(FRAMEWORK).scored_dimensions:
        name = heading(dimension.name, _)
        band = assessed.bands[dimension.code]
        table |= {
            _("{what}: score (0–100)", what=name): cities[dimension.code].round(2),
            _("{what}: rank", what=name): _whole(assessed.scorecard.ranks[dimension.code]),
            _("{what}: rank band, from", what=name): _whole(band["low"]),
            _("{what}: rank band, to", what=name): _whole(band["high"]),
        }
    return pd.DataFrame(table)


def _whole(ranks: pd.Series) -> pd.Series:
    return ranks.astype("Int64").reset_index(drop=True)
