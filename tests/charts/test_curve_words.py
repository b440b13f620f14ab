import pandas as pd

from charts.curve_series import Options, place_series
from charts.curve_words import Line, alt, captions, title
from locales import translator

EN, ZH = translator("en"), translator("zh")
ROWS = pd.DataFrame(
    {"date": pd.date_range("2020-01-20", periods=3), "confirmed": [2, 5, 4], "observed": [True, True, True]}
)
LINES = [Line("a", "Anyang", True, imported_included=True)]


def series(options: Options):
    return {"a": place_series(ROWS, options, None)}


def test_the_title_says_what_is_counted_and_in_what_unit() -> None:
    assert title(Options(), EN) == "Confirmed cases, cumulative, as reported"
    assert "例" in title(Options(view="new"), ZH)


def test_what_must_be_known_is_said_and_nothing_else() -> None:
    log, linear = Options(), Options(scale="linear")
    told = captions(LINES, series(log), log, bulletins=False, translate=EN)
    assert [line[0] for line in told] == ["L", "▽", "†"]
    plain = captions(
        [Line("a", "Anyang", True)],
        {"a": place_series(ROWS.iloc[:2], linear, None)},
        linear,
        bulletins=True,
        translate=EN,
    )
    assert plain == ()


def test_single_bulletins_are_explained_where_they_cannot_be_drawn() -> None:
    new = Options(view="new", scale="linear")
    assert "Single bulletins" in captions(LINES, series(new), new, bulletins=True, translate=EN)[-1]


def test_a_place_without_cases_is_said_to_have_none() -> None:
    options = Options()
    empty = {"a": place_series(ROWS.assign(confirmed=0), options, None)}
    assert "Anyang: no case in this period." in alt(LINES, empty, options, EN)
