import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from metrics.peers import by_rule, nearest
from metrics.problems import MetricError


def _units():
    return pd.DataFrame(
        {
            "unit_code": ["370215", "370281", "110101", "440300", "370285"],
            "level": ["county", "county", "county", "prefecture", "county"],
            "province_code": ["370000", "370000", "110000", "440000", "370000"],
            "population": [1_300_000, 980_000, 700_000, 17_500_000, np.nan],
            "urban_share": [60.0, 65.0, 100.0, 99.8, 55.0],
            "share_over_60": [21.0, 22.0, 25.0, 5.0, 27.0],
            "gdp_per_head": [90.0, 110.0, 300.0, 160.0, 60.0],
        }
    )


def test_distance_by_hand():
    units = pd.DataFrame({"x": [0.0, 3.0, 6.0], "y": [1.0, 1.0, 4.0]}, index=["a", "b", "c"])
    result = nearest(units, "a", ["x", "y"])
    # sd of x is 3, of y sqrt(3): b differs by (1, 0), c by (2, sqrt 3).
    assert result.frame["unit_code"].tolist() == ["b", "c"]
    assert result.frame["distance"].tolist() == pytest.approx([1, np.sqrt(7)])
    assert result.notes == ()


def test_distances_agree_with_scipy():
    rng = np.random.default_rng(6)
    values = rng.normal(size=(30, 4)) * [1, 10, 100, 0.1]
    units = pd.DataFrame(values, columns=list("wxyz"), index=[f"u{n:02d}" for n in range(30)])
    result = nearest(units, "u05", list("wxyz"), k=29).frame
    distances = cdist(values[[5]], values, "seuclidean", V=values.var(axis=0, ddof=1))[0]
    expected = pd.Series(distances, index=units.index).drop("u05").sort_values()
    assert result["unit_code"].tolist() == expected.index.tolist()
    np.testing.assert_allclose(result["distance"], expected)


def test_missing_features_are_left_out_with_a_note():
    units = _units()
    result = nearest(units, "370215", ["population", "urban_share"])
    assert "370285" not in result.frame["unit_code"].tolist()
    assert result.notes == ("1 places left out: a feature is not known",)
    own = nearest(units, "370285", ["population", "urban_share"])
    assert own.features == ("urban_share",)
    assert own.notes == ("population left out: not known for 370285",)
    assert len(own.frame) == 4
    constant = nearest(units.assign(year=2020), "370215", ["year", "urban_share"], k=1)
    assert constant.notes == ("year left out: the same everywhere it is known",)
    assert constant.features == ("urban_share",)


def test_equal_distances_are_ordered_by_code():
    units = pd.DataFrame({"x": [0.0, 1.0, -1.0]}, index=["m", "z", "b"])
    assert nearest(units, "m", ["x"]).frame["unit_code"].tolist() == ["b", "z"]


@given(st.floats(0.01, 1000), st.floats(-1000, 1000), st.integers(1, 4))
def test_units_of_a_feature_do_not_matter(factor, shift, k):
    units = _units()
    changed = units.assign(urban_share=units["urban_share"] * factor + shift)
    features = ["urban_share", "share_over_60"]
    one, other = nearest(units, "370215", features, k), nearest(changed, "370215", features, k)
    assert one.frame["unit_code"].tolist() == other.frame["unit_code"].tolist()
    np.testing.assert_allclose(one.frame["distance"], other.frame["distance"], rtol=1e-6)
    assert "370215" not in one.frame["unit_code"].tolist()


def test_rules_combine():
    units = _units()
    assert by_rule(units, "370215") == ["370281", "110101", "370285"]
    assert by_rule(units, "370215", same_province=True) == ["370281", "370285"]
    assert by_rule(units, "370215", same_province=True, population_band=(0.5, 2)) == ["370281"]
    assert by_rule(units, "370215", urban_share_band=5) == ["370281", "370285"]
    assert by_rule(units, "370215", income_band=(0.5, 1.25)) == ["370281", "370285"]
    assert by_rule(units, "370215", same_level=False, population_band=(5, 20)) == ["440300"]
    assert by_rule(units, "440300") == []


def test_codes_may_be_the_index():
    units = _units().set_index("unit_code")
    assert by_rule(units, "370215", same_province=True) == ["370281", "370285"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda u: nearest(u, "999999", ["population"]), "unit '999999' occurs 0 times"),
        (lambda u: nearest(u, "370215", ["height"]), "units lack the column 'height'"),
        (lambda u: nearest(u, "370215", []), "features must be named, each once"),
        (lambda u: nearest(u, "370215", ["population"], k=0), "k must be at least 1"),
        (lambda u: nearest(u, "370285", ["population"]), "no feature of"),
        (lambda u: nearest(u, "370215", ["level"]), "features must be numeric"),
        (lambda u: by_rule(u, "370285", population_band=(0.5, 2)), "population is not known for 370285"),
        (lambda u: by_rule(u, "370215", population_band=(2, 0.5)), "must be two rising factors"),
        (lambda u: by_rule(u, "370215", urban_share_band=-1), "urban_share_band must not be negative"),
        (lambda u: by_rule(u.drop(columns="level"), "370215"), "units lack the column 'level'"),
        (lambda u: by_rule(u.assign(level=None), "370215"), "level is not known for 370215"),
    ],
)
def test_refused_comparisons(call, message):
    with pytest.raises(MetricError, match=message):
        call(_units())
