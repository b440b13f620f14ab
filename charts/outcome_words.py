"""Names, units and blanks of the outcomes of an outbreak, in words."""

from dataclasses import dataclass

from locales import Translator
from metrics import outbreak

OUTCOMES = ("rate", "growth", "control_days", "wave_days")
REASON_COLUMNS = {
    "rate": "rate_reason",
    "growth": "growth_reason",
    "doubling": "doubling_reason",
    "control_days": "control_reason",
    "wave_days": "wave_reason",
}


@dataclass(frozen=True)
class OutcomeWords:
    """How an outcome is called, on its own and inside a sentence, and with its unit on an axis."""

    name: str
    inside: str
    axis: str


def outcome_words(code: str, _: Translator) -> OutcomeWords:
    """Return the words of an outcome by its column in `metrics.outbreak.outbreaks`."""
    words = {
        "rate": OutcomeWords(
            _("Cumulative incidence"),
            _("cumulative incidence"),
            _("confirmed cases per 100,000 residents (log scale)"),
        ),
        "growth": OutcomeWords(
            _("Early growth rate"), _("early growth rate"), _("growth of daily cases, per day")
        ),
        "control_days": OutcomeWords(
            _("Days to control"),
            _("days to control"),
            _("days from the first case to a sustained reproduction number below 1"),
        ),
        "wave_days": OutcomeWords(
            _("Length of the first wave"),
            _("length of the first wave"),
            _("days from the first to the last case of the first wave"),
        ),
    }
    return words[code]


def blank_words(reason: str, _: Translator) -> str:
    """Return why an outcome is blank, for a reason of `metrics.outbreak`; an empty reason gives none."""
    words = {
        "": "",
        outbreak.NO_REPORT: _("no report"),
        outbreak.NO_RESIDENTS: _("no number of residents"),
        outbreak.NO_CASES: _("no confirmed case"),
        outbreak.TOO_FEW: _("too few cases to estimate it"),
        outbreak.UNKNOWN_DAY: _("the count of a day within reach is not known or was revised"),
        outbreak.NOT_GROWING: _("cases did not grow"),
        outbreak.NOT_ENDED: _("no 28 days without a case within the series"),
        outbreak.IMPORTED: _("the wave runs into days whose count includes cases imported from abroad"),
        outbreak.NOT_BELOW_ONE: _("not seen below 1 while there were cases enough to estimate it"),
    }
    return words[reason]
