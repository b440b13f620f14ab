from dataclasses import replace

import pytest

from metrics.framework import (
    Dimension,
    Framework,
    FrameworkError,
    Goalposts,
    IndexRule,
    Indicator,
    Quantity,
    TargetValue,
    Text,
)

WORDS = Text("字", "word")


def numeric(code, dimension="F", **changes):
    plain = Indicator(
        code=code,
        name=WORDS,
        dimension=dimension,
        kind="numeric",
        direction=1,
        unit=WORDS,
        definition=WORDS,
        source=WORDS,
        level="any",
        normalisation=Goalposts(0, 10),
    )
    return replace(plain, **changes)


def rubric(code, dimension="A", **changes):
    changes = {"kind": "rubric", "normalisation": None, "levels": (WORDS,) * 5, **changes}
    return numeric(code, dimension, **changes)


def framework(**changes):
    plain = Framework(
        code="small",
        version="1",
        name=WORDS,
        level="any",
        note=WORDS,
        goalposts_note=WORDS,
        dimensions=(Dimension("A", WORDS, 2.0), Dimension("D", WORDS, needs=WORDS), Dimension("F", WORDS)),
        indicators=(
            numeric("F1"),
            rubric("A1"),
            numeric("D1", "D", scored=False, reason=WORDS),
            numeric("F2"),
        ),
        index=IndexRule("geometric"),
    )
    return replace(plain, **changes)


def test_arrays_follow_the_order_of_the_file():
    small = framework(indicators=(numeric("F1", weight=3.0), rubric("A1"), numeric("F2")))
    assert [indicator.code for indicator in small.scored_indicators] == ["F1", "A1", "F2"]
    assert [dimension.code for dimension in small.scored_dimensions] == ["A", "F"]
    assert small.weights.tolist() == [3, 1, 1]
    assert small.dimension_weights.tolist() == [2, 1]
    assert small.membership.tolist() == [1, 0, 1]


SHOWN = {"scored": False, "reason": WORDS}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"weight": 0}, r"indicators\.F1\.weight must be above 0, not 0"),
        ({"weight": float("nan")}, r"indicators\.F1\.weight must be above 0, not nan"),
        ({"normalisation": Goalposts(4, 4)}, r"F1\.normalisation has floor = target = 4; set them apart"),
        ({"normalisation": Goalposts(10, 0)}, r"F1\.direction is 1 but the goalposts run from 10 to 0"),
        ({"direction": -1}, r"F1\.direction is -1 but the goalposts run from 0 to 10"),
        ({"direction": 0}, r"F1\.direction is 0 but the goalposts"),
        ({"normalisation": None}, r"F1\.normalisation is missing; a scored numeric"),
        ({"normalisation": TargetValue(50, 2)}, r"F1\.direction must be 0, since a target value"),
        ({"normalisation": TargetValue(50, 0), "direction": 0}, r"normalisation\.slope must be above 0"),
        ({"levels": (WORDS,)}, r"F1\.levels belongs to kind"),
        ({"scored": False}, r"F1\.reason belongs to an indicator with scored = false"),
        ({"reason": WORDS}, r"F1\.reason belongs to an indicator with scored = false"),
    ],
)
def test_refused_numeric_indicators(changes, message):
    with pytest.raises(FrameworkError, match=message):
        numeric("F1", **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"levels": (WORDS,) * 4}, r"A1\.levels needs the five texts of levels 0 to 4, has 4"),
        ({"direction": -1}, "A1 is a rubric, so leave its normalisation out and set direction = 1"),
        ({"normalisation": Goalposts(0, 4)}, "A1 is a rubric, so leave its normalisation out"),
    ],
)
def test_refused_rubrics(changes, message):
    with pytest.raises(FrameworkError, match=message):
        rubric("A1", **changes)


def test_a_shown_indicator_needs_no_goalposts_and_no_direction():
    assert numeric("C6", normalisation=None, direction=0, **SHOWN).reason == WORDS


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"coverage": 60}, "coverage must be a share above 0 and at most 1, not 60"),
        ({"coverage": 0}, "coverage must be a share above 0 and at most 1, not 0"),
        ({"minimum_agreement": 1.5}, r"minimum_agreement must be a share .* not 1\.5"),
        ({"floor": 0}, "floor must be above 0, not 0"),
        ({"outcomes": (Quantity("F1", WORDS, WORDS),)}, r"indicators\.F1 is an outcome; .* remove it"),
        ({"indicators": (numeric("F1"), numeric("F1"))}, r"indicators\.F1 appears twice"),
        ({"dimensions": (Dimension("F", WORDS), Dimension("F", WORDS))}, r"dimensions\.F appears twice"),
        ({"context": (Quantity("p", WORDS, WORDS),) * 2}, r"context\.p appears twice"),
        ({"indicators": (numeric("F"), rubric("A1"))}, r"dimensions\.F has the code of an indicator"),
        ({"indicators": (numeric("F1", "G"), rubric("A1"))}, r"F1\.dimension names unknown dimension 'G'"),
        ({"indicators": (rubric("A1"),)}, r"dimensions\.F has no scored indicator; add one, or say in needs"),
        (
            {"indicators": (numeric("F1"), rubric("A1"), numeric("D9", "D"))},
            r"dimensions\.D\.needs contradicts",
        ),
        ({"indicators": (), "dimensions": ()}, "indicators holds nothing to score"),
        ({"index": None}, "index_reason belongs to index"),
        ({"index_reason": WORDS}, "index_reason belongs to index"),
    ],
)
def test_refused_frameworks(changes, message):
    with pytest.raises(FrameworkError, match=message):
        framework(**changes)


def test_an_index_over_a_single_dimension_is_refused():
    with pytest.raises(FrameworkError, match="index has a single dimension to work on; set index"):
        framework(dimensions=(Dimension("F", WORDS),), indicators=(numeric("F1"),))


def test_beside_must_name_an_indicator_and_not_run_in_a_circle():
    def beside(first, second):
        return framework(
            indicators=(
                numeric("F1"),
                rubric("A1"),
                numeric("D1", "D", beside=first, **SHOWN),
                numeric("D2", "D", beside=second, **SHOWN),
            )
        )

    assert beside("D2", "F1").indicators[2].beside == "D2"
    with pytest.raises(FrameworkError, match=r"D2\.beside names unknown indicator 'F9'"):
        beside("F1", "F9")
    with pytest.raises(FrameworkError, match=r"D1\.beside is a cycle \(D1 > D2 > D1\); break it"):
        beside("D2", "D1")
    with pytest.raises(FrameworkError, match=r"D1\.beside is a cycle \(D1 > D1\)"):
        beside("D1", None)


def test_a_dimension_needs_a_weight():
    with pytest.raises(FrameworkError, match=r"dimensions\.F\.weight must be above 0, not -1"):
        Dimension("F", WORDS, -1)
