"""What a grade means, and why a value is missing, in words."""

from locales import Translator


def grade_words(grade: object, _: Translator) -> str:
    """Return what a grade means.

    >>> from locales import translator
    >>> grade_words("A", translator("en"))
    'grade A, official primary source'
    """
    words = {
        "A": _("grade A, official primary source"),
        "B": _("grade B, peer-reviewed or official secondary source"),
        "C": _("grade C, press, repost or aggregator"),
        "S": _("grade S, sample data, no real measurement"),
    }
    return words.get(str(grade), _("not graded"))


def reason_words(reason: str, _: Translator) -> str:
    """Return in words why a value is missing.

    >>> from locales import translator
    >>> reason_words("not_found", translator("en"))
    'looked for and not found'
    """
    words = {
        "not_applicable": _("not applicable (hardly exposed)"),
        "not_collected": _("not collected"),
        "not_found": _("looked for and not found"),
        "withheld": _("withheld by the source"),
        "coded_once": _("coded by one person only"),
        "coders_differ": _("two coders differ"),
        "low_agreement": _("coders agree too little on the rubric"),
    }
    return words.get(reason, _("reason not stated"))
