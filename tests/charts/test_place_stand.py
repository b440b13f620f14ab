import numpy as np
import pandas as pd

from charts.place_stand import figure_words, reasons_not_assessed, stand_of
from etl.snapshot import Snapshot
from exports.scores import SnapshotScores
from locales import translator

EN = translator("en")


def rows(**own: float) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "unit_code": ["own", "a", "b", "c"],
            "score": [50.0, 90.0, 52.0, np.nan],
            "low": [10.0, 1, 8, np.nan],
            "high": [20.0, 5, 12, np.nan],
            "expected": [40.0] * 4,
            "expected_low": [30.0] * 4,
            "expected_high": [45.0] * 4,
        }
    )
    for column, value in own.items():
        frame.loc[0, column] = value
    return frame


def test_a_peer_is_ahead_only_where_the_bands_do_not_meet() -> None:
    stand = stand_of(rows(), "own", "Capacity", 30)
    assert stand is not None
    assert (stand.ahead, stand.level, stand.behind, stand.peers) == (1, 1, 0, 2)
    assert stand.beyond == 1


def test_a_place_without_rank_has_no_stand() -> None:
    assert stand_of(rows(low=np.nan), "own", "Capacity", 30) is None


def test_nothing_expected_is_not_within_what_is_expected() -> None:
    stand = stand_of(rows(expected=np.nan), "own", "Capacity", 30)
    assert stand is not None
    assert stand.beyond is None


def test_each_dimension_without_a_score_has_its_reason(real_snapshot: Snapshot) -> None:
    scores = SnapshotScores(real_snapshot)
    reasons = reasons_not_assessed(scores.assessment("public_data", "prefecture"), "370200", EN)
    assert list(reasons) == ["Power and responsibility", "Emergency community", "Information", "Incentives"]
    whole = reasons_not_assessed(scores.assessment("six_dimensions", "county"), "370215", EN)
    assert "0 % of the weight assessed, 60 % needed" in whole["Power and responsibility"]
    assert whole["Index"] == "it needs every dimension"


def test_names_come_from_the_framework(real_snapshot: Snapshot) -> None:
    framework = SnapshotScores(real_snapshot).framework("six_dimensions")
    assert figure_words(framework, "index", EN) == "Index"
    assert figure_words(framework, "F7", EN) == "Health and social workforce"
