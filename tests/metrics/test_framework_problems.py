import pytest

from metrics.framework_problems import FrameworkError, Outline, refuse_all

TABLE = {
    "index": {"aggregation": "geometric"},
    "dimensions": [{"code": "A"}, {"code": "B"}],
    "indicators": [{"code": "A1", "dimension": "A"}, {"code": "B1", "dimension": "B"}],
}


def keys(**changed):
    return [one.key for one in Outline.of_table(TABLE | changed).problems()]


def test_parts_that_agree_have_no_problem():
    assert keys() == []


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"dimensions": [{"code": "A"}, {"code": "B"}, {"code": "C"}]}, ["dimensions.C"]),
        (
            {"dimensions": [{"code": "A"}, {"code": "B", "needs": {}}]},
            ["dimensions.B.needs", "index"],
        ),
        ({"outcomes": [{"code": "A1"}]}, ["indicators.A1"]),
        ({"context": [{"code": "x"}, {"code": "x"}]}, ["context.x"]),
        ({"index": "none"}, ["index_reason"]),
        ({"index": "none", "index_reason": {}}, []),
        ({"index_reason": {}}, ["index_reason"]),
        # The dimension of one indicator is not known, so nothing is said of dimensions without indicators.
        ({"indicators": [{"code": "A1", "dimension": "Z"}]}, ["indicators.A1.dimension"]),
        ({"indicators": [{"code": "A1", "dimension": 3}]}, []),
        ({"indicators": "all", "dimensions": [1, {}]}, []),
    ],
)
def test_contradictions_are_found_in_files_with_mistakes_of_any_kind(changed, wanted):
    assert keys(**changed) == wanted


def test_a_cycle_is_one_mistake():
    indicators = [
        {"code": "A1", "dimension": "A", "beside": "B1"},
        {"code": "B1", "dimension": "B", "beside": "A1"},
        {"code": "B2", "dimension": "B", "beside": "A1"},
        {"code": "B3", "dimension": "B", "beside": "Z9"},
    ]
    assert keys(indicators=indicators) == ["indicators.A1.beside", "indicators.B3.beside"]


def test_the_second_of_two_alike_is_named_by_its_place():
    entries = [*TABLE["indicators"], {"code": "A1", "dimension": "A"}]
    (problem,) = Outline.of_table(TABLE | {"indicators": entries}).problems()
    assert (problem.key, problem.entry) == ("indicators.A1", 2)


def test_the_first_problem_carries_the_others():
    refuse_all([])
    problems = [FrameworkError("a", "is wrong"), FrameworkError("b", "is wrong").in_entry(3)]
    with pytest.raises(FrameworkError) as refusal:
        refuse_all(problems)
    named = refusal.value.in_file("x.toml")
    assert str(named) == "x.toml: a is wrong"
    assert [(one.key, one.entry) for one in named.every] == [("a", None), ("b", 3)]
