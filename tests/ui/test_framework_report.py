import pyarrow as pa
import pytest

from etl.store import BUNDLED_DATA
from ui.framework_report import check_framework, grouped, line_of

TEXT = (BUNDLED_DATA / "frameworks" / "county_capacity.toml").read_text("utf-8")
OWN = TEXT.replace('code = "county_capacity"', 'code = "mine"')
KNOWN = {"F7", "F8", "F9", "C6", "D7"}
REFERENCES = {"vocabulary": pa.table({"code": sorted(KNOWN), "list": ["indicator"] * len(KNOWN)})}


def test_a_sound_file_is_usable_without_a_remark() -> None:
    report = check_framework(OWN.encode(), KNOWN, REFERENCES)
    assert report.usable
    assert report.findings == ()
    assert report.framework is not None
    assert report.framework.code == "mine"


@pytest.mark.parametrize(
    ("old", "new", "key", "chinese"),
    [
        ('version = "1"', "version = 1", "version", "必须是"),
        ("coverage = 0.6", "coverage = 60", "coverage", "不超过1"),
        ("coverage = 0.6", "coverge = 0.6", "coverge", "coverage"),
        ("direction = 1", "direction = -1", "indicators.F7.direction", "方向"),
        ("floor = 5", "floor = 16", "indicators.F7.normalisation", "下限"),
        ('dimension = "F"', 'dimension = "X"', "indicators.F7.dimension", "维度"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_key_in_both_languages(
    old: str, new: str, key: str, chinese: str
) -> None:
    assert old in OWN
    content = OWN.replace(old, new, 1)
    report = check_framework(content.encode(), KNOWN, REFERENCES)
    assert not report.usable
    (finding,) = report.findings
    assert finding.column == key
    assert finding.row is not None
    assert key.rsplit(".", maxsplit=1)[-1] in content.splitlines()[finding.row - 1]
    assert key in finding.as_dict("en")["fix"]
    assert chinese in finding.as_dict("zh")["fix"]
    assert finding.as_dict("zh")["fix"] != finding.as_dict("en")["fix"]


def test_a_file_that_is_no_toml_names_its_line() -> None:
    (finding,) = check_framework((OWN + "\nfloor = = 1\n").encode(), KNOWN, REFERENCES).findings
    assert finding.row == len(OWN.splitlines()) + 2
    assert not check_framework(b"\xff\xfe\x00", KNOWN, REFERENCES).usable
    assert not check_framework(b"x" * 2_000_000, KNOWN, REFERENCES).usable


@pytest.mark.parametrize("code", ["county_capacity", "Mine", "a b", "x", "../x"])
def test_a_code_must_fit_into_a_link_and_be_free(code: str) -> None:
    report = check_framework(
        TEXT.replace('code = "county_capacity"', f'code = "{code}"').encode(), KNOWN, REFERENCES
    )
    assert not report.usable
    assert report.findings[0].column == "code"


def test_an_indicator_without_data_is_a_remark_and_no_error() -> None:
    report = check_framework(OWN.replace('code = "F9"', 'code = "Z1"').encode(), KNOWN, REFERENCES)
    assert report.usable
    assert [(one.severity, one.value) for one in report.findings] == [("warning", "Z1")]


def test_a_key_is_found_in_its_own_block() -> None:
    text = '[[indicators]]\ncode = "A"\nunit = 1\n[[indicators]]\ncode = "B"\nunit = 2\n'
    assert line_of(text, "indicators.B.unit") == 6
    assert line_of(text, "indicators.B.levels") == 4
    assert line_of(text, "indicators.C.unit") is None
    assert line_of(text, "note") is None
    assert line_of(text, "indicators.B.unit", 0) == 3


FOUR = (
    ("coverage = 0.6", "coverage = 60"),
    ('version = "1"', 'version = "1"\nwieght = 2'),
    ('dimension = "F"', 'dimension = "X"'),
    ("floor = 5, target", 'floor = "five", target'),
)


def test_five_different_mistakes_are_all_told_at_once_by_line_and_kind() -> None:
    content = OWN
    for old, new in FOUR:
        assert old in content
        content = content.replace(old, new, 1)
    again = OWN[OWN.rindex("[[outcomes]]") :]
    content += again
    report = check_framework(content.encode(), KNOWN, REFERENCES)
    assert not report.usable
    lines = content.splitlines()
    for one in report.findings:
        assert (one.column or "").split(".")[-1].replace("october_cluster", "code") in lines[
            (one.row or 0) - 1
        ]
    assert [one.row for one in report.findings] == sorted(one.row or 0 for one in report.findings)
    assert {one.column: one.code for one in report.findings} == {
        "coverage": "framework_contradiction",
        "wieght": "framework_key",
        "indicators.F7.dimension": "framework_contradiction",
        "indicators.F7.normalisation.floor": "framework_value",
        "outcomes.october_cluster": "framework_contradiction",
    }
    # The second of the two is wrong, not the first.
    assert report.findings[-1].row == len(lines) - again.count("\n") + 2
    assert [(group[0].code, len(group)) for group in grouped(report.findings)] == [
        ("framework_contradiction", 3),
        ("framework_key", 1),
        ("framework_value", 1),
    ]
    for one in report.findings:
        assert one.as_dict("zh")["fix"] != one.as_dict("en")["fix"]
        assert one.as_dict("zh")["expected"] != one.as_dict("en")["expected"]
