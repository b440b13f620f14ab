import pandas as pd

from locales import translator
from ui.raw_words import missing_words, readable


def test_codes_are_put_in_words_and_blank_cells_stay_blank() -> None:
    rows = pd.DataFrame(
        {
            "unit_code": ["370200", "370200"],
            "measure_code": ["a", "b"],
            "start_date": [pd.Timestamp("2020-01-27"), pd.NaT],
            "status": ["implemented", "not_implemented"],
            "note": [None, "99 in source"],
            "url": [None, None],
        }
    )
    shown = readable(rows, {"a": "停运"}, translator("zh"))
    assert list(shown.columns) == ["代码", "措施或事件", "开始实施", "状态", "备注（原文）"]
    assert shown["措施或事件"].tolist() == ["停运", "b"]
    assert shown["开始实施"].tolist() == ["2020-01-27", ""]
    assert shown["备注（原文）"].tolist() == ["", "99 in source"]


def test_an_unknown_reason_is_still_not_assessed() -> None:
    assert missing_words(None, translator("en")) == "not assessed"
    assert "exposed" in missing_words("not_applicable", translator("en"))
