"""The subjects of the method in words: what each module of metrics does, in the reader's language."""

from dataclasses import dataclass

from locales import Translator


@dataclass(frozen=True)
class Subject:
    """One module of metrics: its title and a summary, in the page's language."""

    module: str
    title: str
    summary: str


def subjects(_: Translator) -> list[Subject]:
    """Return every subject whose formulas the dashboard rests on, in the order a number is made."""
    return [
        Subject(
            "normalise",
            _("Putting indicators on one scale"),
            _(
                "Scores use fixed goalposts: the floor scores 0, the target 100, straight line between,"
                " capped. The other ways serve the uncertainty analysis."
            ),
        ),
        Subject(
            "treat",
            _("Outliers"),
            _("Single extreme values are drawn in before scales that depend on the sample are applied."),
        ),
        Subject(
            "weights",
            _("Weights"),
            _(
                "Weights are equal unless the framework file says otherwise; weights taken from the data"
                " serve the uncertainty analysis."
            ),
        ),
        Subject(
            "aggregate",
            _("Adding up"),
            _(
                "Within a dimension a weighted arithmetic mean of what is assessed; across dimensions a"
                " geometric mean, so that a weak dimension is not paid for by a strong one."
            ),
        ),
        Subject(
            "index",
            _("From values to scores"),
            _(
                "Normalise, average within dimensions, average across them, rank; no score below the coverage"
                " the framework asks for."
            ),
        ),
        Subject(
            "assessment",
            _("All that is said of a place"),
            _(
                "Scores from own values only, with coverage, rank band, worst grade and the reason for every"
                " blank."
            ),
        ),
        Subject(
            "ranks", _("Ranks"), _("Places that tie share the smaller rank; scores are never rounded first.")
        ),
        Subject(
            "hierarchy",
            _("Indices of several levels"),
            _("Indicators in groups and groups in groups, with the weight each indicator has in the end."),
        ),
        Subject(
            "uncertainty",
            _("Rank bands and sensitivity"),
            _(
                "The choices behind a score are drawn at random many times; the band holds the ranks that a"
                " place takes, and the sensitivity says which choice moves it most."
            ),
        ),
        Subject(
            "choices",
            _("Choices that are varied"),
            _(
                "What an uncertainty analysis varies: goalposts, weights, ways of adding up, levels of a"
                " rubric."
            ),
        ),
        Subject(
            "statistics",
            _("Whether indicators belong together"),
            _("Internal consistency of a dimension and pairs of indicators that say the same."),
        ),
        Subject(
            "gap",
            _("Gaps"),
            _("What separates a place from a benchmark, in shares and in points gained if it were closed."),
        ),
        Subject(
            "gap_analysis",
            _("Gaps in native units"),
            _("Gaps in the units of each indicator, with their certainty and what would close them."),
        ),
        Subject(
            "gap_parts",
            _("Exact parts of a gap"),
            _("The gap between two places, split so that the parts add up to it exactly."),
        ),
        Subject(
            "obstacle",
            _("Obstacle degree"),
            _("Which indicators hold a place back, as shares of its whole shortfall."),
        ),
        Subject(
            "coupling",
            _("Coupling coordination degree"),
            _("How evenly and how far the dimensions have developed together, with verbal levels."),
        ),
        Subject(
            "peers",
            _("Peers"),
            _("Places to compare with: the nearest on named features, or those that fit a stated rule."),
        ),
        Subject(
            "expected",
            _("Like for like"),
            _("The value expected of a place with this context, with an interval, and how far it is off."),
        ),
        Subject(
            "like_for_like",
            _("Like for like, by score"),
            _("Every score and indicator against what is expected of a place with its context."),
        ),
        Subject(
            "funnel",
            _("Funnel of rates"),
            _("How far chance alone would carry a rate that comes from a sampled count."),
        ),
        Subject(
            "what_if",
            _("Other choices"),
            _("What other weights, scales or means, or one indicator less, would do to a ranking."),
        ),
        Subject(
            "moves",
            _("What an upload or another version moves"),
            _("Scores, ranks, rank bands and gaps that differ between two states of the data or the method."),
        ),
        Subject(
            "timeliness",
            _("Lags and early breadth"),
            _(
                "Days between dated events; what was not done in time is kept apart from what nobody"
                " recorded."
            ),
        ),
        Subject(
            "outcomes",
            _("Outcomes of an outbreak"),
            _("Incidence, length of a wave and time to control; shown beside scores and never inside one."),
        ),
        Subject(
            "outbreak",
            _("Outcomes of all cities"),
            _(
                "All outcomes of all cities at once, with a reason wherever one is blank. Downward"
                " corrections are kept: withdrawn cases are taken off the latest earlier days."
            ),
        ),
        Subject(
            "growth",
            _("Growth and doubling time"),
            _("The rate at which daily cases grow, from a Poisson regression that keeps days without cases."),
        ),
        Subject(
            "reproduction",
            _("Reproduction number"),
            _("People infected by one case over seven days, from daily cases and the serial interval."),
        ),
        Subject(
            "association",
            _("Association with outcomes"),
            _(
                "Rank correlation of a score with an outcome, with interval, and what is left beyond plain"
                " facts."
            ),
        ),
        Subject(
            "validity",
            _("All associations"),
            _("Every dimension with every outcome, beside the plain facts, published whatever it says."),
        ),
        Subject(
            "agreement",
            _("Agreement of coders"),
            _("Whether two coders give the same levels; below 0.67 an indicator stays out of a headline."),
        ),
        Subject(
            "network",
            _("Joint issuance"),
            _("Who issues documents together, as a network of departments."),
        ),
    ]
