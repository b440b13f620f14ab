"""The places that a view sets beside the reader's own: a few cities, or counties by the rule."""

from ui.compared_cities import cities_control, compared_cities
from ui.page import Page
from ui.peer_sets import peers_control, peers_of, show_left_out

MOST_COUNTIES = 9
"""With the focus place ten, as many as a table of pairs can hold."""


def compared(page: Page, level: str, unit: str) -> list[str]:
    """Draw the choice of places to compare with and return their codes, without `unit`."""
    if level == "prefecture":
        cities = [code for code in compared_cities(page) if code != unit]
        cities_control(page, cities)
        return cities
    peers = peers_of(page, level, unit)
    peers_control(page, peers)
    show_left_out(page, peers)
    return list(peers.codes[:MOST_COUNTIES])
