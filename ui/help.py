"""Help in place: how to read a page, what a score means and does not, and the field's terms."""

import streamlit as st

from locales import Translator
from ui.shell import Page


def show_help(page: Page, about: str) -> None:
    """Draw the folded help of a page; `about` says in the page's language what this page is for."""
    _ = page.translate
    with st.expander(_("How to read this page")):
        st.markdown(about)
        st.markdown("\n".join(f"- {line}" for line in reading_rules(_)))
        st.dataframe(
            {
                _("Term"): [term for term, _other, _meaning in glossary(_)],
                _("In the other language"): [other for _term, other, _meaning in glossary(_)],
                _("Meaning"): [meaning for _term, _other, meaning in glossary(_)],
            },
            hide_index=True,
            alt=_("Glossary of the terms used here"),
        )


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
