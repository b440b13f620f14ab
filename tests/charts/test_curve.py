import pandas as pd
import pytest

from charts.chart import Chart
from charts.curve import Input, Line, curve, mark_letters
from charts.curve_series import Options
from charts.look import Look
from locales import Language, translator

DAYS = pd.date_range("2020-01-20", periods=4)
CASES = pd.concat(
    [
        pd.DataFrame({"unit_code": "a", "date": DAYS, "confirmed": [1, 3, 2, 6], "observed": True}),
        pd.DataFrame({"unit_code": "b", "date": DAYS, "confirmed": [0, 0, 1, 9], "observed": True}),
    ]
)
MEASURES = pd.DataFrame(
    {
        "unit_code": ["a"],
        "measure_code": ["lockdown"],
        "name": ["Lockdown"],
        "start_date": pd.to_datetime(["2020-01-22"]),
    }
)
MARKS = pd.DataFrame({"unit_code": ["a"], "kind": ["cluster"], "start_date": pd.to_datetime(["2020-01-23"])})
LINES = [Line("a", "<b>A</b>", True), Line("b", "B", False, imported_included=True)]


DEFAULT = Options()


def draw(options: Options = DEFAULT, language: Language = "en", measures: pd.DataFrame = MEASURES) -> Chart:
    return curve(Input(CASES, measures, MARKS), LINES, options, Look("light", translator(language)))


def test_the_focus_is_drawn_last_and_listed_first() -> None:
    figure = draw().figure
    named = [trace for trace in figure.data if trace.showlegend is None and trace.name]
    assert [trace.name for trace in named[:2]] == ["B †", "&lt;b&gt;A&lt;/b&gt;"]
    assert named[1].legendrank < named[0].legendrank


def test_a_correction_is_marked_and_explained() -> None:
    chart = draw()
    assert any(trace.marker.symbol == "triangle-down-open" for trace in chart.figure.data)
    assert any(caption.startswith("▽") and "<b>A</b>" in caption for caption in chart.captions)


def test_imported_cases_are_flagged_in_legend_and_caption() -> None:
    assert any(caption.startswith("† B") for caption in draw().captions)


def test_marked_days_carry_letters() -> None:
    texts = [annotation.text for annotation in draw().figure.layout.annotations]
    assert "<b>A</b>" in texts
    assert mark_letters(27)[26] == "A"


@pytest.mark.parametrize("view", ["cumulative", "new"])
@pytest.mark.parametrize("align", ["date", "first_case"])
@pytest.mark.parametrize("scale", ["log", "linear"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_choice_draws_with_units_on_both_axes(
    view: str, align: str, scale: str, language: Language
) -> None:
    chart = draw(Options(view, align, scale), language)  # type: ignore[arg-type]
    layout = chart.figure.layout
    assert layout.yaxis.title.text
    assert layout.xaxis2.title.text
    assert chart.alt


def test_without_measures_there_is_no_strip() -> None:
    figure = draw(measures=MEASURES.iloc[:0]).figure
    assert "yaxis2" not in figure.to_dict()["layout"]


def test_the_peak_is_told_to_those_who_cannot_see_it() -> None:
    assert "B: up to 9 cases, reached on 23 January 2020." in draw().alt
