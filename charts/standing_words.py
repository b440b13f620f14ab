"""Sentences about where a place stands, made from its numbers by rules that never say more than these."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.words import number
from locales import Translator


@dataclass(frozen=True)
class Stand:
    """One score with what qualifies it.

    what: name of the dimension or index, as Markdown. low, high: rank band among `of` places. ahead, level,
    behind: peers whose band lies wholly ahead of, overlaps, or lies behind the place's. beyond: 1 or -1
    where the score lies outside what is expected of such a place, 0 within, None where nothing is expected.
    """

    what: str
    score: float
    low: float
    high: float
    of: int
    ahead: int
    level: int
    behind: int
    beyond: int | None

    @property
    def peers(self) -> int:
        """Peers that have the score too."""
        return self.ahead + self.level + self.behind


def position(low: float, high: float, of: int, _: Translator) -> str:
    """Return which part of all places a whole rank band lies in.

    >>> from locales import translator
    >>> [position(low, high, 100, translator("en")) for low, high in ((3, 9), (30, 49), (40, 60))]
    ['in the top quarter', 'in the upper half', 'on both sides of the middle']
    """
    if high <= of / 4:
        return _("in the top quarter")
    if low > of * 3 / 4:
        return _("in the bottom quarter")
    if high <= of / 2:
        return _("in the upper half")
    if low > of / 2:
        return _("in the lower half")
    return _("on both sides of the middle")


def against_peers(stand: Stand, _: Translator) -> str:
    """Return how the peers compare with the place; those whose band overlaps its own are level."""
    if stand.peers == 0:
        return _("no peer is assessed")
    if stand.level == stand.peers:
        return _.plural("level with the {count} peer", "level with all {count} peers", stand.peers)
    ahead, level, behind = (number(one, _) for one in (stand.ahead, stand.level, stand.behind))
    return _.plural(
        "of {count} peer {ahead} ahead, {level} level, {behind} behind",
        "of {count} peers {ahead} ahead, {level} level, {behind} behind",
        stand.peers,
        ahead=ahead,
        level=level,
        behind=behind,
    )


def like_for_like(beyond: int | None, _: Translator) -> str:
    """Return whether the score is what such a place would be expected to have."""
    if beyond is None:
        return _("what would be expected of such a place cannot be said")
    return {
        1: _("above what is expected of such a place"),
        0: _("within what is expected of such a place"),
        -1: _("below what is expected of such a place"),
    }[beyond]


def stand_sentence(stand: Stand, places: str, _: Translator) -> str:
    """Return one score as part of a sentence; `places` is the word for those ranked."""
    if stand.of <= 1:
        return _(
            "{what} {score} of 100, the only place assessed", what=stand.what, score=number(stand.score, _)
        )
    return _(
        "{what} {score} of 100, {position} of {of} {places} ({peers})",
        what=stand.what,
        score=number(stand.score, _),
        position=position(stand.low, stand.high, stand.of, _),
        of=number(stand.of, _),
        places=places,
        peers=against_peers(stand, _),
    )


def headline(place: str, stands: Sequence[Stand], places: str, missing: int, _: Translator) -> str:
    """Return the sentence about one place; `missing` is how many dimensions it has no score in.

    A place without any score is said to have none.
    """
    if not stands:
        return _("{place} is not assessed, which is not a score of zero.", place=place)
    text = _(
        "{place}: {stands}.",
        place=place,
        stands=_("; ").join(stand_sentence(stand, places, _) for stand in stands),
    )
    if not missing:
        return text
    return text + _.plural(
        " {count} dimension is not assessed.", " {count} dimensions are not assessed.", missing
    )
