import numpy as np
import pandas as pd
import pytest

from charts.widest_gaps_words import gap_words_table, native_short, sureness, widest_gaps
from etl.snapshot import Snapshot
from exports.scores import SnapshotScores
from locales import translator
from metrics.gap_analysis import analyse_gaps

EN = translator("en")


def test_only_what_is_behind_is_a_gap_and_the_widest_comes_first() -> None:
    frame = pd.DataFrame({"gap": [1.0, -5.0, 3.0, np.nan, 0.0]}, index=list("abcde"))
    assert widest_gaps(frame).index.tolist() == ["c", "a"]
    assert widest_gaps(frame, 1).index.tolist() == ["c"]


@pytest.mark.parametrize(("value", "text"), [(-3.0, "−3.0"), (0.0, "0.0"), (-250.4, "−250")])
def test_negative_values_have_a_true_minus(value: float, text: str) -> None:
    assert native_short(value, EN) == text


def test_words_follow_probability_and_error(real_snapshot: Snapshot) -> None:
    scores = SnapshotScores(real_snapshot)
    county = scores.assessment("county_capacity", "county")
    said = [sureness(county, "370215", "F7", probability, EN) for probability in (0.99, 0.9, 0.5)]
    assert said == ["clear", "likely", "level within the error"]
    city = scores.assessment("public_data", "prefecture")
    assert sureness(city, "370200", "B3", 0.99, EN) == "no sampling error is known"


def test_the_table_speaks_of_every_gap(real_snapshot: Snapshot) -> None:
    scores = SnapshotScores(real_snapshot)
    county = scores.assessment("county_capacity", "county")
    found = analyse_gaps(county, "370215", "best", ["370212", "370202"])
    table = gap_words_table(
        widest_gaps(found.frame),
        county,
        scores.expectations("county_capacity", "county"),
        "370215",
        "Best",
        EN,
    )
    assert list(table.columns) == [
        "Indicator",
        "Own value",
        "Best",
        "Points behind",
        "How sure",
        "Expected of such a place",
    ]
    assert len(table) == int((found.frame["gap"] > 0).sum())
    assert (table != "").all(axis=None)
