"""What the robustness page looks at: a framework, one dimension of it or the index, and whose place in it."""

from dataclasses import dataclass
from typing import Literal, cast

from charts.words import in_language
from locales import Translator
from metrics.assessment import INDEX, Assessment
from metrics.framework import Framework
from ui.benchmark import choose_dimension
from ui.page import Page
from ui.standing import choose_standing

Level = Literal["prefecture", "county"]


@dataclass(frozen=True)
class View:
    """What is looked at: an assessment, one dimension of it or the index, and the reader's place in it.

    `unit` is the focus place, or its city where only cities are assessed (`inherited`).
    """

    assessment: Assessment
    level: Level
    dimension: str
    unit: str
    inherited: bool

    @property
    def framework(self) -> Framework:
        """The framework of the assessment."""
        return self.assessment.framework

    @property
    def key(self) -> tuple[str, ...]:
        """What a figure of this view depends on besides data and language."""
        return (self.framework.code, self.framework.version, self.level, self.dimension)

    @property
    def inside(self) -> str | None:
        """The dimension as the scoring functions take it: None for the index."""
        return None if self.dimension == INDEX else self.dimension


def framework_view(page: Page) -> View | None:
    """Draw the choice of framework and dimension and return what is chosen; None where none applies."""
    found = choose_standing(page)
    if found is None:
        return None
    return View(
        found.assessment,
        cast("Level", found.level),
        choose_dimension(found),
        found.unit,
        found.is_city_for_county,
    )


def dimension_name(view: View, _: Translator) -> str:
    """Return the name of what is ranked, in the page's language."""
    if view.dimension == INDEX:
        return _("index of “{framework}”", framework=in_language(view.framework.name, _))
    names = {one.code: one.name for one in view.framework.dimensions}
    return in_language(names[view.dimension], _)
