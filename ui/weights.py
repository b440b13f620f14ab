"""Weights, scale and mean as the reader wants them: sliders, reset, and a short text for the address."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import streamlit as st

from charts.words import in_language
from locales import Translator
from metrics.choices import Aggregation, Normalisation
from metrics.framework import Framework
from metrics.what_if import codes_of
from ui.choices import add_notice, chosen, forget, widget
from ui.framework_choice import View
from ui.literal import literal
from ui.page import Page
from ui.scoring import framework, known_frameworks
from ui.selection import switch

HEAVIEST = 3.0
STEP = 0.1
SLIDERS_IN_A_ROW = 3


@dataclass(frozen=True)
class Choice:
    """Choices behind a ranking: weights unlike the framework's, the scale, the mean if not its own."""

    weights: tuple[tuple[str, float], ...] = ()
    normalisation: Normalisation = "goalposts"
    aggregation: Aggregation | None = None

    @property
    def is_default(self) -> bool:
        """Whether nothing differs from the framework's own choices."""
        return self == Choice()

    @property
    def key(self) -> tuple[str, ...]:
        """The choice as text, for caches."""
        return (write_weights(dict(self.weights)), self.normalisation, str(self.aggregation))


def write_weights(weights: Mapping[str, float]) -> str:
    """Return weights as they stand in an address.

    >>> write_weights({"F7": 1.5, "F8": 0.0})
    'F7-1.5_F8-0'
    """
    return "_".join(f"{code}-{weight:g}" for code, weight in weights.items())


def read_weights(text: str, known: set[str]) -> dict[str, float] | None:
    """Return the weights that an address names, or None if it is not such a text.

    >>> read_weights("F7-1.5_F8-0", {"F7", "F8"}), read_weights("F7-9", {"F7"})
    ({'F7': 1.5, 'F8': 0.0}, None)
    """
    weights: dict[str, float] = {}
    for part in text.split("_") if text else []:
        code, _dash, amount = part.partition("-")
        try:
            weight = float(amount)
        except ValueError:
            return None
        steps = weight / STEP
        if code not in known or code in weights or not math.isfinite(weight):
            return None
        if not 0 <= weight <= HEAVIEST or not math.isclose(steps, round(steps), abs_tol=1e-6):
            return None
        weights[code] = round(weight, 1)
    return weights


def _every_code() -> set[str]:
    codes: set[str] = set()
    for name in known_frameworks():
        whole = framework(name)
        codes |= {one.code for one in whole.scored_indicators} | {one.code for one in whole.scored_dimensions}
    return codes


def _asked_weights(_: Translator) -> dict[str, float]:
    text = chosen().get("weights", "")
    weights = read_weights(text, _every_code())
    if weights is None:
        add_notice(
            "weights",
            _(
                "The link asks for weights “{value}” that cannot be used. Shown are the default weights.",
                value=text,
            ),
        )
    if not weights:
        forget("weights")
        return {}
    return weights


def _given(view: View) -> dict[str, float]:
    """Return the framework's own weights of what counts in this view."""
    indicators, dimensions = codes_of(view.framework, view.inside)
    own = {one.code: one.weight for one in (*view.framework.indicators, *view.framework.dimensions)}
    return {code: own[code] for code in (*dimensions, *indicators)}


def reset() -> None:
    """Return weights, scale and mean to the framework's own."""
    for name in ("weights", "normalisation", "aggregation"):
        forget(name)


def choose(page: Page, view: View) -> Choice:
    """Draw scale, mean and sliders with their reset, and return what is chosen."""
    _ = page.translate
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        normalisation = cast("Normalisation", switch("normalisation", _("Kind of scale"), _scales(_), _))
        aggregation = switch("aggregation", _mean_label(view, _), _means(view, _), _)
    asked, given = _asked_weights(_), _given(view)
    current = {code: asked.get(code, weight) for code, weight in given.items()}
    st.markdown("**" + _("Weights (1 = default, 0 = left out)") + "**")
    _sliders(view, asked, given, _)
    changed = {code: weight for code, weight in current.items() if weight != given[code]}
    if not _leaves_something(view.framework, view.inside, current):
        st.warning(_("Every dimension needs a weight above 0. Until then the default weights are used."))
        changed = {}
    is_own = aggregation == next(iter(_means(view, _)))
    choice = Choice(
        tuple(sorted(changed.items())), normalisation, None if is_own else cast("Aggregation", aggregation)
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("Reset to default"), on_click=reset, disabled=choice.is_default and not asked)
        st.markdown(_state(view, choice, _), width="content")
    return choice


def _scales(_: Translator) -> dict[str, str]:
    return {
        "goalposts": _("Fixed goalposts (default)"),
        "minmax": _("Smallest to largest value"),
        "percentile": _("Percentile"),
    }


def _mean_label(view: View, _: Translator) -> str:
    return _("Mean across dimensions") if view.inside is None else _("Mean within the dimension")


def _means(view: View, _: Translator) -> dict[str, str]:
    """Return the means, the framework's own first."""
    rule = view.framework.index
    own = rule.aggregation if view.inside is None and rule is not None else view.framework.within
    words = {"arithmetic": _("Arithmetic"), "geometric": _("Geometric"), "harmonic": _("Harmonic")}
    return {own: _("{mean} (default)", mean=words.pop(own)), **words}


def _sliders(view: View, asked: dict[str, float], given: dict[str, float], _: Translator) -> None:
    names = {one.code: one.name for one in (*view.framework.indicators, *view.framework.dimensions)}
    codes = list(given)
    for start in range(0, len(codes), SLIDERS_IN_A_ROW):
        row = st.columns(SLIDERS_IN_A_ROW, gap="large")
        for column, code in zip(row, codes[start : start + SLIDERS_IN_A_ROW], strict=False):
            with column:
                _slider(code, in_language(names[code], _), asked, given[code], _)


def _slider(code: str, name: str, asked: dict[str, float], given: float, _: Translator) -> None:
    def written(weight: float) -> str:
        rest = {other: amount for other, amount in asked.items() if other != code}
        return write_weights(rest if weight == given else {**rest, code: round(weight, 1)})

    bound = widget("weights", f"{code}_{_.language}", float(asked.get(code, given)), written)
    st.slider(f"{code} {literal(name)}", 0.0, HEAVIEST, step=STEP, format="%.1f", **bound)


def _leaves_something(picked: Framework, inside: str | None, current: dict[str, float]) -> bool:
    indicators, dimensions = codes_of(picked, inside)
    groups: dict[str, float] = {}
    for one in picked.scored_indicators:
        if one.code in indicators:
            groups[one.dimension] = groups.get(one.dimension, 0.0) + current[one.code]
    outer = sum(current[code] for code in dimensions) if dimensions else 1.0
    return all(groups.values()) and outer > 0


def _state(view: View, choice: Choice, _: Translator) -> str:
    if choice.is_default:
        return _("These are the **default** choices of the framework.")
    parts = [
        _("weight of {code} {weight}", code=code, weight=f"{weight:g}") for code, weight in choice.weights
    ]
    if choice.normalisation != "goalposts":
        parts.append(_("scale: {scale}", scale=_scales(_)[choice.normalisation]))
    if choice.aggregation is not None:
        parts.append(_("mean: {mean}", mean=_means(view, _)[choice.aggregation]))
    return _("**Changed by you**, not the default: {changes}.", changes=_(", ").join(parts))
