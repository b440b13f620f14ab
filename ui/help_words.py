"""What the help says: each page in a sentence, what a score means and does not, the terms, the tour."""

from locales import Translator


def about(page: str, _: Translator) -> str:
    """Return what a page is for, in the page's language; empty for a page that has no sentence of its own."""
    words = {
        "overview": _(
            "Where the place stands: its scores with rank bands, the widest gaps, what nobody assessed, and"
            " the cities on two axes. The part “The first wave” has the case counts, which never enter a"
            " score."
        ),
        "benchmark": _(
            "The place beside its peers, in four parts: ranks with their bands, raw and like for like; every"
            " score of every peer; how all places are spread; and the years. Choose the peers in the bar"
            " above."
        ),
        "gap": _(
            "What separates the place from a benchmark. Three lenses are kept apart: its own figures, its"
            " city’s response and capacity, and the six dimensions, which speak once they are coded. Each"
            " lens has four parts: what the gap is made of, what to look at first, what a target would take,"
            " and who does best."
        ),
        "response": _(
            "How cases ran in the chosen cities, how fast they spread, how soon each measure came, and the"
            " list of all measures, each in a part of its own. A measure beside a curve is no proof that it"
            " bent the curve."
        ),
        "capacity": _(
            "People and beds against residents and need. The bar of a figure is its sampling error; the"
            " funnel in the part “Difference or chance?” says which differences are larger than chance."
        ),
        "robustness": _(
            "How far ranks hold when weights, scales and means change. Move a slider and count the ranks that"
            " move; reset returns to the default."
        ),
        "validity": _(
            "A score would be valid if cities that score higher had fewer cases, slower growth or shorter"
            " waves, other things equal. This page publishes what the data say, whatever it is, beside what"
            " three plain facts say without any score."
        ),
        "coding": _(
            "How the six dimensions come alive: two people code documents by the rubrics, their agreement is"
            " measured, and what they differ in is settled in the open. Try it on invented places first."
        ),
        "evidence": _(
            "Choose a place above and an indicator below to see the value, how it was computed and the rows"
            " it was computed from. The other parts hold the coverage, all sources with their grade, licence"
            " and known flaws, every count that was corrected here, and the batches."
        ),
        "upload": _(
            "Choose a file and its source, read what the check says, look at what would change, then accept"
            " with your name and a reason. Nothing is stored before the last button."
        ),
        "history": _(
            "Every batch with what it changed. Withdrawing takes a batch out without deleting it; restoring"
            " brings it back. Below, any two kept versions side by side."
        ),
        "method": _(
            "First the indicators with their goalposts, then the formulas by subject. The formulas are taken"
            " word for word from the code that computes them, so they cannot differ from it."
        ),
        "brief": _("A finished brief of the place to take away, in the words and figures of the screen."),
        "approvals": _("Uploads that wait for somebody other than their author to approve them."),
    }
    return words.get(page, "")


METHODS = {
    "overview": ("index", "uncertainty", "expected"),
    "benchmark": ("ranks", "uncertainty", "peers", "like_for_like"),
    "gap": ("gap_analysis", "gap_parts", "obstacle", "expected"),
    "response": ("reproduction", "growth", "timeliness"),
    "capacity": ("funnel", "expected"),
    "robustness": ("what_if", "uncertainty", "coupling"),
    "validity": ("association", "outcomes"),
    "coding": ("agreement", "network"),
}
"""The subjects of the method page that the numbers of a page rest on; others rest on those of the scores."""
SCORE_METHODS = ("normalise", "aggregate", "uncertainty")


def tour(_: Translator) -> list[tuple[str, str, str, str]]:
    """Return the stops of one minute: file of the page, its part, its name, and what to look at there."""
    return [
        (
            "overview",
            "standing",
            _("Overview"),
            _("read the sentence on top, then the three tiles: score, rank band, what was to be expected"),
        ),
        (
            "gap",
            "size",
            _("Gaps"),
            _("see where the place is behind, how sure that is, and which indicators make up the gap"),
        ),
        (
            "gap",
            "target",
            _("Gaps: a target"),
            _("drag the target and see which indicators would have to move, and how far"),
        ),
        (
            "benchmark",
            "ranking",
            _("Benchmark"),
            _("choose other peers in the bar and see whether the picture holds"),
        ),
        ("robustness", "bands", _("Robustness"), _("move a weight and count the ranks that move")),
        (
            "evidence",
            "behind",
            _("Evidence"),
            _("press “Behind the number” on any page to see formula, raw rows, source and licence"),
        ),
    ]


def reading_rules(_: Translator) -> list[str]:
    """Return what holds for every score, band and blank."""
    return [
        _(
            "**A score** runs from a written floor (0) to a written target (100) and measures reported"
            " coordination and capacity, not effect. It does not move when another place is added."
        ),
        _(
            "**A band** is the range of ranks over many ways of weighting and adding up. Two places whose"
            " bands overlap are level: do not call one better."
        ),
        _(
            "**An interval** says how far chance alone could have moved the number; 95 of 100 such intervals"
            " hold the true value if the model is right."
        ),
        _(
            "**A blank is not a zero.** It says not assessed, with the reason. “None by” a day means that a"
            " source watched until then and the measure had not come."
        ),
        _(
            "**A hatched or hollow mark** is the city's value shown for a district; it is never counted as"
            " the district's own."
        ),
        _(
            "**Grades:** A official primary source, B peer-reviewed or official secondary source, C press,"
            " repost or aggregator. A result is as good as the worst grade it rests on."
        ),
    ]


def glossary(_: Translator) -> list[tuple[str, str, str]]:
    """Return term, the same in the other language, and meaning, in the page's language."""
    pairs = [
        (
            ("协同治理", "collaborative governance"),
            _(
                "government, communities, social organisations, volunteers and firms deciding and acting"
                " together"
            ),
        ),
        (
            ("一级响应", "level-1 response"),
            _("the highest level of a province's public health emergency response, declared in January 2020"),
        ),
        (
            ("社区封闭管理", "closed management of communities"),
            _("entry to residential compounds controlled, visitors kept out"),
        ),
        (("时滞", "lag"), _("days between two dates, such as a declaration and the first measure of a city")),
        (
            ("删失", "censored"),
            _("not seen by the end of the time a source watched; when it came later, if ever, is not known"),
        ),
        (("累计发病率", "cumulative incidence"), _("confirmed cases up to a day per 100,000 residents")),
        (
            ("再生数", "reproduction number"),
            _("how many people one case infects on average; above 1 an outbreak grows"),
        ),
        (
            ("代际间隔", "serial interval"),
            _("days from the onset of symptoms in one case to the onset in the person infected by it"),
        ),
        (("倍增时间", "doubling time"), _("days in which daily cases double while they grow")),
        (
            ("名次区间", "rank band"),
            _("range of ranks of a place over many ways of weighting and adding up"),
        ),
        (
            ("目标值和下限", "goalposts"),
            _("the values that score 0 and 100; proposals that an analyst can change"),
        ),
        (
            ("生态学研究", "ecological study"),
            _("a comparison of places, from which nothing follows for single people"),
        ),
    ]
    first, second = (0, 1) if _.language == "zh" else (1, 0)
    return [(names[first], names[second], meaning) for names, meaning in pairs]
