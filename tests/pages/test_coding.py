"""The coding page: from a sheet handed in to a score, in a sandbox of the test's own."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from etl.coding_plan import own_plan
from etl.coding_template import coding_template
from etl.own_frameworks import active_frameworks
from etl.receipts import read_batches
from etl.snapshot import open_snapshot, publish, published_version
from etl.store import BUNDLED_DATA
from exports.scores import assess_level, bundled_framework
from metrics.index import load_framework
from tests.etl.filled_sheet import CITY, WINDOW, filled
from tests.pages.opened import open_page, parameter, words
from tests.visitors import at_this_machine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN = (BUNDLED_DATA / "frameworks" / "six_dimensions.toml").read_text("utf-8")
OWN = OWN.replace('code = "six_dimensions"', 'code = "stricter"', 1)

# AppTest runs a switched page once without the app's page map, and a pressed button is lost on the way; so
# here the page is the whole app.
SCRIPT = """
import runpy
from ui.routing import mark_routed
mark_routed()
runpy.run_path("pages/{page}.py")
"""


@pytest.fixture(scope="module")
def built_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coding") / "store-sandbox"
    publish(folder)
    return folder


@pytest.fixture
def sandbox(built_sandbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sandbox of the test's own, served as the store."""
    own = tmp_path / "own-sandbox"
    shutil.copytree(built_sandbox, own)
    monkeypatch.setenv("RESPONSE_STORE", str(own))
    at_this_machine(monkeypatch)
    return own


def visit(page: str = "coding", **address: str) -> AppTest:
    test = AppTest.from_string(SCRIPT.format(page=page), default_timeout=60)
    for name, value in ({"lang": "en"} | address).items():
        test.query_params[name] = value
    return test.run()


def press(test: AppTest, label: str) -> AppTest:
    button = next(one for one in test.button if one.label == label)
    button.click().run()
    assert not test.exception
    return test


def hand_in(test: AppTest, content: bytes, name: str = "sheet.xlsx", mime: str = XLSX) -> AppTest:
    test.file_uploader[0].set_value((name, content, mime)).run()
    assert not test.exception
    return test


def score(store: Path, code: str) -> float:
    frame = open_snapshot(store).frame(
        "SELECT value FROM indicator_cell WHERE unit_code = '990100' AND indicator_code = ?", [code]
    )
    return float(frame["value"].iloc[0]) if len(frame) else float("nan")


def announced(test: AppTest) -> set[tuple[float, int]]:
    """Return the scores with their ranks that the preview of a sheet announces for Sample City A.

    One dimension is drawn in full at a time: each is chosen in turn.
    """
    found: set[tuple[float, int]] = set()
    for line in lines(test).options:
        lines(test).set_value(line).run()
        tables = [frame.value for frame in test.dataframe if "Score after" in frame.value]
        rows = pd.concat([one[one["Place"] == "Sample City A"] for one in tables])
        found |= set(zip(rows["Score after"], rows["Rank after"], strict=True))
    return found


def lines(test: AppTest) -> Selectbox:
    return next(box for box in test.selectbox if str(box.key).startswith("effects_line_"))


def standing(store: Path) -> set[tuple[float, int]]:
    """Return its scores with their ranks as they are: six dimensions and the index."""
    card = assess_level(open_snapshot(store), bundled_framework("six_dimensions"), "prefecture")
    facts = card.place_card("990100")
    return set(zip(facts["score"].round(2), facts["rank"], strict=True))


@pytest.mark.parametrize(
    ("part", "language"),
    [("sheet", "zh"), ("sheet", "en"), ("agreement", "zh"), ("network", "en"), ("framework", "zh")],
)
def test_with_nothing_coded_the_page_says_what_to_do(served_store: Path, part: str, language: str) -> None:
    test = open_page("coding", lang=language, coding=part)
    assert not test.error
    assert not test.warning
    assert len(words(test)) > 100
    assert parameter(test, "coding") == part


def test_a_sheet_with_errors_is_told_row_by_row_and_cannot_be_accepted(sandbox: Path) -> None:
    before = published_version(sandbox)
    test = hand_in(visit(), filled({"A1": {"level": 7}, "E4": {"denominator": 8}}))
    report = next(frame.value for frame in test.dataframe if "What to do" in frame.value)
    assert sorted(report["Row"]) == [2, 17]
    assert "Accept the sheet" not in [button.label for button in test.button]
    assert published_version(sandbox) == before


def test_another_workbook_is_no_coding_sheet(sandbox: Path) -> None:
    test = hand_in(visit(), b"unit_code,date\n", "cases.xlsx")
    assert "is no coding sheet" in test.error[0].value


def test_two_sheets_accepted_and_reconciled_make_a_score(sandbox: Path) -> None:
    test = hand_in(visit(), filled(coder="one"))
    assert "No score, no rank and no rank band moves" in words(test)
    test = press(test, "Accept the sheet")
    assert "Stored" in test.success[0].value
    other = filled({"A4": {"level": 1}}, coder="two")
    test = hand_in(visit(), other)
    expected = announced(test)
    assert len(expected) >= 6
    assert not expected <= standing(sandbox)
    test = press(test, "Accept the sheet")
    assert expected <= standing(sandbox)
    assert score(sandbox, "A1") == 3
    assert len(read_batches(sandbox)) == 2
    test = visit(coding="agreement", focus="990100")
    text = words(test).replace("\\", "")
    assert "level 1: a general promise of support" in text
    agreed = next(box for box in test.selectbox if box.key.startswith("agreed_990100_A4"))
    assert agreed.options[0] == "leave open"
    agreed.set_value(agreed.options[1])
    press(test, "Store the agreed values")
    assert score(sandbox, "A4") == 3
    assert [batch.status for batch in read_batches(sandbox)] == ["accepted"] * 3
    card = visit("benchmark", framework="six_dimensions", dimension="A")
    assert "Sample City A" in words(card)


def test_pressing_accept_again_stores_nothing_twice(sandbox: Path) -> None:
    content = filled(only=("A1",))
    press(hand_in(visit(), content), "Accept the sheet")
    press(hand_in(visit(), content), "Accept the sheet")
    assert len(read_batches(sandbox)) == 1


def test_without_the_right_to_write_nothing_can_be_handed_in(
    sandbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("RESPONSE_STORE", str(sandbox))
    test = visit()
    assert not list(test.file_uploader)
    assert any("reading only" in one.value for one in test.info)


def test_agreement_names_the_rubric_that_is_left_out(sandbox: Path) -> None:
    table = visit(coding="agreement").dataframe[0].value.set_index("Indicator")
    assert table.loc["E2 Recognition and fault tolerance", "In the scores"] == "no: alpha below 0.67"
    assert table.loc["A1 Unified command", "In the scores"] == "yes"


def test_a_framework_of_ones_own_is_previewed_accepted_chosen_and_withdrawn(sandbox: Path) -> None:
    place = {"focus": "990200", "coding": "framework"}
    test = hand_in(visit(**place), OWN.encode(), "stricter.toml", "text/plain")
    preview = next(frame.value for frame in test.dataframe if "Score of" in frame.value)
    assert "Index" in set(preview["Score of"])
    test = press(test, "Accept the framework")
    assert "stands in the choice" in test.success[0].value
    assert list(active_frameworks(sandbox)) == ["stricter"]
    for page in ("benchmark", "robustness", "gap", "overview", "validity", "brief"):
        shown = visit(page, framework="stricter", focus="990200")
        assert not shown.exception, (page, shown.exception)
        assert not shown.error
        origin = "Own framework, uploaded by" if page != "validity" else "is not looked at here"
        assert origin in words(shown).replace("\\", ""), page
    test = visit(**place)
    reason = next(box for box in test.text_input if box.key.startswith("framework_reason_0"))
    reason.set_value("superseded")
    press(test, "Withdraw")
    assert active_frameworks(sandbox) == {}
    gone = visit("benchmark", framework="stricter", focus="990200")
    assert "does not exist" in words(gone)


RUBRIC = """
[[indicators]]
code = "{code}"
name = {{ zh = "社区协商", en = "Community deliberation" }}
dimension = "{dimension}"
kind = "rubric"
direction = 1
unit = {{ zh = "级", en = "level" }}
definition = {{ zh = "社区协商的程度", en = "how far communities deliberate" }}
source = {{ zh = "编码", en = "coding" }}
level = "any"
levels = [
  {{ zh = "没有", en = "none" }}, {{ zh = "偶尔", en = "at times" }}, {{ zh = "有例会", en = "meetings" }},
  {{ zh = "有程序", en = "a procedure" }}, {{ zh = "有程序并公开", en = "a public procedure" }},
]
"""
WITH_RUBRICS = OWN.replace('code = "stricter"', 'code = "talks"', 1) + "".join(
    RUBRIC.format(code=f"talks_{dimension}9", dimension=dimension) for dimension in "AD"
)


def test_a_framework_with_rubrics_of_its_own_is_coded_by_two_and_scored(sandbox: Path) -> None:
    test = hand_in(visit(coding="framework"), WITH_RUBRICS.encode(), "talks.toml", "text/plain")
    test = press(test, "Accept the framework")
    assert "stands in the choice" in test.success[0].value
    assert [batch.receipt["dataset"] for batch in read_batches(sandbox)] == ["vocabulary"]
    test = visit(rubrics="talks", focus="990100")
    table = next(frame.value for frame in test.dataframe if "What is needed" in frame.value)
    assert table["Code"].tolist()[-2:] == ["talks_A9", "talks_D9"]
    plan = own_plan(WITH_RUBRICS.encode())
    template = coding_template([CITY], WINDOW, plan=plan)
    assert list(plan.indicators)[-2:] == ["talks_A9", "talks_D9"]
    for coder, level in {"one": 4, "two": 3}.items():
        content = filled(
            {"talks_D9": {"level": level}},
            coder=coder,
            level=4,
            only=("talks_A9", "talks_D9"),
            template=template,
        )
        test = press(hand_in(visit(rubrics="talks", focus="990100"), content), "Accept the sheet")
        assert "Stored" in test.success[0].value
    assert score(sandbox, "talks_A9") == 4
    agreement = visit(coding="agreement", focus="990100")
    assert "talks_A9 Community deliberation" in set(agreement.dataframe[0].value["Indicator"])
    box = next(box for box in agreement.selectbox if box.key.startswith("agreed_990100_talks_D9"))
    assert "level 3: a procedure" in str(box.options)
    own = load_framework(active_frameworks(sandbox)["talks"].file)
    assessed = assess_level(open_snapshot(sandbox), own, "prefecture")
    assert assessed.scorecard.indicators.loc["990100", "talks_A9"] == 100


def test_a_bundled_code_keeps_its_rubric(sandbox: Path) -> None:
    start = OWN.index('zh = "', OWN.index("levels = ["))
    other = OWN[:start] + 'zh = "其他' + OWN[start + 6 :]
    test = hand_in(visit(coding="framework"), other.encode(), "other.toml", "text/plain")
    report = test.table[0].value
    assert report["Key"].tolist() == [r"indicators\.A1\.levels"]
    assert "stricter_A1" in report["What to do"].iloc[0].replace("\\", "")
    assert "Accept the framework" not in [button.label for button in test.button]


def test_a_framework_with_a_mistake_is_told_line_and_key(sandbox: Path) -> None:
    wrong = OWN.replace("coverage = 0.6", "coverage = 60", 1)
    test = hand_in(visit(coding="framework"), wrong.encode(), "wrong.toml", "text/plain")
    report = test.table[0].value
    assert report["Key"].tolist() == ["coverage"]
    assert report.index.tolist() == [str(wrong.splitlines().index("coverage = 60") + 1)]
    assert "Accept the framework" not in [button.label for button in test.button]
