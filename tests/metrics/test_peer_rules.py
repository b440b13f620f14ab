import pandas as pd
import pytest

from metrics.peer_rules import NEAREST, Ground, likeness_distances, peers_by_rule

CODES = [f"c{number:02d}" for number in range(20)]


@pytest.fixture
def ground() -> Ground:
    units = pd.DataFrame(
        {
            "parent_code": ["x"] * 5 + ["y"] * 15,
            "province_code": ["p"] * 10 + ["q"] * 10,
            "level": "county",
            "population": [100.0 * (number + 1) for number in range(20)],
        },
        index=CODES,
    )
    numbers = range(20)
    context = pd.DataFrame(
        {
            "urban_share": numbers,
            "share_over_60": [20 - one for one in numbers],
            "log_population": numbers,
        },
        index=CODES,
        dtype=float,
    )
    return Ground("county", units, context, ("y",))


def found(rule: str, unit: str, ground: Ground) -> list[str]:
    return peers_by_rule(rule, unit, ground, likeness_distances(ground.context, unit))


def test_the_most_alike_come_first_and_never_the_place_itself(ground: Ground) -> None:
    assert found("siblings", "c02", ground) == ["c01", "c03", "c00", "c04"]
    nearest = found("nearest", "c00", ground)
    assert nearest == CODES[1 : NEAREST + 1]


def test_places_of_the_province(ground: Ground) -> None:
    assert set(found("province", "c02", ground)) == set(CODES[:10]) - {"c02"}


def test_the_place_s_own_advanced_city_is_left_out(ground: Ground) -> None:
    assert set(found("advanced", "c02", ground)) == set(CODES[5:])
    assert found("advanced", "c07", ground) == []


def test_similar_places_keep_within_both_bands(ground: Ground) -> None:
    assert set(found("similar", "c09", ground)) == set(CODES[4:20]) - {"c09"}


@pytest.mark.parametrize("rule", ["nearest", "similar"])
def test_a_place_without_context_has_none_alike(ground: Ground, rule: str) -> None:
    bare = Ground(ground.level, ground.units, ground.context.drop(index="c03"), ())
    assert found(rule, "c03", bare) == []


def test_a_place_of_another_level_has_no_peers(ground: Ground) -> None:
    assert found("siblings", "elsewhere", ground) == []
