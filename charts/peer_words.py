"""The rules of peers in words, and the sentence that says who the peers of a place are."""

from charts.words import number
from locales import Translator
from metrics.peer_rules import NEAREST, URBAN_BAND

BY_HAND = "chosen"


def rule_words(level: str, _: Translator) -> dict[str, str]:
    """Return the rules of a level in words."""
    if level == "prefecture":
        return {
            "advanced": _("Advanced cities"),
            "nearest": _("Most alike: urban share, age, size"),
            "similar": _("Similar size and urban share"),
            "province": _("Cities of the same province"),
            BY_HAND: _("Chosen by hand"),
        }
    return {
        "nearest": _("Most alike: urban share, age, size"),
        "siblings": _("Districts and counties of the same city"),
        "similar": _("Similar size and urban share"),
        "province": _("Districts and counties of the same province"),
        "advanced": _("Districts and counties of the advanced cities"),
        BY_HAND: _("Chosen by hand"),
    }


def peers_sentence(rule: str, level: str, count: int, place: str, _: Translator) -> str:
    """Return as plain text who the peers are and that the place itself is never among them.

    >>> from locales import translator
    >>> peers_sentence("siblings", "county", 1, "Jimo", translator("en"))
    '1 peer of Jimo: all of the same city. Peer figures always leave Jimo itself out.'
    """
    meaning = {
        "nearest": _(
            "the {count} places most alike in urban share, share over 60 and log population",
            count=NEAREST,
        ),
        "similar": _(
            "population between half and twice, urban share within {points} percentage points",
            points=number(URBAN_BAND, _),
        ),
        "province": _("all of the same province"),
        "siblings": _("all of the same province") if level == "prefecture" else _("all of the same city"),
        "advanced": _("the cities marked as advanced in these data")
        if level == "prefecture"
        else _("all of the cities marked as advanced in these data, the place's own city left out"),
        BY_HAND: _("chosen by hand"),
    }[rule]
    text = _.plural(
        "{count} peer of {place}: {meaning}.",
        "{count} peers of {place}: {meaning}.",
        count,
        place=place,
        meaning=meaning,
    )
    return text + " " + _("Peer figures always leave {place} itself out.", place=place)
