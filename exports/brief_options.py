"""What a brief is asked for: place, peers, lens, sections, language, length, day; checked before any work."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from etl.contract_types import N_
from locales import Language, Sentence
from metrics.gap_analysis import RULES as BENCHMARKS
from metrics.peer_rules import RULES as PEER_RULES

Lens = str
"""One of LENSES, or the code of a framework that was handed in."""

Length = Literal["one-page", "five-slides", "full"]
Format = Literal["pptx", "docx", "pdf", "xlsx", "html", "zip"]
LENSES = ("own", "city", "six")
LENGTHS: tuple[Length, ...] = ("one-page", "five-slides", "full")
FORMATS: tuple[Format, ...] = ("pptx", "docx", "pdf", "xlsx", "html", "zip")
SECTIONS = ("standing", "gaps", "help", "limits", "method", "sources")
ALWAYS = ("standing", "sources")
"""Nobody can defend a brief that does not say whose figures it has and from where."""

MOST_BY_HAND = 20


class BriefError(ValueError):
    """A brief that cannot be made; `sentence` says what is wrong and what to do."""

    def __init__(self, message: str, **values: object) -> None:
        self.sentence = Sentence(message, values)
        super().__init__(self.sentence.text("en"))


@dataclass(frozen=True)
class BriefOptions:
    """What a brief is asked for.

    peers: a rule of `metrics.peer_rules`, or codes; empty = the rule of the level. against: a rule of
    `metrics.gap_analysis` or the code of a place.
    """

    unit: str
    language: Language
    prepared: date
    lens: Lens = "own"
    peers: tuple[str, ...] = ()
    against: str = "median"
    length: Length = "one-page"
    sections: tuple[str, ...] = field(default=SECTIONS)

    @property
    def shown(self) -> tuple[str, ...]:
        """The sections in their order, those that no brief goes without among them."""
        return tuple(one for one in SECTIONS if one in self.sections or one in ALWAYS)

    @property
    def rule(self) -> str | None:
        """The rule of the peers, None where places are named or nothing is."""
        return self.peers[0] if len(self.peers) == 1 and self.peers[0] in PEER_RULES else None

    def check(self, places: Collection[str], own: Collection[str] = ()) -> None:
        """Raise BriefError for a place, benchmark, section or choice that does not exist.

        `own` are the codes of the frameworks that were handed in.
        """
        named = () if self.rule else self.peers
        for code in (self.unit, *named, *(() if self.against in BENCHMARKS else (self.against,))):
            if code not in places:
                raise BriefError(
                    N_("“{code}” is no place of these data; give the six-digit code of a city or county."),
                    code=code,
                )
        if len(named) > MOST_BY_HAND:
            raise BriefError(
                N_("{count} peers are too many; name at most {most}."), count=len(named), most=MOST_BY_HAND
            )
        for value, allowed in (
            (self.lens, (*LENSES, *own)),
            (self.length, LENGTHS),
            *((section, SECTIONS) for section in self.sections),
        ):
            if value not in allowed:
                raise BriefError(
                    N_("“{value}” is not offered; choose from {choices}."),
                    value=value,
                    choices=", ".join(allowed),
                )
