"""Sentences about where a place stands, made from its numbers by rules that never say more than these."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.words import number
from locales import Translator


@dataclass(frozen=True)
class Stand:
    """One score with what qualifies it.

    what: name of the dimension or index. low, high: rank band among `of` places. ahead, level, behind: peers
    whose band lies wholly ahead of, overlaps, or lies behind the place's. beyond: 1 or -1 where the score
    lies outside what is expected of such a place, 0 within, None where nothing is expected.
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
    ['in the top quarter', 'in the upper half', 'around the middle']
    """
    if high <= of / 4:
        return _("in the top quarter")
    if low > of * 3 / 4:
        return _("in the bottom quarter")
    if high <= of / 2:
        return _("in the upper half")
    if low > of / 2:
        return _("in the lower half")
    return _("around the middle")


def against_peers(stand: Stand, _: Translator) -> str:
    """Return how the place compares with its peers; overlapping bands are level."""
    if stand.peers == 0:
        return _("no peer is assessed")
    if stand.level == stand.peers:
        return _.plural("level with its only peer", "level with all {count} peers", stand.peers)
    parts = []
    if stand.ahead:
        parts.append(_("behind {count}", count=number(stand.ahead, _)))
    if stand.level:
        parts.append(_("level with {count}", count=number(stand.level, _)))
    if stand.behind:
        parts.append(_("ahead of {count}", count=number(stand.behind, _)))
    return _.plural(
        "of {count} peer {parts}", "of {count} peers {parts}", stand.peers, parts=_(", ").join(parts)
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
        "{what} {score} of 100, {position} of {of} {places} ({peers}; {like})",
        what=stand.what,
        score=number(stand.score, _),
        position=position(stand.low, stand.high, stand.of, _),
        of=number(stand.of, _),
        places=places,
        peers=against_peers(stand, _),
        like=like_for_like(stand.beyond, _),
    )


def headline(place: str, stands: Sequence[Stand], places: str, _: Translator) -> str:
    """Return the sentence about one place; a place without any score is said to have none."""
    if not stands:
        return _("{place} is not assessed, which is not a score of zero.", place=place)
    return _(
        "{place}: {stands}.",
        place=place,
        stands=_("; ").join(stand_sentence(stand, places, _) for stand in stands),
    )
