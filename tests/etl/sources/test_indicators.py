from pathlib import Path

import pandas as pd

from etl.sources.indicators import build_indicators

HEADER = "code,name_zh,date_or_year,indicator,value,unit,source,url,note,source_id,grade\n"


def build(tmp_path: Path, city: str, province: str = "") -> pd.DataFrame:
    (tmp_path / "governance_city.csv").write_text(HEADER + city, "utf-8")
    (tmp_path / "governance_province.csv").write_text(HEADER + province, "utf-8")
    pd.DataFrame({"value": [1.0]}).to_parquet(tmp_path / "oxcgrt_province_daily.parquet")
    rows, _accounts = build_indicators(tmp_path)
    return rows.fillna("")


def test_numbers_days_and_words_are_told_apart(tmp_path: Path) -> None:
    rows = build(
        tmp_path,
        "370200,青岛市,2019,score,90.0,0-100,S,,,egov2019,C\n"
        "370200,青岛市,2020-10-16 08:00,samples,10780000,samples (over),S,,,press,C\n"
        "330100,杭州市,2020-02-11,health_code_in_use_by,1,event,S,,Wikipedia,press,C\n"
        "370200,青岛市,2019,cstc,优秀,grade,S,,,press,C\n",
    )
    assert rows["value_type"].tolist() == ["numeric", "numeric", "date", "text"]
    assert rows["value"].tolist() == ["90", "10780000", "", ""]
    assert rows["value_text"].tolist() == ["", "", "2020-02-11", "优秀"]
    assert rows["unit"].tolist() == ["0-100", "samples", "", ""]
    assert rows["note"].tolist() == ["", "over", "Wikipedia", ""]


def test_responses_move_to_measures_and_municipalities_are_not_doubled(tmp_path: Path) -> None:
    code = "online_gov_service_capability_index"
    rows = build(
        tmp_path,
        f"110000,北京市,2019,{code},91.33,0-100,S,,,egov2019,C\n",
        f"110000,北京市,2019,{code},91.33,0-100,S,,,egov2019,C\n"
        f"370000,山东省,2019,{code},79.04,0-100,S,,,egov2019,C\n"
        "370000,山东省,2020-01-24,level1_response_start,1,event,S,,,gpl2020,B\n",
    )
    assert rows["unit_code"].tolist() == ["110000", "370000"]
