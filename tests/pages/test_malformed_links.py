"""Links that cannot be what somebody sent: each gives a notice and a page that works."""

from pathlib import Path

import pytest

from tests.pages.opened import open_page, parameter, words

MALFORMED = [
    ("overview", {"lang": "fr"}),
    ("overview", {"lang": "<script>alert(1)</script>"}),
    ("overview", {"focus": "999999"}),
    ("overview", {"focus": "370215 OR 1=1"}),
    ("overview", {"focus": "即墨区"}),
    ("overview", {"version": "ffffffffffff"}),
    ("overview", {"version": "../../etc/passwd"}),
    ("overview", {"framework": "none_such"}),
    ("overview", {"peers": "999999,888888"}),
    ("overview", {"overview": "wave", "size": "huge"}),
    ("benchmark", {"framework": "<b>x</b>"}),
    ("benchmark", {"peers": "nobody"}),
    ("benchmark", {"peers": "370200,;DROP TABLE unit"}),
    ("benchmark", {"basis": "moon"}),
    ("benchmark", {"framework": "public_data", "dimension": "Z"}),
    ("benchmark", {"benchmark": "scores", "profile": "000000"}),
    ("gap", {"framework": "six"}),
    ("gap", {"against": "=HYPERLINK(1)"}),
    ("gap", {"gap": "target", "goal": "-5"}),
    ("gap", {"gap": "target", "aim": "everything"}),
    ("gap", {"gap": "target", "costs": "F7:-1"}),
    ("response", {"period": "1999"}),
    ("response", {"view": "sideways"}),
    ("response", {"align": "%{x}"}),
    ("response", {"response": "lags", "lag": "B9"}),
    ("response", {"peers": "370100,zzz"}),
    ("capacity", {"capacity": "chance", "limits": "{{7*7}}"}),
    ("robustness", {"weights": "F7-99"}),
    ("robustness", {"weights": "F7-1_F7-2"}),
    ("robustness", {"normalisation": "zscore"}),
    ("robustness", {"aggregation": "median"}),
    ("validity", {"validity": "pair", "outcome": "luck"}),
    ("evidence", {"indicator": "Z9"}),
    ("evidence", {"evidence": "everything"}),
    ("method", {"module": "os"}),
    ("gap", {"focus": "440300", "framework": "county_capacity"}),
    ("overview", {"focus": "9" * 5000}),
]


@pytest.mark.parametrize(("page", "address"), MALFORMED)
def test_a_malformed_link_gives_a_notice_and_a_working_page(
    served_store: Path, page: str, address: dict[str, str]
) -> None:
    test = open_page(page, **{"lang": "en", **address})
    assert len(test.warning) == 1
    assert not test.error
    assert (served_store / "current").read_text().strip() in words(test)


def test_a_link_restores_everything_at_once(served_store: Path) -> None:
    version = (served_store / "current").read_text().strip()
    address = {
        "lang": "en",
        "focus": "370200",
        "peers": "370100,330200",
        "framework": "public_data",
        "dimension": "F",
        "weights": "F1-2.5",
        "period": "all",
        "version": version,
    }
    test = open_page("robustness", **address)
    assert not test.warning
    assert {name: parameter(test, name) for name in address} == address
    assert test.selectbox(key="focus_en").value == "370200"
    assert test.selectbox(key="framework_en").value == "public_data"
    assert test.selectbox(key="dimension_en").value == "F"
    assert test.multiselect(key="peers_en").value == ["370100", "330200"]
    assert test.slider(key="weights_F1_en").value == 2.5
    test.switch_page("pages/response.py").run()
    assert test.selectbox(key="period_en").value == "all"
    assert test.multiselect(key="peers_en").value == ["370100", "330200"]
