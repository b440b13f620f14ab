import tomllib
from pathlib import Path

import pytest

from metrics.framework import FrameworkError, Goalposts, IndexRule, TargetValue, Text
from metrics.framework_file import load_framework

BUNDLED = Path(__file__).resolve().parents[2] / "data" / "frameworks"
NAMES = ["public_data", "county_capacity", "six_dimensions"]
HEAD = """
code = "small"
version = "1"
name = { zh = "小", en = "small" }
level = "any"
note = { zh = "注", en = "note" }
goalposts_note = { zh = "建议", en = "proposal" }
index = { aggregation = "geometric" }
"""
DIMENSIONS = """
[[dimensions]]
code = "A"
name = { zh = "权责", en = "responsibility" }
[[dimensions]]
code = "F"
name = { zh = "能力", en = "capacity" }
weight = 2
"""
COMMON = """
unit = { zh = "%", en = "%" }
definition = { zh = "定义", en = "definition" }
source = { zh = "来源", en = "source" }
level = "any"
"""
FIRST = (
    """
[[indicators]]
code = "F1"
name = { zh = "医师", en = "doctors" }
dimension = "F"
kind = "numeric"
direction = 1
normalisation = { floor = 1, target = 4 }
"""
    + COMMON
)
SECOND = (
    """
[[indicators]]
code = "A1"
name = { zh = "平衡", en = "balance" }
dimension = "A"
kind = "numeric"
direction = 0
normalisation = { best = 50, slope = 2 }
"""
    + COMMON
)
WHOLE = HEAD + DIMENSIONS + FIRST + SECOND


@pytest.fixture
def load(tmp_path):
    def write_and_load(text):
        path = tmp_path / "small.toml"
        path.write_text(text, encoding="utf-8")
        return load_framework(path)

    return write_and_load


def test_a_small_file_and_its_defaults(load):
    framework = load(WHOLE)
    assert framework.name == Text("小", "small")
    assert (framework.coverage, framework.within, framework.floor) == (0.6, "arithmetic", 1)
    assert framework.index == IndexRule("geometric", needs_every_dimension=True)
    assert framework.dimension_weights.tolist() == [1, 2]
    assert framework.indicators[0].normalisation == Goalposts(1, 4)
    assert framework.indicators[1].normalisation == TargetValue(50, 2)
    assert framework.indicators[0].scored


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = "1"', 'version = "1"\nwieght = 1', "wieght is not a known key; remove it"),
        ("weight = 2", "wieght = 2", r"dimensions\.F\.wieght is not a known key; did you mean 'weight'\?"),
        ("floor = 1, target", "flor = 1, target", r"F1\.normalisation\.flor is not .* did you mean 'floor'"),
        ("[[indicators]]", "[[indicator]]", "indicator is not a known key; did you mean 'indicators'"),
        ("weight = 2", "weight = 0", r"dimensions\.F\.weight must be above 0, not 0"),
        ("weight = 2", 'weight = "2"', r"dimensions\.F\.weight must be a number, not '2'"),
        ("weight = 2", "weight = true", r"dimensions\.F\.weight must be a number, not True"),
        ("weight = 2", "weight = inf", r"dimensions\.F\.weight must be a finite number, not inf"),
        ("target = 4", "target = 1", r"F1\.normalisation has floor = target = 1"),
        ("direction = 1", "direction = -1", r"F1\.direction is -1 but the goalposts run from 1 to 4"),
        ("direction = 1", "direction = 2", r"F1\.direction must be 1, -1 or 0, not 2"),
        ("direction = 1", "direction = 1.0", r"F1\.direction must be a whole number, not 1\.0"),
        (
            '{ zh = "医师", en = "doctors" }',
            '{ zh = "医师" }',
            r"indicators\.F1\.name\.en is missing; add a text",
        ),
        ('{ zh = "医师", en = "doctors" }', '{ zh = " ", en = "d" }', r"indicators\.F1\.name\.zh is empty"),
        (
            '{ zh = "医师", en = "doctors" }',
            '"doctors"',
            r"F1\.name must be a table such as .* not 'doctors'",
        ),
        ('code = "A1"', 'code = "F1"', r"indicators\.F1 appears twice"),
        ('dimension = "A"', 'dimension = "F"', r"dimensions\.A has no scored indicator"),
        ('dimension = "A"', 'dimension = "Z"', r"A1\.dimension names unknown dimension 'Z'"),
        ('kind = "numeric"', 'kind = "score"', r"F1\.kind must be one of numeric, rubric, not 'score'"),
        ('"geometric"', '"median"', r"index\.aggregation must be one of arithmetic, geometric, harmonic"),
        ('{ aggregation = "geometric" }', '"no"', "index must be \"none\" or a table, not 'no'"),
        ('index = { aggregation = "geometric" }\n', "", "index is missing; add a table"),
        ('version = "1"', 'version = "1"\ncoverage = 60', "coverage must be a share above 0 and at most 1"),
        ('version = "1"', 'version = "1"\ncontext = [1]', "context must hold tables, not 1"),
        ("{ floor = 1, target = 4 }", "5", r"F1\.normalisation must be a table, not 5"),
        ("slope = 2", "slop = 2", r"A1\.normalisation\.slop is not a known key; did you mean 'slope'"),
        ('version = "1"', "version = ", "not valid TOML, correct it there: .*line 3"),
    ],
)
def test_a_refusal_names_file_key_and_fix(load, old, new, message):
    assert old in WHOLE
    with pytest.raises(FrameworkError, match=rf"^small\.toml: .*({message})") as refusal:
        load(WHOLE.replace(old, new, 1))
    assert "\n" not in str(refusal.value)


def test_an_outcome_is_never_an_indicator(load):
    outcome = '[[outcomes]]\ncode = "F1"\nname = { zh = "x", en = "x" }\nunit = { zh = "x", en = "x" }\n'
    with pytest.raises(FrameworkError, match=r"small\.toml: indicators\.F1 is an outcome"):
        load(WHOLE + outcome)


def test_unreadable_files(tmp_path):
    with pytest.raises(FrameworkError, match=r"nothing\.toml: the file cannot be read"):
        load_framework(tmp_path / "nothing.toml")
    path = tmp_path / "chinese.toml"
    path.write_bytes("name = '权责'".encode("gb18030"))
    with pytest.raises(FrameworkError, match=r"chinese\.toml: the file is not UTF-8"):
        load_framework(path)


@pytest.mark.parametrize("name", NAMES)
def test_bundled_files_load_and_carry_what_every_framework_must(name):
    framework = load_framework(BUNDLED / f"{name}.toml")
    assert framework.code == name
    assert framework.coverage == 0.6
    assert [dimension.code for dimension in framework.dimensions] == list("ABCDEF")
    assert framework.goalposts_note.en.startswith("Goalposts are proposals, not official norms")
    outcomes = {quantity.code for quantity in framework.outcomes}
    assert {"cumulative_incidence", "reproduction_number", "time_to_control"} <= outcomes
    assert all(len(indicator.levels) in {0, 5} for indicator in framework.indicators)


def test_what_each_bundled_file_scores():
    public, county, six = (load_framework(BUNDLED / f"{name}.toml") for name in NAMES)
    scored = [[indicator.code for indicator in each.scored_indicators] for each in (public, county)]
    assert scored == [["B2", "B3", "B4", "F1", "F2", "F3", "F7", "F8"], ["F7", "F8", "F9"]]
    assert (public.index, county.index) == (None, None)
    assert six.index == IndexRule("geometric", needs_every_dimension=True)
    assert six.minimum_agreement == 0.67
    shown = [indicator.code for indicator in six.indicators if not indicator.scored]
    assert shown == ["B1", "C6", "D1", "D2", "D6", "D7"]
    assert sum(indicator.kind == "rubric" for indicator in six.indicators) == 13


def test_bundled_goalposts():
    six = load_framework(BUNDLED / "six_dimensions.toml")
    goalposts = {
        indicator.code: (indicator.normalisation.floor, indicator.normalisation.target)
        for indicator in six.indicators
        if isinstance(indicator.normalisation, Goalposts)
    }
    assert goalposts == {
        "A2": (0, 100),
        "A3": (0, 50),
        "B2": (0, 100),
        "B3": (10, -1),
        "B4": (24, 6),
        "C1": (0, 5),
        "C2": (0, 10),
        "C5": (0, 100),
        "D6": (60, 95),
        "F1": (1, 4),
        "F2": (1, 6),
        "F3": (3, 7.5),
        "F4": (0, 1.75),
        "F7": (5, 16),
        "F8": (5, 20),
        "F9": (7, 12),
    }


def test_the_same_indicator_is_defined_alike_in_every_bundled_file():
    def definitions(name):
        table = tomllib.loads((BUNDLED / f"{name}.toml").read_text(encoding="utf-8"))
        return {
            entry["code"]: {key: entry[key] for key in entry if key != "beside"}
            for entry in table["indicators"]
        }

    six = definitions("six_dimensions")
    for name in NAMES[:2]:
        for code, definition in definitions(name).items():
            assert definition == six[code]


def test_the_example_in_the_guide_loads(load):
    guide = (BUNDLED.parents[1] / "docs" / "FRAMEWORKS.md").read_text(encoding="utf-8")
    example = guide.split("```toml\n")[1].split("```")[0]
    assert [indicator.code for indicator in load(example).scored_indicators] == ["F7"]
