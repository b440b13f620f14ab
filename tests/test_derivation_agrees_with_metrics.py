"""The queries that derive response indicators say what the formulas of metrics say, city by city."""

import numpy as np
import pandas as pd
import pytest

from etl.derivation import TRANSPORT_MEASURES
from etl.snapshot import Snapshot
from metrics.timeliness import early_breadth, transmission_lag

CLASSES = [
    *(("tian2020", code) for code in TRANSPORT_MEASURES),
    ("gpl2020", "travel_ban_local"),
    ("gpl2020", "home_isolation"),
    ("qiu2020", "closed_management_of_communities"),
    ("qiu2020", "family_outdoor_restrictions"),
]


@pytest.fixture(scope="module")
def measures(real_snapshot: Snapshot) -> pd.DataFrame:
    return real_snapshot.frame(
        "SELECT m.*, d.start_date AS declared FROM measure m JOIN unit u USING (unit_code) JOIN measure d"
        " ON d.unit_code = u.province_code AND d.measure_code = 'level1_response' AND d.source_id = 'gpl2020'"
        " WHERE u.level = 'prefecture'"
    )


def derived(snapshot: Snapshot, indicator: str) -> pd.DataFrame:
    return snapshot.frame(
        "SELECT unit_code, value, censored FROM indicator_cell WHERE indicator_code = ? AND value IS NOT NULL"
        " AND inherited_from IS NULL",
        [indicator],
    ).set_index("unit_code")


def wide(
    measures: pd.DataFrame, column: str, classes: list[tuple[str, str]], places: pd.Index
) -> pd.DataFrame:
    keyed = measures.assign(kind=list(zip(measures["source_id"], measures["measure_code"], strict=True)))
    table = keyed[keyed["kind"].isin(classes)].pivot(index="unit_code", columns="kind", values=column)
    return table.reindex(index=places, columns=pd.Index(classes, tupleize_cols=False))


def test_early_breadth(real_snapshot: Snapshot, measures: pd.DataFrame) -> None:
    cells = derived(real_snapshot, "B2")
    declared = measures.groupby("unit_code")["declared"].first().reindex(cells.index)
    status = wide(measures, "status", CLASSES, cells.index).astype(object)
    result = early_breadth(
        wide(measures, "start_date", CLASSES, cells.index).to_numpy("datetime64[D]"),
        status.where(status.notna(), "unknown").to_numpy(),
        declared.to_numpy("datetime64[D]"),
        wide(measures, "window_end", CLASSES, cells.index).to_numpy("datetime64[D]"),
    )
    assert len(cells) > 250
    np.testing.assert_allclose(result["breadth"], cells["value"])


def test_transmission_from_the_province(real_snapshot: Snapshot, measures: pd.DataFrame) -> None:
    cells = derived(real_snapshot, "B3")
    classes = CLASSES[:3]
    declared = measures.groupby("unit_code")["declared"].first().reindex(cells.index)
    result = transmission_lag(
        wide(measures, "start_date", classes, cells.index).to_numpy("datetime64[D]"),
        wide(measures, "status", classes, cells.index).to_numpy(object),
        declared.to_numpy("datetime64[D]"),
        np.datetime64("2020-02-19"),
        floor=10,
    )
    own = ~cells["censored"].to_numpy(bool)
    np.testing.assert_allclose(result["lag"].to_numpy()[own], cells["value"].to_numpy()[own])
    assert (result["censored"].to_numpy(bool) == ~own).all()
    assert (cells["value"].to_numpy()[~own] > 10).all()
