"""Readers of the load test: each keeps to a few places and checks what every page shows it."""

import asyncio
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import WebSocketException

from benchmarks.made_up import CITY, COUNTY
from benchmarks.protocol import ProtocolError, View, Visitor
from benchmarks.truth import Truth, looks_like_a_score
from locales import LANGUAGES, Language, translator

UNITS = ("370215", "370200", "330100", "440300", "510100", "370211", "370285", "110000", COUNTY, CITY)
VERSION = re.compile(r"\b[0-9a-f]{12}\b")
ERROR = 1
"""`Alert.ERROR` of the protocol."""

OTHER_SCORES = {"framework", "period", "weights", "normalisation", "aggregation", "limits", "overview"}
"""Choices in the address under which the overview rightly shows scores of another kind, or another part."""

Truths = dict[str, dict[str, dict[Language, Truth]]]
Names = dict[str, dict[Language, str]]


@dataclass
class Seen:
    """What one run of a page showed of the numbers that are checked."""

    version: str
    unit: str
    language: Language
    place: str
    scores: list[str] | None
    texts: list[str]
    address: str = ""


@dataclass
class Results:
    """What all visitors have met."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seen: list[Seen] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)
    wall: float = 0.0

    @property
    def runs(self) -> list[float]:
        """The seconds of every run."""
        return [second for page in self.seconds.values() for second in page]


class Reader:
    """A visitor with places of its own and a seeded mind."""

    def __init__(self, number: int, address: str, results: Results, think: float) -> None:
        self.chance = random.Random(1000 + number)  # noqa: S311
        self.results = results
        self.think = think
        self.units = [COUNTY if number % 2 else UNITS[0], *self.chance.sample(UNITS[1:8], 3)]
        self.unit = self.units[0]
        self.language: Language = LANGUAGES[number % 2]
        self.visitor = Visitor(address, {"lang": self.language, "focus": self.unit})
        self.page = ""
        self.view = View()

    async def stay(self, interactions: int, end: float, names: Names) -> None:
        """Visit until the interactions are made or the time is over."""
        try:
            async with self.visitor:
                await self._look(self.visitor.open(""))
                for _ in range(interactions):
                    if time.monotonic() >= end:
                        return
                    if self.think:
                        await asyncio.sleep(min(self.chance.expovariate(1 / self.think), 5 * self.think))
                    await self._do_something(names)
        except ProtocolError as error:
            self.results.errors[f"{self.page or 'overview'}: {error}"[:200]] += 1
        except (WebSocketException, OSError, TimeoutError) as error:
            self.lose(error)

    def lose(self, error: Exception) -> None:
        """Note that the connection was lost: an error, unless somebody is killing servers."""
        self.results.errors[f"{self.page or 'overview'}: {type(error).__name__} {error}"[:200]] += 1

    async def _do_something(self, names: Names) -> None:
        pick = self.chance.random()
        radios = [radio for radio in self.view.of("radio") if len(radio.options) > 1]
        languages = [radio for radio in radios if list(radio.options)[:1] == ["中文"]]
        switches = [radio for radio in radios if radio not in languages]
        switches += self.view.of("button_group")
        lists = self._places()
        if pick < 0.2 and lists:
            unit = self.chance.choice(self.units)
            options = list(lists[0].options)
            name = names[unit][self.language]
            if name in options:
                self.unit = unit
                await self._look(self.visitor.choose(lists[0], options.index(name)))
                return
        if pick < 0.28 and languages:
            self.language = "en" if self.language == "zh" else "zh"
            await self._look(self.visitor.choose(languages[0], LANGUAGES.index(self.language)))
            return
        if pick < 0.4 and switches:
            radio = self.chance.choice(switches)
            await self._look(self.visitor.choose(radio, self.chance.randrange(len(radio.options))))
            return
        self.page = self.chance.choice(list(self.visitor.pages))
        await self._look(self.visitor.open(self.page))

    def _places(self) -> list[Any]:
        label = translator(self.language)("Place")
        return [box for box in self.view.of("selectbox") if box.label == label]

    async def _look(self, run: Coroutine[Any, Any, View]) -> None:
        self.view = await run
        results, page = self.results, self.page or "overview"
        results.seconds[page].append(self.view.seconds)
        for exception in self.view.of("exception"):
            results.errors[f"{page}: {exception.type} {exception.message}"[:200]] += 1
        for alert in self.view.of("alert"):
            if alert.format == ERROR:
                results.errors[f"{page}: {alert.body}"[:200]] += 1
        texts = self.view.texts()
        versions = {found for text in texts if len(text) < 80 for found in VERSION.findall(text)}
        if len(versions) != 1:
            results.errors[f"{page}: {len(versions)} versions on one page"] += 1
            return
        lists = self._places()
        scores = None
        if not self.page and not OTHER_SCORES & self.visitor.query.keys():
            bodies = [metric.body for metric in self.view.of("metric")]
            scores = [body for body in bodies if looks_like_a_score(body, self.language)]
        results.seen.append(
            Seen(
                versions.pop(),
                self.unit,
                self.language,
                lists[0].raw_value if lists else "",
                scores,
                texts if scores is not None else [],
                f"{page}?{urlencode(self.visitor.query)}",
            )
        )


def wrong(results: Results, truths: Truths) -> list[str]:
    """Return a line for every number that is not the one computed from the snapshot of the page's version."""
    found = []
    for seen in results.seen:
        if seen.version not in truths:
            found.append(f"version {seen.version} was never published")
            continue
        truth = truths[seen.version][seen.unit][seen.language]
        if seen.place != truth.name:
            found.append(f"{seen.unit} shows {seen.place} for {truth.name} at {seen.address}")
        if seen.scores is None:
            continue
        if seen.scores != truth.scores:
            found.append(f"{seen.address} shows {seen.scores} for {truth.scores}")
        for rank in truth.ranks:
            if not any(text.startswith(rank) for text in seen.texts):
                found.append(f"{seen.address} lacks {rank}")
    return found
